package org.qingting.alerts.channels;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Text that is never shown: not by {@link #toString}, not as JSON. In settings it holds references,
 * <code>${env:NAME}</code> to an environment variable or <code>${file:/path}</code> to a UTF-8 file
 * whose trailing white space does not count; they are read when the channels are opened.
 */
public final class Secret {
  private static final String HIDDEN = "***";

  private final String text;

  private Secret(String text) {
    this.text = text;
  }

  /** Of text that may hold references. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Secret of(String text) {
    return new Secret(text);
  }

  boolean hasReference() {
    return References.FORM.matcher(text).find();
  }

  String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  @JsonValue
  public String toString() {
    return HIDDEN;
  }
}
