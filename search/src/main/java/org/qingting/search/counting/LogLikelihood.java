package org.qingting.search.counting;

/** Words that are over-represented, by Dunning's log-likelihood ratio (1993). */
public final class LogLikelihood {
  private LogLikelihood() {}

  /**
   * Dunning's -2 log λ of two binomials: a of aOf against b of bOf.
   *
   * @return 0 for equal shares, growing with the evidence for different ones
   */
  public static double ratio(long a, long aOf, long b, long bOf) {
    double share = (double) (a + b) / (aOf + bOf);
    double ratio =
        part(a, aOf * share)
            + part(b, bOf * share)
            + part(aOf - a, aOf * (1 - share))
            + part(bOf - b, bOf * (1 - share));
    return Math.max(0, 2 * ratio);
  }

  private static double part(long observed, double expected) {
    return observed == 0 ? 0 : observed * Math.log(observed / expected);
  }

  /** Single characters and numbers tell nothing. */
  public static boolean isTelling(String word) {
    return word.codePointCount(0, word.length()) > 1
        && word.codePoints().anyMatch(Character::isLetter);
  }
}
