package org.qingting.ingest.source;

import java.time.Duration;

/** Pauses that double with each failure in a row. */
record BackOff(Duration first, Duration longest) {
  private static final BackOff RELAXED = new BackOff(Duration.ofMillis(200), Duration.ofSeconds(2));

  static BackOff of(boolean relaxed, Duration longest) {
    return relaxed ? RELAXED : new BackOff(Duration.ofSeconds(30), longest);
  }

  /** Milliseconds to wait after the n-th failure in a row, from 1. */
  long millis(int failures) {
    long pause = first.toMillis() << Math.min(Math.max(failures - 1, 0), 20);
    return Math.min(pause, longest.toMillis());
  }
}
