package org.qingting.alerts.spikes;

/**
 * Upper tails of the negative binomial distribution with a given mean and size (variance = mean +
 * mean²/size), by the regularised incomplete beta function: P(X >= n) = I(mean/(mean+size); n,
 * size). Continued fraction by Lentz's method, log-gamma by Lanczos below 15 and Stirling's series
 * above (Press et al., Numerical Recipes, chapter 6).
 */
final class NegativeBinomial {
  /** Above this size the distribution is taken as it is at this size: nearly Poisson. */
  static final double LARGEST_SIZE = 1e6;

  static final double SMALLEST_SIZE = 1e-3;

  private static final int MOST_STEPS = 20_000;
  private static final double TINY = 1e-300;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046727;
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };

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
    return incompleteBeta((double) n, r, mean / (mean + r), r / (mean + r));
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

  /** I(x; a, b), where y = 1 - x is given for its precision. */
  private static double incompleteBeta(double a, double b, double x, double y) {
    double front =
        Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y));
    double value =
        x < (a + 1) / (a + b + 2)
            ? front * fraction(a, b, x) / a
            : 1 - front * fraction(b, a, y) / b;
    return Math.min(1, Math.max(0, value));
  }

  private static double fraction(double a, double b, double x) {
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m <= MOST_STEPS; m++) {
      double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
      d = 1 / away(1 + even * d);
      c = away(1 + even / c);
      h *= d * c;
      double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
      d = 1 / away(1 + odd * d);
      c = away(1 + odd / c);
      double step = d * c;
      h *= step;
      if (Math.abs(step - 1) < 1e-14) {
        break;
      }
    }
    return h;
  }

  private static double away(double value) {
    return Math.abs(value) < TINY ? TINY : value;
  }

  static double logGamma(double x) {
    if (x >= 15) {
      double inverse = 1 / x;
      double square = inverse * inverse;
      double series =
          inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
      return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + series;
    }
    if (x < 0.5) {
      return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
    }
    double shifted = x - 1;
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (shifted + i);
    }
    double t = shifted + 7.5;
    return HALF_LOG_TWO_PI + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
  }
}
