package org.qingting.alerts.control;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;

/**
 * What people decided, in the order in which they did: appended to and never changed, so that the
 * job can read it again from any place. Safe for use by many threads and processes on one store.
 */
public final class ControlLog {
  private static final String KIND = "control";
  private static final int MOST_TRIES = 1000;

  /** Who was killed says again what he said within minutes; people decide a few things a day. */
  private static final int LOOKED_BACK = 1000;

  private final DeskStore store;
  private final Documents<Entry> entries;

  /**
   * One decision with its place.
   *
   * @param sequence from 1, without gaps
   */
  public record Entry(long sequence, Instant at, Decision decision) {}

  /** The log at a store. */
  public ControlLog(DeskStore store) {
    this.store = store;
    this.entries =
        new Documents<>(
            store,
            KIND,
            Entry.class,
            entry -> new Documents.Place(entry.sequence(), Document.NEVER));
  }

  /**
   * Appends a decision, once: where the very same was appended of late, that entry is it. Durable
   * once it returns.
   */
  public Entry append(Decision decision, Instant now) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      List<Documents.Held<Entry>> last = entries.newest(LOOKED_BACK);
      for (Documents.Held<Entry> held : last) {
        if (held.content().decision().equals(decision)) {
          return held.content();
        }
      }
      // Free only while nobody appended anything since the look back.
      long next = last.isEmpty() ? 1 : last.get(0).content().sequence() + 1;
      Entry entry = new Entry(next, now, decision);
      if (store.put(entries.document(new Documents.Held<>(id(next), 0, entry)))) {
        return entry;
      }
    }
    throw new IOException("could not append to the control log: others were faster each time");
  }

  /** Up to so many entries after a place, the oldest first. */
  public List<Entry> since(long sequence, int limit) throws IOException {
    List<Entry> found = new ArrayList<>();
    for (long next = sequence + 1; found.size() < limit; next++) {
      Optional<Documents.Held<Entry>> entry = entries.get(id(next));
      if (entry.isEmpty()) {
        break;
      }
      found.add(entry.get().content());
    }
    return found;
  }

  private static String id(long sequence) {
    return String.format(Locale.ROOT, "%019d", sequence);
  }
}
