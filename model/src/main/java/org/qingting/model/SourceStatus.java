package org.qingting.model;

import java.time.Instant;

/**
 * How one source is doing, summed over its fetches since the home was made.
 *
 * @param source id of the configured source
 * @param lastFetched when it was last reached; {@link Instant#EPOCH} for never
 * @param lastTried when it was last tried
 * @param pages pages reached
 * @param posts posts taken in
 * @param failures tries in a row that failed; 0 after a success
 * @param message what went wrong last; {@code ""} after a success
 */
public record SourceStatus(
    String source,
    Instant lastFetched,
    Instant lastTried,
    long pages,
    long posts,
    long failures,
    String message) {

  /** A source that was never tried. */
  public static SourceStatus unknown(String source) {
    return new SourceStatus(source, Instant.EPOCH, Instant.EPOCH, 0, 0, 0, "");
  }

  /** This status after one more fetch. */
  public SourceStatus after(FetchReport report) {
    boolean reached =
        report.outcome() == FetchReport.Outcome.FETCHED
            || report.outcome() == FetchReport.Outcome.UNCHANGED;
    return new SourceStatus(
        source,
        reached ? report.at() : lastFetched,
        report.at(),
        pages + (reached ? 1 : 0),
        posts + report.posts(),
        reached ? 0 : failures + 1,
        reached ? "" : report.message());
  }
}
