package org.qingting.benchmarks.outbreaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogLinearFitTest {

  private static LogLinearFit fit(double[] counts, int[] levels, boolean trend) {
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    double[] times = new double[counts.length];
    Arrays.setAll(times, i -> i);
    return new LogLinearFit(counts, times, levels, 2, weights, trend);
  }

  @Test
  void withoutTrend_eachLevelHasItsMean() {
    LogLinearFit fit = fit(new double[] {2, 10, 4, 14}, new int[] {0, 1, 0, 1}, false);

    assertThat(fit.converged()).isTrue();
    assertThat(fit.mean(0, 0)).isCloseTo(3, within(1e-6));
    assertThat(fit.mean(0, 1)).isCloseTo(12, within(1e-6));
    // Pearson: 1/3 + 1/3 + 4/12 + 4/12 over two degrees of freedom.
    assertThat(fit.dispersion()).isCloseTo(2.0 / 3, within(1e-6));
  }

  @Test
  void growthByAFactor_isItsLogarithm() {
    LogLinearFit fit = fit(new double[] {1, 6, 4, 24, 16, 96}, new int[] {0, 1, 0, 1, 0, 1}, true);

    assertThat(fit.slope()).isCloseTo(Math.log(2), within(1e-6));
    assertThat(fit.mean(6, 0)).isCloseTo(64, within(1e-4));
    assertThat(fit.mean(7, 1)).isCloseTo(384, within(1e-3));
  }

  @Test
  void meansAddUpToTheCounts_inEveryLevel() {
    LogLinearFit fit = fit(new double[] {1, 0, 5, 2, 9, 1}, new int[] {0, 1, 0, 1, 0, 1}, true);

    assertThat(fit.mean(0, 0) + fit.mean(2, 0) + fit.mean(4, 0)).isCloseTo(15, within(1e-4));
    assertThat(fit.mean(1, 1) + fit.mean(3, 1) + fit.mean(5, 1)).isCloseTo(3, within(1e-4));
  }

  @Test
  void levelWithoutAnyCase_isNearlyZero() {
    LogLinearFit fit = fit(new double[] {2, 0, 4, 0}, new int[] {0, 1, 0, 1}, false);

    assertThat(fit.mean(0, 1)).isLessThan(1e-3);
    assertThat(fit.mean(0, 0)).isCloseTo(3, within(1e-6));
  }

  @Test
  void anscombeResidual_isOneOfAStandardNormal() {
    LogLinearFit fit = fit(new double[] {8, 8, 8, 27}, new int[] {0, 0, 0, 0}, false);

    // Mean 12.75, leverage 1/4: 1.5 (9 / 12.75^(1/6) - 12.75^(1/2)) / (3/4)^(1/2).
    assertThat(fit.anscombeResidual(3, 1)).isCloseTo(4.0135, within(1e-3));
    assertThat(fit.anscombeResidual(3, 4)).isCloseTo(4.0135 / 2, within(1e-3));
    assertThat(fit.anscombeResidual(0, 1)).isNegative();
  }
}
