package org.qingting.alerts.spikes;

/**
 * Which version of the models read the posts, and how often each called one critical. When a new
 * version comes, the counts of before are in another unit; at most it can call every post critical,
 * and what it does is learnt as posts come. Used by one thread.
 */
final class Readings {
  /** Standard errors by which the new share is taken to be greater than it looks. */
  private static final double CAUTION = 3;

  private static final double PRIOR_POSTS = 4;
  private static final double PRIOR_CRITICAL = 1;

  /** Posts after which what was before is known as well as it needs to be. */
  private static final long ENOUGH = 20_000;

  int version;
  long police;
  long critical;

  /** First bucket that the present version read; MIN_VALUE for the first version of all. */
  long since = Long.MIN_VALUE;

  /** The critical share under the version before. */
  double before;

  /** By how much counts from before {@link #since} are to be multiplied; fixed at bucket close. */
  double factor = 1;

  /** Takes note of an original post about police. */
  void read(int by, boolean isCritical, long bucket) {
    if (police == 0 && since == Long.MIN_VALUE) {
      version = by;
    }
    if (by != version) {
      before = (critical + PRIOR_CRITICAL) / (police + PRIOR_POSTS);
      version = by;
      since = bucket;
      police = 0;
      critical = 0;
      settle();
    }
    if (police >= ENOUGH) {
      police /= 2;
      critical /= 2;
    }
    police++;
    if (isCritical) {
      critical++;
    }
  }

  /** Fixes the factor by what is known now. */
  void settle() {
    if (since == Long.MIN_VALUE) {
      return;
    }
    double n = police + PRIOR_POSTS;
    double share = (critical + PRIOR_CRITICAL) / n;
    double upper = police == 0 ? 1 : share + CAUTION * Math.sqrt(share * (1 - share) / n) + 1 / n;
    factor = Math.min(1, upper) / before;
  }

  /** Forgets a change that lies before everything remembered. */
  void forgetBefore(long bucket) {
    if (since != Long.MIN_VALUE && since < bucket) {
      since = Long.MIN_VALUE;
      factor = 1;
    }
  }
}
