package org.qingting.alerts.spikes;

import java.util.Arrays;

/**
 * Which of many p-values are discoveries: the step-up procedure of Benjamini and Hochberg (1995).
 * It holds for series that count the same posts, since their tests depend on each other positively
 * (Benjamini and Yekutieli 2001).
 */
final class FalseDiscovery {
  private FalseDiscovery() {}

  /**
   * The greatest p-value that is a discovery; negative when there is none.
   *
   * @param candidates p-values worth a look; all other tests had p-values of 1
   * @param tests how many tests there were, candidates included
   * @param rate the greatest expected share of false ones among the discoveries
   */
  static double threshold(double[] candidates, long tests, double rate) {
    double[] sorted = candidates.clone();
    Arrays.sort(sorted);
    for (int rank = sorted.length; rank > 0; rank--) {
      if (sorted[rank - 1] <= rate * rank / Math.max(tests, sorted.length)) {
        return sorted[rank - 1];
      }
    }
    return -1;
  }
}
