package org.qingting.ingest.privacy;

import java.io.Serializable;

/**
 * The operator's secret keys, as {@link KeyRing} gives them. Never printed. Immutable; no record,
 * since a record's equality and accessors would hand out the arrays themselves.
 */
public final class PrivacyKeys implements Serializable {
  private static final long serialVersionUID = 1L;

  private final byte[] ids;
  private final byte[] people;

  /**
   * Keys of at least 16 bytes each.
   *
   * @param ids keys post ids; kept as long as the home
   * @param people keys pseudonyms of one period; destroyed with it
   */
  public PrivacyKeys(byte[] ids, byte[] people) {
    if (ids.length < 16 || people.length < 16) {
      throw new IllegalArgumentException("a key needs at least 16 bytes");
    }
    this.ids = ids.clone();
    this.people = people.clone();
  }

  byte[] ids() {
    return ids;
  }

  byte[] people() {
    return people;
  }

  @Override
  public String toString() {
    return "PrivacyKeys[secret]";
  }
}
