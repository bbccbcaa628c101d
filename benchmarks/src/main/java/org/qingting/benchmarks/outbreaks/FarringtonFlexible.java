package org.qingting.benchmarks.outbreaks;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;

/**
 * The improved algorithm of Noufaily et al. (doi:10.1002/sim.5595), Farrington flexible: a
 * quasi-Poisson regression of five years with trend and a seasonal factor; past outbreaks weighted
 * down by their Anscombe residuals; the newest units left out, so that an outbreak does not explain
 * itself; an alarm where the count has a negative binomial probability of at most 0.005 and the
 * last four units hold at least five cases.
 */
final class FarringtonFlexible implements UnitRule {
  private static final int YEAR = 52;
  private static final int YEARS = 5;
  private static final int HALF_WINDOW = 3;
  private static final int BLOCKS = 9;
  private static final int BLOCK = (YEAR - 2 * HALF_WINDOW - 1) / BLOCKS;
  private static final int OLDEST = YEARS * YEAR + HALF_WINDOW;
  private static final double OUTBREAK = 2.58;
  private static final double ALPHA = 0.005;
  private static final int FEWEST_CASES = 5;
  private static final int FEWEST_CASES_IN = 4;

  private final IntUnaryOperator levelOfAge;
  private final int levels;
  private final int leftOut;
  private final Past past = new Past();

  private FarringtonFlexible(IntUnaryOperator levelOfAge, int levels, int leftOut) {
    this.levelOfAge = levelOfAge;
    this.levels = levels;
    this.leftOut = leftOut;
  }

  /** For seasons of 52 units: seven units around the current one, and nine blocks of five. */
  static FarringtonFlexible annual() {
    return new FarringtonFlexible(
        age -> {
          int afterWindow = age % YEAR - HALF_WINDOW - 1;
          int block = afterWindow / BLOCK;
          return afterWindow < 0 || block >= BLOCKS ? 0 : block + 1;
        },
        1 + BLOCKS,
        26);
  }

  /** For seasons of seven units: one level for each. */
  static FarringtonFlexible weekly() {
    return new FarringtonFlexible(age -> age % 7, 7, 14);
  }

  @Override
  public boolean isAbove(long count) {
    past.add(count);
    if (past.size() <= OLDEST || past.sum(0, FEWEST_CASES_IN - 1) < FEWEST_CASES) {
      return false;
    }
    int n = OLDEST - leftOut;
    double[] counts = new double[n];
    double[] times = new double[n];
    int[] level = new int[n];
    for (int i = 0; i < n; i++) {
      int age = OLDEST - i;
      counts[i] = past.at(age);
      times[i] = -age;
      level[i] = levelOfAge.applyAsInt(age);
    }
    LogLinearFit fit = reweighted(counts, times, level, true);
    double most = Arrays.stream(counts).max().orElse(0);
    if (!fit.converged() || fit.mean(0, 0) > most) {
      // A trend must not lead beyond everything that was ever seen.
      fit = reweighted(counts, times, level, false);
    }
    return upperTail(count, fit.mean(0, 0), Math.max(1, fit.dispersion())) <= ALPHA;
  }

  private LogLinearFit reweighted(double[] counts, double[] times, int[] level, boolean trend) {
    double[] weights = new double[counts.length];
    Arrays.fill(weights, 1);
    LogLinearFit first = new LogLinearFit(counts, times, level, levels, weights, trend);
    double dispersion = Math.max(1, first.dispersion());
    double[] reweighted = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      double residual = first.anscombeResidual(i, dispersion);
      reweighted[i] = residual > OUTBREAK ? 1 / (residual * residual) : 1;
    }
    double scale = counts.length / Arrays.stream(reweighted).sum();
    Arrays.setAll(reweighted, i -> reweighted[i] * scale);
    return new LogLinearFit(counts, times, level, levels, reweighted, trend);
  }

  /** P(X >= count) for the mean and a variance of so many times the mean. */
  static double upperTail(long count, double mean, double dispersion) {
    if (count == 0) {
      return 1;
    }
    double excess = dispersion - 1;
    return excess < 1e-9
        ? RegularizedGamma.P.value((double) count, mean)
        : RegularizedBeta.value(excess / dispersion, (double) count, mean / excess);
  }
}
