package org.qingting.benchmarks.outbreaks;

import java.util.Arrays;

/**
 * A quasi-Poisson regression of counts with logarithmic link on a factor and a linear trend, by
 * iteratively reweighted least squares (McCullagh and Nelder, Generalized Linear Models, 1989).
 * With one parameter for each level of the factor the normal equations are an arrowhead and solved
 * directly.
 */
final class LogLinearFit {
  private static final int MOST_ROUNDS = 25;
  private static final double CONVERGED = 1e-8;

  /** A level without any case would have the mean zero, whose logarithm there is not. */
  private static final double LEAST_LOG = -20;

  private final double[] counts;
  private final double[] times;
  private final int[] levels;
  private final double[] weights;
  private final boolean withTrend;

  private final double[] intercepts;
  private final double[] means;

  /** By level: sums of the working weights, and of these times time. */
  private final double[] sums;

  private final double[] timeSums;

  private double slope;
  private double timeSpread;
  private boolean converged;

  /**
   * Fits.
   *
   * @param levels of the factor, one for each count
   * @param weights prior weights, one for each count
   */
  LogLinearFit(
      double[] counts,
      double[] times,
      int[] levels,
      int levelCount,
      double[] weights,
      boolean withTrend) {
    this.counts = counts;
    this.times = times;
    this.levels = levels;
    this.weights = weights;
    this.withTrend = withTrend;
    intercepts = new double[levelCount];
    sums = new double[levelCount];
    timeSums = new double[levelCount];
    means = Arrays.stream(counts).map(count -> count + 0.1).toArray();
    double before = deviance();
    for (int round = 0; round < MOST_ROUNDS && !converged; round++) {
      solve();
      double deviance = deviance();
      converged = Math.abs(deviance - before) < CONVERGED * (0.1 + Math.abs(deviance));
      before = deviance;
    }
  }

  private void solve() {
    int n = counts.length;
    double[] responses = new double[intercepts.length];
    double timeResponse = 0;
    double timeSquares = 0;
    Arrays.fill(sums, 0);
    Arrays.fill(timeSums, 0);
    for (int i = 0; i < n; i++) {
      double weight = weights[i] * means[i];
      double response = Math.log(means[i]) + (counts[i] - means[i]) / means[i];
      sums[levels[i]] += weight;
      timeSums[levels[i]] += weight * times[i];
      responses[levels[i]] += weight * response;
      timeResponse += weight * times[i] * response;
      timeSquares += weight * times[i] * times[i];
    }
    timeSpread = timeSquares;
    for (int level = 0; level < intercepts.length; level++) {
      if (sums[level] > 0) {
        timeSpread -= timeSums[level] * timeSums[level] / sums[level];
        timeResponse -= timeSums[level] * responses[level] / sums[level];
      }
    }
    slope = withTrend ? timeResponse / timeSpread : 0;
    for (int level = 0; level < intercepts.length; level++) {
      if (sums[level] > 0) {
        intercepts[level] = (responses[level] - slope * timeSums[level]) / sums[level];
      }
    }
    for (int i = 0; i < n; i++) {
      means[i] = mean(times[i], levels[i]);
    }
  }

  private double deviance() {
    double deviance = 0;
    for (int i = 0; i < counts.length; i++) {
      double ratio = counts[i] == 0 ? 0 : counts[i] * Math.log(counts[i] / means[i]);
      deviance += 2 * weights[i] * (ratio - (counts[i] - means[i]));
    }
    return deviance;
  }

  boolean converged() {
    return converged;
  }

  double slope() {
    return slope;
  }

  double mean(double time, int level) {
    return Math.exp(Math.max(LEAST_LOG, intercepts[level] + slope * time));
  }

  /** Variance over mean, by Pearson's statistic. */
  double dispersion() {
    double pearson = 0;
    for (int i = 0; i < counts.length; i++) {
      pearson += weights[i] * (counts[i] - means[i]) * (counts[i] - means[i]) / means[i];
    }
    long used = Arrays.stream(sums).filter(sum -> sum > 0).count();
    return pearson / (counts.length - used - (withTrend ? 1 : 0));
  }

  /** Anscombe's residual of one count, standardised by its leverage. */
  double anscombeResidual(int i, double dispersion) {
    double mean = means[i];
    double raw = 1.5 * (Math.pow(counts[i], 2.0 / 3) * Math.pow(mean, -1.0 / 6) - Math.sqrt(mean));
    return raw / Math.sqrt(dispersion * Math.max(1e-9, 1 - leverage(i)));
  }

  private double leverage(int i) {
    double sum = sums[levels[i]];
    double leverage = 1 / sum;
    if (withTrend) {
      double centred = times[i] - timeSums[levels[i]] / sum;
      leverage += centred * centred / timeSpread;
    }
    return weights[i] * means[i] * leverage;
  }
}
