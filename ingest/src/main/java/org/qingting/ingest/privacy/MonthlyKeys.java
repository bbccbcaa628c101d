package org.qingting.ingest.privacy;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;

/**
 * The keys of a folder, read where they are used and anew with each month: for a job that runs on
 * through many of them, and that carries no key with it. Thread-safe.
 */
public final class MonthlyKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String directory;
  private transient volatile Month current;

  private record Month(YearMonth month, PrivacyKeys keys) {}

  /**
   * Keys of a folder.
   *
   * @param directory on a file system that all processes share; see {@link KeyRing}
   */
  public MonthlyKeys(String directory) {
    this.directory = directory;
  }

  /**
   * The keys that serve at a time. With the first question of a new month, the people keys of the
   * old one are destroyed.
   *
   * @throws UncheckedIOException when they cannot be read; the message says what to do
   */
  PrivacyKeys at(Instant now) {
    YearMonth month = KeyRing.period(now);
    Month known = current;
    if (known == null || known.month().isBefore(month)) {
      try {
        known = new Month(month, KeyRing.open(Path.of(directory), now));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      current = known;
    }
    return known.keys();
  }
}
