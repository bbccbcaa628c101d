package org.qingting.pipeline.submit;

import java.io.IOException;

/** The job could not be brought to the cluster; the message says why, what stands, what to do. */
public final class SubmissionException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean badInput;

  private SubmissionException(String message, boolean badInput, Throwable cause) {
    super(message, cause);
    this.badInput = badInput;
  }

  /** What was asked for cannot be; asking again will not help. */
  static SubmissionException bad(String message) {
    return new SubmissionException(message, true, null);
  }

  /** It could not be done now. */
  static SubmissionException failed(String message) {
    return new SubmissionException(message, false, null);
  }

  static SubmissionException failed(String message, Throwable cause) {
    return new SubmissionException(message, false, cause);
  }

  /** The same, with what stands and what to do. */
  SubmissionException and(String more) {
    return new SubmissionException(getMessage() + more, badInput, this);
  }

  /** Whether the request itself is at fault. */
  public boolean badInput() {
    return badInput;
  }
}
