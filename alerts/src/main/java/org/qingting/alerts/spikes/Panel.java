package org.qingting.alerts.spikes;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qingting.model.Series;

/**
 * What the detector remembers over all series: how far time has been heard, which series are to be
 * judged when a bucket closes, how many are tested, which sources were heard when, and which models
 * read. Mutable, bounded, not safe for use by several threads; only {@link SpikeDetector} changes
 * it.
 */
public final class Panel {
  static final long NONE = Long.MIN_VALUE;

  /** As long as a watch for slow rises may look back on what was damped. */
  private static final long DAMPING_KEPT = Duration.ofDays(7).toMillis();

  private static final Comparator<Series> IN_ORDER =
      Comparator.comparing(Series::kind).thenComparing(Series::name);

  /** 0 before the first observation. */
  long bucketMillis;

  /** Epoch milliseconds; NONE while withheld. */
  long watermark = NONE;

  /** The first bucket that is not closed; NONE while the watermark is withheld. */
  long open = NONE;

  /** The newest time at which a post was fetched, epoch milliseconds. */
  long fetched = NONE;

  /** How many series are tested; fixed at bucket close. */
  long tests = 1;

  /** The first day of the feeds' trials under way; fixed at bucket close. */
  long trials = Listening.NONE;

  /** The bucket at whose close the feeds that are evidence last changed. */
  long regrouped = NONE;

  ListeningDays days = new ListeningDays(Duration.ofDays(SpikeSettings.MOST_DAYS), List.of());
  final Listening listening = new Listening();
  final Readings readings = new Readings();

  /** Series with a post in a bucket that is not closed. */
  final TreeMap<Long, SortedSet<Series>> active = new TreeMap<>();

  /** Series with an episode. */
  final SortedSet<Series> episodes = new TreeSet<>(IN_ORDER);

  /** How many series had their newest post on each day. */
  final TreeMap<Long, Integer> newest = new TreeMap<>();

  /** What people made less sensitive for a while, by the id of their decision. */
  final TreeMap<String, Damping> damped = new TreeMap<>();

  private long edition;
  private Instant since = Instant.MAX;

  Panel() {}

  /**
   * How many times larger than otherwise a wave over a stretch of buckets must be; usually 1. Any
   * part of the stretch counts, so that what was let pass is not raised when the damping ends. Of
   * several decisions the strongest holds; they do not multiply.
   */
  double damping(Series series, long start, long end) {
    double factor = 1;
    for (Damping damping : damped.values()) {
      if (damping.series().equals(series)
          && damping.from() <= end * bucketMillis
          && start * bucketMillis < damping.until()) {
        factor = Math.max(factor, damping.factor());
      }
    }
    return factor;
  }

  boolean isDamped(Series series) {
    return damped.values().stream().anyMatch(damping -> damping.series().equals(series));
  }

  /** Nothing heard yet. */
  public static Panel begin() {
    return new Panel();
  }

  /** This state as bytes, in the newest format version. Equal states give equal bytes. */
  public byte[] encode() {
    return PanelCodec.encode(this);
  }

  /**
   * Reads the newest format version.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of another version
   */
  public static Panel decode(byte[] bytes) {
    return PanelCodec.decode(bytes);
  }

  static SortedSet<Series> seriesSet() {
    return new TreeSet<>(IN_ORDER);
  }

  /** Grows whenever an estimate from the same past may have changed. */
  long edition() {
    return edition + listening.edition();
  }

  void edited() {
    edition++;
  }

  /** The first bucket since which was listened. */
  long first() {
    return since.equals(Instant.MAX) ? Long.MAX_VALUE : since.toEpochMilli() / bucketMillis;
  }

  /** The day of the first bucket that is not closed. */
  long today(int bucketsPerDay) {
    return Math.floorDiv(open, (long) bucketsPerDay);
  }

  /** Takes note of when a post was written, as {@link ListeningDays} does. */
  void heard(Instant at) {
    if (days.heard(at)) {
      listenedSince();
    }
  }

  void listenedSince() {
    Instant now = days.since();
    if (!now.equals(since)) {
      since = now;
      edition++;
    }
  }

  /** Whether a feed is too new for its posts to be evidence. */
  boolean onTrial(int feed, long today, SpikeSettings settings) {
    return listening.onTrial(feed, today, settings.trial().toDays(), trials, home());
  }

  /** Fixes which feeds are on trial. */
  void group(long bucket, SpikeSettings settings) {
    long now =
        listening.trialsSince(today(settings.bucketsPerDay()), settings.trial().toDays(), home());
    if (now != trials) {
      trials = now;
      regrouped = bucket;
      edition++;
    }
  }

  private long home() {
    return since.equals(Instant.MAX)
        ? Long.MAX_VALUE - 1
        : Math.floorDiv(since.getEpochSecond(), Duration.ofDays(1).toSeconds());
  }

  /** A series had its newest post on a day. */
  void moved(long fromDay, long toDay) {
    if (fromDay != NONE) {
      newest.computeIfPresent(fromDay, (day, count) -> count > 1 ? count - 1 : null);
    }
    newest.merge(toDay, 1, Integer::sum);
  }

  /** Forgets what no bucket to come can be concerned with. */
  void forgetDamping(long watermarkMillis) {
    damped.values().removeIf(damping -> damping.until() + DAMPING_KEPT < watermarkMillis);
  }

  /** Counts the series that are tested: those heard of within the history. */
  void countTests(long today, SpikeSettings settings) {
    newest.headMap(today - settings.history().toDays()).clear();
    long known = newest.values().stream().mapToLong(Integer::longValue).sum();
    tests = Math.max(settings.fewestSeries(), known);
  }

  /** Back to a withheld watermark: a clock had jumped ahead, and is right again now. */
  void withholdAfter(long millis) {
    long day = Math.floorDiv(millis, Duration.ofDays(1).toMillis());
    days.forgetAfter(day);
    listening.forgetAfter(day);
    newest.tailMap(day, false).clear();
    listenedSince();
    withhold();
  }

  /** Back to a withheld watermark. */
  void withhold() {
    watermark = NONE;
    open = NONE;
    active.clear();
  }
}
