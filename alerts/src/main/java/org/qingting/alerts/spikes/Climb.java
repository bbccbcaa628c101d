package org.qingting.alerts.spikes;

/**
 * Watches for plateaus and slow climbs: a cumulative sum (Page 1954) of log-likelihood ratios of a
 * Poisson count that is {@link #riseFor} times what is expected, divided by the dispersion of days.
 * By Lorden (1971) it reaches h by chance at most once in exp(h) buckets, so exp(-sum) serves as
 * its p-value. What is expected is frozen where the sum left zero, so that a climb does not teach
 * the baseline to expect it.
 */
final class Climb {
  private static final double LEAST_RISE = 1.5;

  double sum;

  /** First bucket since the sum left zero. */
  long since;

  /** Level and dispersion frozen there. */
  double level;

  double dispersion = 1;

  /** The rise that is watched for since then. */
  double rise = LEAST_RISE;

  /** No sum is built up before this bucket. */
  long rest = Long.MIN_VALUE;

  /**
   * Takes a closed bucket.
   *
   * @param season what is expected of this bucket, as a multiple of the level
   */
  void take(
      long bucket, long count, double season, double currentLevel, double spread, int perDay) {
    if (bucket < rest) {
      sum = 0;
      return;
    }
    if (sum <= 0) {
      since = bucket;
      level = currentLevel;
      dispersion = spread;
      rise = riseFor(currentLevel * perDay);
    }
    double expected = level * season;
    sum = Math.max(0, sum + (count * Math.log(rise) - (rise - 1) * expected) / dispersion);
  }

  /** Takes so many empty buckets at once, of average expectation. */
  void takeEmpty(long buckets) {
    if (buckets > 0 && sum > 0) {
      sum = Math.max(0, sum - (rise - 1) * level * buckets / dispersion);
    }
  }

  /** The rise that is watched for: small where much is written, great where little is. */
  static double riseFor(double perDay) {
    return LEAST_RISE + 2.5 / (1 + perDay);
  }

  /** Had so many posts since the sum left zero not been written; never less than it would be. */
  double pValueWithout(long posts) {
    return Math.exp(-Math.max(0, sum - posts * Math.log(rise) / dispersion));
  }

  void restUntil(long bucket) {
    sum = 0;
    rest = bucket;
  }
}
