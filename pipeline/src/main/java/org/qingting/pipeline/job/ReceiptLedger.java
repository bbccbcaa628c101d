package org.qingting.pipeline.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what becomes of imports, and states it once the checkpoint that holds it is complete. Used
 * by one thread.
 */
final class ReceiptLedger {
  private static final int MAX_BATCHES = 64;

  private final ReceiptBook book;
  private final Map<String, Receipt> receipts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Receipt> eldest) {
          return size() > MAX_BATCHES;
        }
      };
  private final Map<String, Receipt> unstated = new LinkedHashMap<>();
  private final TreeMap<Long, List<Receipt>> pending = new TreeMap<>();

  /**
   * Goes on from a checkpoint.
   *
   * @param restored what it held
   */
  ReceiptLedger(ReceiptBook book, Iterable<Receipt> restored) {
    this.book = book;
    for (Receipt receipt : restored) {
      receipts.put(receipt.batch(), receipt);
    }
    // What was restored is durable, but the crash may have come before it was stated.
    unstated.putAll(receipts);
  }

  /** Counts what became of a post; one that no import brought is nobody's concern. */
  void count(IndexEntry entry) {
    if (!entry.batch().isEmpty()) {
      Receipt before = receipts.getOrDefault(entry.batch(), Receipt.none(entry.batch()));
      Receipt after = before.plus(entry.outcome());
      receipts.put(entry.batch(), after);
      unstated.put(entry.batch(), after);
    }
  }

  /** What a checkpoint is to hold. */
  List<Receipt> snapshot(long checkpoint) {
    pending.put(checkpoint, List.copyOf(unstated.values()));
    unstated.clear();
    return new ArrayList<>(receipts.values());
  }

  /** States what a checkpoint held, now that it is complete. */
  void complete(long checkpoint) throws IOException {
    Map<Long, List<Receipt>> done = pending.headMap(checkpoint, true);
    for (List<Receipt> complete : done.values()) {
      for (Receipt receipt : complete) {
        book.state(receipt);
      }
    }
    done.clear();
  }
}
