package org.qingting.alerts.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Which of several processes runs the desk: a document in the desk's own store that its holder
 * renews. Others take it over once it has stood unchanged for a whole length by their own clock, so
 * that clocks of different machines need not agree. Used by one thread.
 *
 * <p>A holder that cannot renew in time has lost it and must stop. Should it stall right between
 * looking and telling, a message may be told twice, with the same key; a case is never changed
 * twice, since every change is a compare-and-set.
 */
public final class DeskLease {
  private static final String KIND = "lease";
  private static final String ID = "desk";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final DeskStore store;
  private final String holder;
  private final Duration length;
  private long ownVersion;
  private Instant heldUntil = Instant.MIN;
  private long seenVersion = -1;
  private Instant seenAt = Instant.MIN;

  /**
   * A lease that is not held yet.
   *
   * @param holder unlike that of every other process, past ones included
   * @param length how long a holder may be silent
   */
  public DeskLease(DeskStore store, String holder, Duration length) {
    this.store = store;
    this.holder = holder;
    this.length = length;
  }

  /**
   * Takes or keeps it, where possible; to be called several times in each length.
   *
   * @return whether it is held
   * @throws IOException when the store cannot be reached; {@link #isHeld} tells how it stands
   */
  public boolean renew(Instant now) throws IOException {
    Optional<Document> stored = store.get(KIND, ID);
    if (stored.isEmpty()) {
      return put(Document.fresh(KIND, ID, 0, content(holder)), now);
    }
    Document document = stored.get();
    String by = holder(document);
    if (by.equals(holder) && document.version() == ownVersion) {
      return put(document.with(0, content(holder)), now);
    }
    heldUntil = Instant.MIN;
    if (by.isEmpty()) {
      return put(document.with(0, content(holder)), now);
    }
    if (document.version() != seenVersion) {
      seenVersion = document.version();
      seenAt = now;
      return false;
    }
    return !now.isBefore(seenAt.plus(length)) && put(document.with(0, content(holder)), now);
  }

  /** Whether it is held at a time, without asking the store. */
  public boolean isHeld(Instant now) {
    return now.isBefore(heldUntil);
  }

  /** Lets go, so that another may take it at once. */
  public void release() throws IOException {
    Optional<Document> stored = store.get(KIND, ID);
    heldUntil = Instant.MIN;
    if (stored.isPresent()
        && stored.get().version() == ownVersion
        && holder(stored.get()).equals(holder)) {
      store.put(stored.get().with(0, content("")));
    }
  }

  private boolean put(Document document, Instant now) throws IOException {
    if (store.put(document)) {
      ownVersion = document.version() + 1;
      heldUntil = now.plus(length);
      return true;
    }
    heldUntil = Instant.MIN;
    return false;
  }

  private static String content(String holder) throws JsonProcessingException {
    return JSON.writeValueAsString(Map.of("holder", holder));
  }

  private static String holder(Document document) throws IOException {
    return JSON.readTree(document.json()).path("holder").asText();
  }
}
