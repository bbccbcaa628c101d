package org.qingting.alerts.spikes;

import java.util.TreeMap;
import org.qingting.model.Series;

/**
 * What the detector remembers of one series: its counts by bucket, and, while something is going
 * on, who and what was seen lately. Mutable, bounded, not safe for use by several threads; only
 * {@link SpikeDetector} changes it. The only pseudonyms in it are 32-bit hashes of those in the
 * observations; they are dropped when they are a day old, or when the episode ends.
 */
public final class SeriesState {
  static final long NONE = Long.MIN_VALUE;
  static final int MOST_SOURCES = 256;

  final Series series;

  /** 0 before the first observation. */
  long bucketMillis;

  /** The newest bucket with a post; NONE before the first. */
  long head = NONE;

  /** The last bucket that was judged; NONE before the first. */
  long judged = NONE;

  /** Tested stretches begin after this bucket. */
  long floor = NONE;

  final History history = new History();
  final Crowd people = new Crowd();
  final Crowd sources = new Crowd();
  final Evidence evidence = new Evidence();

  /** Critical posts by feed in buckets that are not closed yet. */
  final TreeMap<Long, TreeMap<Integer, Integer>> open = new TreeMap<>();

  final FeedMix mix = new FeedMix();
  final Climb climb = new Climb();
  Episode episode;

  /** The last withdrawn episode: raised again from the same onset, it keeps its name. */
  Episode withdrawn;

  /** The estimate that is in use: never stored, made anew from the rest when needed. */
  Baseline baseline;

  private SeriesState(Series series) {
    this.series = series;
  }

  /** A series of which nothing is known. */
  public static SeriesState begin(Series series) {
    return new SeriesState(series);
  }

  /** The series whose state this is. */
  public Series series() {
    return series;
  }

  /** This state as bytes, in the newest format version. Equal states give equal bytes. */
  public byte[] encode() {
    return StateCodec.encode(this);
  }

  /**
   * Reads the newest format version.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of another version
   */
  public static SeriesState decode(byte[] bytes) {
    return StateCodec.decode(bytes);
  }

  /** Back to a series of which nothing is known. */
  void clear() {
    head = NONE;
    judged = NONE;
    floor = NONE;
    episode = null;
    withdrawn = null;
    baseline = null;
    history.clear();
    people.forgetBefore(Long.MAX_VALUE);
    sources.forgetBefore(Long.MAX_VALUE);
    evidence.forgetBefore(Long.MAX_VALUE);
    open.clear();
    mix.posts().clear();
    climb.restUntil(NONE);
  }
}
