package org.qingting.alerts.spikes;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * Upper tails of the negative binomial distribution with a given mean and size (variance = mean +
 * mean²/size), by the regularised incomplete beta function: P(X >= n) = I(mean/(mean+size); n,
 * size).
 */
final class NegativeBinomial {
  /** Above this size the distribution is taken as it is at this size: nearly Poisson. */
  static final double LARGEST_SIZE = 1e6;

  static final double SMALLEST_SIZE = 1e-3;

  private NegativeBinomial() {}

  /** P(X >= n); mean at least 0, size above 0 (clamped to what can be computed). */
  static double upperTail(long n, double mean, double size) {
    if (n <= 0) {
      return 1;
    }
    if (mean <= 0) {
      return 0;
    }
    double r = Math.min(LARGEST_SIZE, Math.max(SMALLEST_SIZE, size));
    // Each way round is given the smaller argument: one minus it would lose its last digits.
    return mean <= r
        ? RegularizedBeta.value(mean / (mean + r), (double) n, r)
        : RegularizedBeta.complement(r / (mean + r), r, (double) n);
  }

  /** The smallest n, at least {@code floor}, that is improbable: P(X >= n) < p. */
  static long bound(double mean, double size, double p, long floor) {
    if (upperTail(floor, mean, size) < p) {
      return floor;
    }
    long low = floor;
    long high = Math.max(floor, (long) Math.ceil(mean)) + 1;
    while (upperTail(high, mean, size) >= p) {
      low = high;
      high = high + Math.max(1, high / 2);
      if (high > 1L << 50) {
        return high;
      }
    }
    while (high - low > 1) {
      long middle = (low + high) >>> 1;
      if (upperTail(middle, mean, size) < p) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }
}
