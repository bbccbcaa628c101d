package org.qingting.alerts.desk;

/**
 * One stored document: everything about one matter, changed as a whole.
 *
 * @param kind what it is, such as {@code alert}; lower-case letters, digits and dashes
 * @param id its id within the kind; at most 200 characters
 * @param version how often it was written: 1 after the first time. In {@link DeskStore#put}: the
 *     version last read, 0 for a document that must not exist yet
 * @param order documents of a kind are listed by this, greatest first (an epoch millisecond, say)
 * @param json its content, a JSON object
 */
public record Document(String kind, String id, long version, long order, String json) {

  /** A document that was never stored. */
  public static Document fresh(String kind, String id, long order, String json) {
    return new Document(kind, id, 0, order, json);
  }

  /** The same document with other content, to be put over the version that was read. */
  public Document with(long newOrder, String newJson) {
    return new Document(kind, id, version, newOrder, newJson);
  }
}
