package org.qingting.alerts.desk;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where the desk keeps its documents. One document is one compare-and-set: a document is durable
 * and whole once {@link #put} has returned true, and two writers that read the same version cannot
 * both win. Safe for use by many threads, and by several processes on the same store.
 */
public interface DeskStore extends Closeable {

  /** The document as last written, if there is one. */
  Optional<Document> get(String kind, String id) throws IOException;

  /**
   * Writes a document if the store still holds {@code document.version()} of it (0: none at all);
   * it then has that version plus one.
   *
   * @return false if somebody else was faster: read again and decide again
   * @throws IOException if it could not be written; the message says what to do
   */
  boolean put(Document document) throws IOException;

  /**
   * Writes several documents as {@link #put} does, each for itself and in their order; what one
   * call costs may be shared by them.
   *
   * @return for each whether it was written
   * @throws IOException if they could not be written; some may be
   */
  List<Boolean> putAll(List<Document> documents) throws IOException;

  /** Up to {@code limit} documents of a kind, greatest order first, then by id. */
  List<Document> newest(String kind, int limit) throws IOException;

  /**
   * Up to {@code limit} documents of a kind about which something is to be done by then, the
   * longest due first, then by id.
   *
   * @param until an epoch millisecond, inclusive
   */
  List<Document> due(String kind, long until, int limit) throws IOException;
}
