package org.qingting.dashboards;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.qingting.search.OpinionReader;

/** A reader that is refreshed when it is asked for, at most once a second. Thread-safe. */
final class FreshReader {
  private static final long EVERY = Duration.ofSeconds(1).toNanos();

  private final OpinionReader reader;
  private final LongSupplier nanoTime;
  private boolean refreshed;
  private long last;

  FreshReader(OpinionReader reader, LongSupplier nanoTime) {
    this.reader = reader;
    this.nanoTime = nanoTime;
  }

  /**
   * The reader, showing what was committed until about a second ago.
   *
   * @throws IOException when the index cannot be read; the next call tries again
   */
  OpinionReader get() throws IOException {
    synchronized (this) {
      long now = nanoTime.getAsLong();
      if (!refreshed || now - last >= EVERY) {
        refreshed = false;
        reader.refresh();
        refreshed = true;
        last = now;
      }
    }
    return reader;
  }
}
