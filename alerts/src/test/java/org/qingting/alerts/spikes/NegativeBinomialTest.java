package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.numbers.gamma.LogGamma;
import org.junit.jupiter.api.Test;

final class NegativeBinomialTest {

  @Property(tries = 500)
  void upperTail_equalsDirectSummation(
      @ForAll @IntRange(min = 1, max = 400) int n,
      @ForAll @DoubleRange(min = -3, max = 2.3) double logMean,
      @ForAll @DoubleRange(min = -2, max = 2.7) double logSize) {
    double mean = Math.pow(10, logMean);
    double size = Math.pow(10, logSize);
    double expected = summed(n, mean, size);
    double tail = NegativeBinomial.upperTail(n, mean, size);
    assertThat(tail).isCloseTo(expected, within(1e-9 * expected + 1e-250));
  }

  @Property(tries = 300)
  void bound_isTheFirstImprobableCount(
      @ForAll @DoubleRange(min = -3, max = 3) double logMean,
      @ForAll @DoubleRange(min = -2, max = 3) double logSize) {
    double mean = Math.pow(10, logMean);
    double size = Math.pow(10, logSize);
    long bound = NegativeBinomial.bound(mean, size, 1e-6, 5);
    assertThat(NegativeBinomial.upperTail(bound, mean, size)).isLessThan(1e-6);
    assertThat(bound == 5 || NegativeBinomial.upperTail(bound - 1, mean, size) >= 1e-6).isTrue();
  }

  @Property(tries = 3000)
  void upperTail_fallsAsTheCountGrows_evenAtExtremes(
      @ForAll @DoubleRange(min = -9, max = 7) double logMean,
      @ForAll @DoubleRange(min = -6, max = 9) double logSize,
      @ForAll @IntRange(min = 0, max = 2_000_000) int n) {
    double mean = Math.pow(10, logMean);
    double size = Math.pow(10, logSize);
    double tail = NegativeBinomial.upperTail(n, mean, size);
    double next = NegativeBinomial.upperTail(n + 1L, mean, size);
    assertThat(tail).isBetween(0.0, 1.0);
    assertThat(next).isLessThanOrEqualTo(tail * (1 + 1e-9) + 1e-15);
  }

  @Test
  void withAGreatSize_itIsPoisson() {
    double poisson = 0;
    double term = Math.exp(-3);
    for (int k = 0; k < 15; k++) {
      poisson += term;
      term *= 3.0 / (k + 1);
    }
    assertThat(NegativeBinomial.upperTail(15, 3, 1e12)).isCloseTo(1 - poisson, within(1e-9));
  }

  @Test
  void nothingExpected_makesAnyCountImpossible() {
    assertThat(NegativeBinomial.upperTail(1, 0, 1)).isZero();
    assertThat(NegativeBinomial.upperTail(0, 0, 1)).isEqualTo(1);
  }

  /** The tail added up from the far end, in ascending order of size. */
  private static double summed(int n, double mean, double size) {
    double p = mean / (mean + size);
    double term =
        Math.exp(
            LogGamma.value(n + size)
                - LogGamma.value(size)
                - LogGamma.value(n + 1.0)
                + n * Math.log(p)
                + size * Math.log(size / (mean + size)));
    double sum = 0;
    double error = 0;
    for (long k = n; k < n + 3_000_000L; k++) {
      double corrected = term - error;
      double next = sum + corrected;
      error = (next - sum) - corrected;
      sum = next;
      term *= (k + size) / (k + 1) * p;
      if (term < sum * 1e-18 && k > mean) {
        break;
      }
    }
    return sum;
  }
}
