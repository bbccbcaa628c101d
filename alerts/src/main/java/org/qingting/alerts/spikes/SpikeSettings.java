package org.qingting.alerts.spikes;

import java.io.Serializable;
import java.time.Duration;

/**
 * What counts as a spike. The same settings serve every series.
 *
 * @param bucket length of one count; divides a day
 * @param window the longest stretch that is tested at once; a multiple of the bucket. A single
 *     bucket is tested as well
 * @param minPosts fewest negative posts (reposts merged) in the window
 * @param minPeople fewest distinct people in the window; posts without an author count by source
 * @param ratio least observed over expected
 * @param pValue greatest probability of the observed under the series' own past, for one window end
 * @param trial how much history a series needs before it raises anything (试运行), in event time
 * @param history how much of the past is kept; at most 400 days
 * @param past posts older than this when fetched are about the past: they fill the baseline and
 *     alert only silently
 * @param quiet how long a series must stay under its bound before an episode ends
 * @param wave how long an episode's counts are kept out of the baseline; what lasts longer becomes
 *     the new normal
 * @param peopleLimit how many distinct people are told apart; from there on the count says "at
 *     least"
 */
public record SpikeSettings(
    Duration bucket,
    Duration window,
    int minPosts,
    int minPeople,
    double ratio,
    double pValue,
    Duration trial,
    Duration history,
    Duration past,
    Duration quiet,
    Duration wave,
    int peopleLimit)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Hourly counts, windows of three hours, a week of trial, eight weeks of memory. */
  public static final SpikeSettings DEFAULT =
      new SpikeSettings(
          Duration.ofHours(1),
          Duration.ofHours(3),
          5,
          4,
          2.5,
          1e-6,
          Duration.ofDays(7),
          Duration.ofDays(56),
          Duration.ofHours(24),
          Duration.ofHours(12),
          Duration.ofDays(3),
          1024);

  /**
   * Checks that the settings fit together.
   *
   * @throws IllegalArgumentException naming the setting and what it must be
   */
  public SpikeSettings {
    require(
        bucket.toMillis() >= 60_000 && Duration.ofDays(1).toMillis() % bucket.toMillis() == 0,
        "bucket",
        bucket,
        "at least a minute and divide a day evenly");
    requireWhole("window", window, bucket, 1, 24);
    require(minPosts >= 1, "minPosts", minPosts, "at least 1");
    require(minPeople >= 1, "minPeople", minPeople, "at least 1");
    require(ratio >= 1 && ratio <= 1e6, "ratio", ratio, "between 1 and 1,000,000");
    require(pValue > 0 && pValue < 0.5, "pValue", pValue, "above 0 and below 0.5");
    require(trial.compareTo(Duration.ofDays(1)) >= 0, "trial", trial, "at least a day");
    require(
        history.compareTo(trial) >= 0 && history.toDays() <= 400,
        "history",
        history,
        "no shorter than trial, at most 400 days");
    require(
        history.toMillis() / bucket.toMillis() <= 10_000,
        "history",
        history,
        "at most 10,000 buckets long");
    require(!past.isNegative(), "past", past, "zero or more");
    requireWhole("quiet", quiet, bucket, 1, 10_000);
    require(!wave.isNegative(), "wave", wave, "zero or more");
    require(
        peopleLimit >= minPeople && peopleLimit <= 4096,
        "peopleLimit",
        peopleLimit,
        "at least minPeople, at most 4096");
  }

  long bucketMillis() {
    return bucket.toMillis();
  }

  int buckets(Duration duration) {
    return (int) (duration.toMillis() / bucket.toMillis());
  }

  int bucketsPerDay() {
    return buckets(Duration.ofDays(1));
  }

  private static void requireWhole(
      String name, Duration value, Duration bucket, long least, long most) {
    long count = value.toMillis() / bucket.toMillis();
    require(
        value.toMillis() % bucket.toMillis() == 0 && count >= least && count <= most,
        name,
        value,
        "from " + least + " to " + most + " whole buckets of " + bucket);
  }

  private static void require(boolean holds, String name, Object value, String must) {
    if (!holds) {
      throw new IllegalArgumentException(
          "spike setting '" + name + "' is " + value + " but must be " + must);
    }
  }
}
