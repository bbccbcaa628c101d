package org.qingting.alerts.channels;

/** A channel cannot be made as configured; the message says what to do and holds no secret. */
public final class ChannelException extends Exception {
  private static final long serialVersionUID = 1L;

  ChannelException(String message) {
    super(message);
  }
}
