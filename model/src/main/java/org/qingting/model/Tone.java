package org.qingting.model;

import java.util.Locale;

/** The emotional polarity of a whole post (情感倾向). */
public enum Tone {
  /** 负面. */
  NEGATIVE,
  /** 中性. */
  NEUTRAL,
  /** 正面. */
  POSITIVE;

  /** The name used in files, queries and configuration: lower case. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads {@link #id()}.
   *
   * @throws IllegalArgumentException naming the accepted values
   */
  public static Tone of(String id) {
    for (Tone tone : values()) {
      if (tone.id().equals(id)) {
        return tone;
      }
    }
    throw new IllegalArgumentException(
        "unknown tone '" + id + "': use negative, neutral or positive");
  }
}
