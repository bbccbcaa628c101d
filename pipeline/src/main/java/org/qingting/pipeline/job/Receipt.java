package org.qingting.pipeline.job;

/**
 * What became of an import so far, durable when stated.
 *
 * @param batch the import
 * @param indexed posts kept
 * @param duplicates posts that were known already
 */
public record Receipt(String batch, long indexed, long duplicates) {
  Receipt plus(boolean duplicate) {
    return duplicate
        ? new Receipt(batch, indexed, duplicates + 1)
        : new Receipt(batch, indexed + 1, duplicates);
  }
}
