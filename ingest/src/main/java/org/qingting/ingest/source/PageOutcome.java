package org.qingting.ingest.source;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.qingting.ingest.fetch.Validators;
import org.qingting.ingest.parse.ParsedPage.DetailLink;
import org.qingting.model.Arrival;

/**
 * What a fetch and the parse after it gave; made on a fetch thread, applied on the reader's.
 *
 * @param status how it ended
 * @param url where the answer came from
 * @param next address of the next page; {@code ""} for none
 * @param fault what makes going on impossible, such as a lack of memory; null otherwise
 */
record PageOutcome(
    PageRequest request,
    Status status,
    URI url,
    Validators validators,
    List<Found> posts,
    List<DetailLink> details,
    String next,
    Duration crawlDelay,
    Duration retryAfter,
    Instant at,
    String message,
    Throwable fault) {

  /** How a request ended. */
  enum Status {
    READ,
    UNCHANGED,
    UNREADABLE,
    REFUSED,
    GONE,
    FAILED
  }

  /**
   * A post of the page.
   *
   * @param key by which the source remembers it
   */
  record Found(long key, Arrival arrival) {}

  @Override
  public String toString() {
    return "PageOutcome[" + request + ", " + status + "]";
  }
}
