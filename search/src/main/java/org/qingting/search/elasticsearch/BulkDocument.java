package org.qingting.search.elasticsearch;

import java.io.Serializable;

/**
 * A document on its way into an index. The same id replaces, so that it may be written again.
 *
 * @param index of which it becomes part
 * @param id unique in the index
 * @param version of whoever keeps the original: an older one never replaces a newer one; 0 where
 *     the last to come counts
 * @param body JSON; empty for a document that must not be there
 */
public record BulkDocument(String index, String id, long version, String body)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** One of which the last to come counts. */
  static BulkDocument of(String index, String id, String body) {
    return new BulkDocument(index, id, 0, body);
  }

  /** One that must not be there. */
  static BulkDocument none(String index, String id) {
    return new BulkDocument(index, id, 0, "");
  }

  /** Whether it is to be deleted. */
  public boolean isDeletion() {
    return body.isEmpty();
  }

  /** About what it takes in memory and on the wire, in bytes. */
  public int size() {
    return 2 * (body.length() + index.length() + id.length()) + 64;
  }
}
