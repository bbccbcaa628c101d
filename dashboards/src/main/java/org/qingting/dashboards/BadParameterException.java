package org.qingting.dashboards;

/** A request asked for something that makes no sense; the message says what to do. */
final class BadParameterException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadParameterException(String message) {
    super(message);
  }
}
