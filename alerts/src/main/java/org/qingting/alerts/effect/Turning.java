package org.qingting.alerts.effect;

/**
 * Where the trajectory begins that a wave was on: at its turning, if it rose and turned. A straight
 * line on log scale is held against one with a bend (a free knot), each fitted by weighted least
 * squares.
 */
final class Turning {
  /** What chance, autocorrelation and the search over all knots do not reach together. */
  private static final double BEYOND_CHANCE = 14;

  private static final int EDGE = 2;
  private static final int MOST_KNOTS = 200;

  private Turning() {}

  /** The first bucket of the trajectory; 0 where there is no turning. */
  static int of(double[] counts, double[] scale, int before) {
    if (before <= 2 * EDGE) {
      return 0;
    }
    double[] smooth = new double[before];
    double[] weight = new double[before];
    for (int t = 0; t < before; t++) {
      int from = Math.max(0, t - 1);
      int to = Math.min(before, t + 2);
      double mean = Timeline.sum(counts, from, to) / (to - from);
      smooth[t] = Math.log((mean + 0.3) / scale[t]);
      weight[t] = (mean + 0.3) / (1 + (mean + 0.3) / 4);
    }
    double straight = residue(smooth, weight, -1);
    double least = straight;
    int knot = 0;
    int stride = 1 + before / MOST_KNOTS;
    for (int t = EDGE; t < before - EDGE; t += stride) {
      double bent = residue(smooth, weight, t);
      if (bent < least) {
        least = bent;
        knot = t;
      }
    }
    double surplus = (straight - least) / 2 / Math.max(1e-9, least / Math.max(1, before - 4));
    if (knot == 0 || surplus < BEYOND_CHANCE) {
      return 0;
    }
    int peak = 0;
    for (int t = 0; t < before; t++) {
      peak = smooth[t] >= smooth[peak] ? t : peak;
    }
    // A bend downwards is a turning; a wave that only fades more slowly has its peak in front.
    return peak <= EDGE ? 0 : Math.max(knot, peak);
  }

  private static double residue(double[] values, double[] weight, int knot) {
    int p = knot < 0 ? 2 : 3;
    int n = values.length;
    double[][] x = new double[n][p];
    double[][] weighted = new double[n][p];
    for (int t = 0; t < n; t++) {
      x[t][0] = 1;
      x[t][1] = (double) t / n;
      if (knot >= 0) {
        x[t][2] = (double) Math.max(0, t - knot) / n;
      }
      for (int j = 0; j < p; j++) {
        weighted[t][j] = x[t][j] * weight[t];
      }
    }
    double[] right = new double[p];
    for (int t = 0; t < n; t++) {
      for (int j = 0; j < p; j++) {
        right[j] += weighted[t][j] * values[t];
      }
    }
    double[] b = Matrix.product(Matrix.inverse(Matrix.cross(x, weighted)), right);
    double sum = 0;
    for (int t = 0; t < n; t++) {
      double off = values[t] - Matrix.dot(x[t], b);
      sum += weight[t] * off * off;
    }
    return sum;
  }
}
