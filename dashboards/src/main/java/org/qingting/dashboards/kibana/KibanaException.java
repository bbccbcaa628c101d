package org.qingting.dashboards.kibana;

/** Kibana could not be set up; the message says why and what to do. */
public final class KibanaException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean badInput;

  private KibanaException(String message, boolean badInput, Throwable cause) {
    super(message, cause);
    this.badInput = badInput;
  }

  /** What was asked for cannot work. */
  static KibanaException badInput(String message) {
    return new KibanaException(message, true, null);
  }

  /** What was asked for cannot work, as something found out. */
  static KibanaException badInput(String message, Throwable cause) {
    return new KibanaException(message, true, cause);
  }

  /** It did not work; the same may work later. */
  static KibanaException trouble(String message) {
    return new KibanaException(message, false, null);
  }

  /** It did not work, and this is what happened; the same may work later. */
  static KibanaException trouble(String message, Throwable cause) {
    return new KibanaException(message, false, cause);
  }

  /** Whether what was asked for has to change. */
  public boolean isBadInput() {
    return badInput;
  }
}
