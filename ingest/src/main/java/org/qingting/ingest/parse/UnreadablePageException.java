package org.qingting.ingest.parse;

/** Nothing can be read from a page; the message says why, for people. */
public final class UnreadablePageException extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadablePageException(String message) {
    super(message);
  }
}
