package org.qingting.alerts.spikes;

import java.io.Serializable;
import java.time.Duration;
import java.time.ZoneId;

/**
 * What counts as a spike. The same settings serve every series.
 *
 * @param bucket length of one count; divides a day
 * @param window a stretch that is tested beside the single bucket and the whole day; a multiple of
 *     the bucket
 * @param minPosts fewest critical posts (reposts merged) in the tested stretch
 * @param minPeople fewest distinct people in it; posts without an author count by source
 * @param ratio least observed over expected
 * @param falsePerWeek how many false alarms a week are tolerated over all series together, as far
 *     as the model of ordinary life holds: the sensitivity
 * @param fewestSeries so many series are taken to be tested at least, so that a young home is not
 *     more jumpy than it will be
 * @param trial how much history the home, and each source, needs before it is evidence (试运行), in
 *     event time
 * @param history how much of the past is kept
 * @param halfLife after which a day counts half as much for the level of what is usual; for the
 *     seasons, four times as long
 * @param past an episode that ended longer ago than this when its posts were fetched is about the
 *     past, and stated silently
 * @param quiet how long a series must stay under its bound before an episode ends
 * @param wave how long an episode's counts are kept out of the baseline; what lasts longer becomes
 *     the new normal
 * @param peopleLimit how many distinct people are told apart; from there on the count says "at
 *     least"
 * @param zone whose days, weeks and public holidays people live by
 */
public record SpikeSettings(
    Duration bucket,
    Duration window,
    int minPosts,
    int minPeople,
    double ratio,
    double falsePerWeek,
    int fewestSeries,
    Duration trial,
    Duration history,
    Duration halfLife,
    Duration past,
    Duration quiet,
    Duration wave,
    int peopleLimit,
    ZoneId zone)
    implements Serializable {

  private static final long serialVersionUID = 2L;

  /** Longest history in days. */
  static final int MOST_DAYS = 400;

  static final int MOST_PEOPLE = 4096;

  /**
   * Hourly counts, windows of three hours, a false alarm in four weeks, a week of trial, seven
   * weeks of memory.
   */
  public static final SpikeSettings DEFAULT =
      new SpikeSettings(
          Duration.ofHours(1),
          Duration.ofHours(3),
          5,
          4,
          2.5,
          0.25,
          50,
          Duration.ofDays(7),
          Duration.ofDays(42),
          Duration.ofDays(7),
          Duration.ofHours(24),
          Duration.ofHours(12),
          Duration.ofDays(3),
          200,
          ZoneId.of("Asia/Shanghai"));

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
    require(
        falsePerWeek > 0 && falsePerWeek <= 100,
        "falsePerWeek",
        falsePerWeek,
        "above 0 and at most 100");
    require(fewestSeries >= 1, "fewestSeries", fewestSeries, "at least 1");
    require(trial.compareTo(Duration.ofDays(1)) >= 0, "trial", trial, "at least a day");
    require(
        history.compareTo(trial) >= 0 && history.toDays() <= MOST_DAYS,
        "history",
        history,
        "no shorter than trial, at most " + MOST_DAYS + " days");
    require(
        history.toMillis() / bucket.toMillis() <= 20_000,
        "history",
        history,
        "at most 20,000 buckets long");
    require(halfLife.compareTo(Duration.ofDays(1)) >= 0, "halfLife", halfLife, "at least a day");
    require(!past.isNegative(), "past", past, "zero or more");
    requireWhole("quiet", quiet, bucket, 1, 10_000);
    require(!wave.isNegative(), "wave", wave, "zero or more");
    require(
        peopleLimit >= minPeople && peopleLimit <= MOST_PEOPLE,
        "peopleLimit",
        peopleLimit,
        "at least minPeople, at most " + MOST_PEOPLE);
  }

  /** The same with another sensitivity. */
  public SpikeSettings withFalsePerWeek(double tolerated) {
    return new SpikeSettings(
        bucket,
        window,
        minPosts,
        minPeople,
        ratio,
        tolerated,
        fewestSeries,
        trial,
        history,
        halfLife,
        past,
        quiet,
        wave,
        peopleLimit,
        zone);
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
