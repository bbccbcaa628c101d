package org.qingting.pipeline.kafka;

/** A record that cannot be used; the message quotes nothing of it. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableException(String reason) {
    super(reason, null, false, false);
  }
}
