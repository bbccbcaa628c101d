package org.qingting.alerts.cases;

/** Something that a person wanted to do with a case cannot be done. */
public final class RefusedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  /** Why, in short. */
  public enum Reason {
    /** There is no such case, statement or task. */
    UNKNOWN,
    /** The person must not. */
    FORBIDDEN,
    /** Not as the case stands now: somebody else was faster, perhaps. */
    NOT_NOW,
    /** What was given cannot be. */
    INVALID
  }

  RefusedException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** Why, in short; the message says it in Chinese, for the screen. */
  public Reason reason() {
    return reason;
  }
}
