package org.qingting.alerts.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one kind in a store, as records: JSON with times in ISO 8601, unknown fields
 * ignored. Safe for use by many threads.
 *
 * @param <T> what a document of this kind holds
 */
public final class Documents<T> {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private static final int MOST_TRIES = 1000;

  private final DeskStore store;
  private final String kind;
  private final Class<T> type;
  private final Placing<T> placing;

  /** Where a document stands among those of its kind, and when something is to be done about it. */
  @FunctionalInterface
  public interface Placing<T> {
    /** The placing of a content. */
    Place of(T content);
  }

  /**
   * See {@link Document#order} and {@link Document#due}.
   *
   * @param order greatest first
   * @param due an epoch millisecond, or {@link Document#NEVER}
   */
  public record Place(long order, long due) {}

  /**
   * A content as stored.
   *
   * @param version of the document; 0 for one that is not stored yet
   */
  public record Held<T>(String id, long version, T content) {}

  /** Decides what a document shall hold. */
  @FunctionalInterface
  public interface Change<T> {
    /**
     * The new content; may be asked again when somebody else was faster.
     *
     * @param content what is stored, or null for none
     * @return null, or what is stored, to leave everything as it is
     */
    T apply(T content) throws IOException;
  }

  /** All documents of a kind. */
  public Documents(DeskStore store, String kind, Class<T> type, Placing<T> placing) {
    this.store = store;
    this.kind = kind;
    this.type = type;
    this.placing = placing;
  }

  /** The document of that id. */
  public Optional<Held<T>> get(String id) throws IOException {
    Optional<Document> stored = store.get(kind, id);
    return stored.isEmpty() ? Optional.empty() : Optional.of(held(stored.get()));
  }

  /** See {@link DeskStore#newest}. */
  public List<Held<T>> newest(int limit) throws IOException {
    return held(store.newest(kind, limit));
  }

  /** See {@link DeskStore#due}. */
  public List<Held<T>> due(long until, int limit) throws IOException {
    return held(store.due(kind, until, limit));
  }

  /**
   * Changes one document by compare-and-set, trying again while others are faster.
   *
   * @return what is stored then; empty where nothing was and nothing is to be
   */
  public Optional<T> change(String id, Change<T> change) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Optional<Held<T>> stored = get(id);
      T before = stored.map(Held::content).orElse(null);
      T after = change.apply(before);
      if (after == null || after.equals(before)) {
        return Optional.ofNullable(before);
      }
      if (store.put(document(new Held<>(id, stored.map(Held::version).orElse(0L), after)))) {
        return Optional.of(after);
      }
    }
    throw new IOException(
        "could not store " + kind + " " + id + ": others changed it " + MOST_TRIES + " times");
  }

  /** A document to be put over the version that was read, alone or with others. */
  public Document document(Held<T> held) throws IOException {
    Place place = placing.of(held.content());
    return new Document(
        kind, held.id(), held.version(), place.order(), place.due(), write(held.content()));
  }

  private List<Held<T>> held(List<Document> documents) throws IOException {
    List<Held<T>> all = new ArrayList<>();
    for (Document document : documents) {
      all.add(held(document));
    }
    return all;
  }

  private Held<T> held(Document document) throws IOException {
    return new Held<>(document.id(), document.version(), read(document));
  }

  private static String write(Object content) throws IOException {
    return JSON.writeValueAsString(content);
  }

  private T read(Document document) throws IOException {
    try {
      T content = JSON.readValue(document.json(), type);
      if (content == null) {
        throw unreadable(document, null);
      }
      return content;
    } catch (JsonProcessingException e) {
      e.clearLocation(); // the message must not quote the content
      throw unreadable(document, e);
    }
  }

  private static IOException unreadable(Document document, Exception cause) {
    return new IOException(
        "the desk's document "
            + document.kind()
            + " "
            + document.id()
            + " cannot be read: restore the desk from a backup",
        cause);
  }
}
