package org.qingting.pipeline.commands;

/** What was asked for makes no sense; the message says what to do. Exit code 2. */
final class BadInputException extends Exception {
  private static final long serialVersionUID = 1L;

  BadInputException(String message) {
    super(message);
  }
}
