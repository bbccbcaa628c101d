package org.qingting.search.lucene;

import java.nio.ByteBuffer;
import java.util.Base64;
import org.qingting.search.Order;

/**
 * Where a page ended. It names a place in the order, not a document, so that it stays right when
 * documents come and go; {@link LuceneReader} scores without regard to the rest of the index for
 * the same reason.
 *
 * @param order the order of the pages
 * @param score of the last hit; 0 where the order does not ask for it
 * @param time of the last hit
 * @param tie of the last hit
 */
record Cursor(Order order, float score, long time, long tie) {
  private static final byte VERSION = 1;
  private static final int BYTES = 2 + Float.BYTES + 2 * Long.BYTES;

  /** As text that is safe in addresses. */
  String encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.put(VERSION).put((byte) order.name().charAt(0)).putFloat(score).putLong(time);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.putLong(tie).array());
  }

  /**
   * Reads {@link #encode}.
   *
   * @throws IllegalArgumentException when it is something else or of another order
   */
  static Cursor decode(String encoded, Order order) {
    ByteBuffer bytes;
    try {
      bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(encoded));
    } catch (IllegalArgumentException e) {
      throw wrong(e);
    }
    if (bytes.remaining() != BYTES || bytes.get() != VERSION) {
      throw wrong(null);
    }
    if (bytes.get() != (byte) order.name().charAt(0)) {
      throw new IllegalArgumentException(
          "the mark of the page before belongs to another order: begin at the first page with \"\""
              + " after changing the order");
    }
    float score = bytes.getFloat();
    if (Float.isNaN(score)) {
      throw wrong(null);
    }
    return new Cursor(order, score, bytes.getLong(), bytes.getLong());
  }

  private static IllegalArgumentException wrong(Throwable cause) {
    return new IllegalArgumentException(
        "this is no mark of a page before: pass on Page.next as it was given, or \"\" for the first"
            + " page",
        cause);
  }
}
