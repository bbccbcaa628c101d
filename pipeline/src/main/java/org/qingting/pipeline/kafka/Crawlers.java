package org.qingting.pipeline.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Joins what the crawlers state in one partition: everything was heard through the earliest time
 * among those that are not idle. Time is held until the log was listened to for as long as a
 * crawler may be silent, for only then is it known who speaks; so nothing of this needs to be
 * stored.
 *
 * <p>Silence is measured by the log's own times, not by the reader's clock: a reader that works off
 * an old log comes to the same as one that was there. Crawlers' clocks need not agree: who has just
 * spoken was heard at the latest time that anybody gave.
 */
final class Crawlers {
  private record Word(long watermark, boolean idle, long heard) {}

  private final long silence;
  private final Map<String, Word> words = new HashMap<>();
  private long began = Long.MIN_VALUE;
  private long now = Long.MIN_VALUE;
  private long through = Long.MIN_VALUE;

  Crawlers(Duration silence) {
    this.silence = silence.toMillis();
  }

  /**
   * Hears one statement.
   *
   * @param at when the log took it, in milliseconds since 1970
   * @return the watermark that now holds; {@link Long#MIN_VALUE} for none, never less than before
   */
  long hear(String crawler, Statement statement, long at) {
    if (began == Long.MIN_VALUE) {
      began = at;
    }
    now = Math.max(now, at);
    words.put(crawler, new Word(statement.watermark(), statement.idle(), now));
    words.values().removeIf(word -> now - word.heard() > silence);
    if (now - began > silence) {
      through = Math.max(through, earliest());
    }
    return through;
  }

  /** How many have spoken lately. */
  int count() {
    return words.size();
  }

  private long earliest() {
    return words.values().stream()
        .filter(word -> !word.idle())
        .mapToLong(Word::watermark)
        .min()
        .orElse(Long.MIN_VALUE);
  }
}
