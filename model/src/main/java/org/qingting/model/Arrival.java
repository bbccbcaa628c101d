package org.qingting.model;

/**
 * What the source hands the job: a post, or a report about a fetch; exactly one of the two is
 * there.
 *
 * <p>This envelope, and no other record, carries the pseudonym of the person who wrote: it lives
 * only between the source and the detector, so that distinct people can be counted, and cannot
 * reach an index or a screen by way of {@link Post}.
 *
 * @param post the post, or null
 * @param person keyed pseudonym of its author within a period; 0 where no author is known
 * @param batch the import that brought it; {@code ""} for crawled posts
 * @param report the report, or null
 */
public record Arrival(Post post, long person, String batch, FetchReport report) {

  public Arrival {
    batch = batch == null ? "" : batch;
  }

  /** A post with its author's pseudonym. */
  public static Arrival of(Post post, long person, String batch) {
    return new Arrival(post, person, batch, null);
  }

  /** A report about a fetch. */
  public static Arrival of(FetchReport report) {
    return new Arrival(null, 0, "", report);
  }
}
