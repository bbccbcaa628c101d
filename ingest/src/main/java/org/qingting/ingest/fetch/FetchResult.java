package org.qingting.ingest.fetch;

import java.net.URI;
import java.time.Duration;

/**
 * What came of one fetch, redirects included.
 *
 * @param status what happened
 * @param code HTTP status of the last answer; 0 where there was none
 * @param url where the last answer came from
 * @param body bytes after decompression; empty unless {@link Status#OK}
 * @param contentType the Content-Type header; {@code ""} for none
 * @param validators to send with the next fetch of the same page
 * @param crawlDelay least time between requests that the host's robots.txt asks for; zero for none
 * @param retryAfter how long the server asks to be left alone; zero for none
 * @param message for people: what went wrong, naming the host but no path (a path may hold a name);
 *     {@code ""} when nothing did
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; copying megabytes would be waste
public record FetchResult(
    Status status,
    int code,
    URI url,
    byte[] body,
    String contentType,
    Validators validators,
    Duration crawlDelay,
    Duration retryAfter,
    String message) {

  /** How a fetch ended. */
  public enum Status {
    /** A page is there. */
    OK,
    /** The server said that nothing changed (304). */
    UNCHANGED,
    /** The address check or robots.txt forbids it: no use in trying again soon. */
    REFUSED,
    /** The page is not there for us (most 4xx): no use in trying again soon. */
    GONE,
    /** Unreachable, too slow, too large, 5xx, 429: may be different later. */
    FAILED
  }

  @Override
  public String toString() {
    // An address may hold an account name and a body may hold anything: neither reaches a log.
    return "FetchResult[" + status + " " + code + ", " + body.length + " bytes]";
  }
}
