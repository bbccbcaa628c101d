package org.qingting.pipeline.job;

/**
 * What became of an import so far, durable when stated.
 *
 * @param batch the import
 * @param indexed posts kept
 * @param duplicates posts that were known already
 * @param unreadable posts on which the analysis failed; the log names them
 */
public record Receipt(String batch, long indexed, long duplicates, long unreadable) {
  /** A batch of which nothing has become yet. */
  public static Receipt none(String batch) {
    return new Receipt(batch, 0, 0, 0);
  }

  /** Posts of which something has become. */
  public long total() {
    return indexed + duplicates + unreadable;
  }

  Receipt plus(IndexEntry.Outcome outcome) {
    return switch (outcome) {
      case INDEXED -> new Receipt(batch, indexed + 1, duplicates, unreadable);
      case DUPLICATE -> new Receipt(batch, indexed, duplicates + 1, unreadable);
      case UNREADABLE -> new Receipt(batch, indexed, duplicates, unreadable + 1);
    };
  }
}
