package org.qingting.model;

import java.time.Instant;

/**
 * What came of one try to fetch a page, so that silence can be told from calm.
 *
 * @param source id of the configured source
 * @param at when the try ended
 * @param outcome what happened
 * @param posts how many new posts the page gave
 * @param message for people, without secrets; {@code ""} when all went well
 */
public record FetchReport(String source, Instant at, Outcome outcome, int posts, String message) {

  /** What can come of a fetch. */
  public enum Outcome {
    /** Fetched and parsed. */
    FETCHED,
    /** The server said that nothing changed. */
    UNCHANGED,
    /** robots.txt or the address check forbids it. */
    REFUSED,
    /** Unreachable, an error status, too large, too slow. */
    FAILED,
    /** Fetched, but nothing could be read from it. */
    UNREADABLE
  }
}
