package org.qingting.alerts.desk;

import java.util.regex.Pattern;

/**
 * One stored document: everything about one matter, changed as a whole.
 *
 * @param kind what it is, such as {@code alert}; lower-case letters, digits and dashes
 * @param id its id within the kind; at most 200 characters
 * @param version how often it was written: 1 after the first time. In {@link DeskStore#put}: the
 *     version last read, 0 for a document that must not exist yet
 * @param order documents of a kind are listed by this, greatest first (an epoch millisecond, say)
 * @param due from when something is to be done about it, an epoch millisecond; {@link #NEVER} where
 *     nothing is
 * @param json its content, a JSON object
 */
public record Document(String kind, String id, long version, long order, long due, String json) {

  /** Nothing is to be done about a document. */
  public static final long NEVER = Long.MAX_VALUE;

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final int LONGEST_ID = 200;

  /** A document about which nothing is to be done. */
  public Document(String kind, String id, long version, long order, String json) {
    this(kind, id, version, order, NEVER, json);
  }

  /** A document that was never stored, about which nothing is to be done. */
  public static Document fresh(String kind, String id, long order, String json) {
    return new Document(kind, id, 0, order, json);
  }

  /** The same document with other content, to be put over the version that was read. */
  public Document with(long newOrder, String newJson) {
    return new Document(kind, id, version, newOrder, due, newJson);
  }

  /** The same document with something to be done from then on. */
  public Document dueFrom(long millis) {
    return new Document(kind, id, version, order, millis, json);
  }

  /**
   * Checks what every store asks for.
   *
   * @throws IllegalArgumentException when the kind or the id cannot be
   */
  public void check() {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("no kind of a document: '" + kind + "'");
    }
    if (id.isEmpty() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException("no id of a document: '" + id + "'");
    }
  }
}
