package org.qingting.alerts.spikes;

import java.util.Arrays;
import org.qingting.model.Series;

/**
 * What the detector remembers of one series: its counts by bucket, and, while something is going
 * on, who and what was seen lately. Mutable, bounded, not safe for use by several threads; only
 * {@link SpikeDetector} changes it. The only pseudonyms in it are 32-bit hashes of those in the
 * observations; they are dropped when they are half a day old, or when the episode ends.
 */
public final class SeriesState {
  static final long NONE = Long.MIN_VALUE;
  static final int MOST_SOURCES = 256;

  private static final int BASELINES = 4;

  final Series series;
  long bucketMillis;

  /** The oldest bucket that was listened to; NONE before anything was heard. */
  long first = NONE;

  /** The newest bucket with a post; NONE before the first. */
  long head = NONE;

  /** Epoch milliseconds; NONE while withheld. */
  long watermark = NONE;

  /** No episode may begin before this bucket has passed. */
  long floor = NONE;

  /** Whether the newest observation in the head bucket was about the past when fetched. */
  boolean headPast;

  final History history = new History();
  final Crowd people = new Crowd();
  final Crowd sources = new Crowd();
  final Evidence evidence = new Evidence();
  Episode episode;

  /** Estimates that the history still justifies: never stored, made anew when needed. */
  private final Baseline[] baselines = new Baseline[BASELINES];

  SeriesState(Series series, long bucketMillis) {
    this.series = series;
    this.bucketMillis = bucketMillis;
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
   * Reads any format version up to the newest.
   *
   * @throws IllegalArgumentException if the bytes are damaged or of a newer version
   */
  public static SeriesState decode(byte[] bytes) {
    return StateCodec.decode(bytes);
  }

  /** An independent copy. */
  public SeriesState copy() {
    return decode(encode());
  }

  Baseline baseline(long end, SpikeSettings settings) {
    int slot = (int) Math.floorMod(end, (long) BASELINES);
    Baseline known = baselines[slot];
    if (known == null || known.end() != end) {
      known = Baseline.of(history, first, end, settings);
      baselines[slot] = known;
    }
    return known;
  }

  /** Drops the estimates that a change in this bucket puts in doubt. */
  void changed(long bucket, int window) {
    for (int i = 0; i < BASELINES; i++) {
      if (baselines[i] != null && baselines[i].end() - window >= bucket) {
        baselines[i] = null;
      }
    }
  }

  void forgetBaselines() {
    Arrays.fill(baselines, null);
  }

  /** Back to a series of which nothing is known. */
  void clear() {
    first = NONE;
    head = NONE;
    floor = NONE;
    episode = null;
    headPast = false;
    history.forgetBefore(Long.MAX_VALUE);
    people.forgetBefore(Long.MAX_VALUE);
    sources.forgetBefore(Long.MAX_VALUE);
    evidence.forgetBefore(Long.MAX_VALUE);
    forgetBaselines();
  }
}
