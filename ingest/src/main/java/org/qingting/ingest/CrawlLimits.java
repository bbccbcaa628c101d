package org.qingting.ingest;

import java.io.Serializable;
import java.time.Duration;

/**
 * Bounds that keep a crawl's state and patience finite.
 *
 * @param fetchThreads most requests under way at once in one reader
 * @param listPages most pages of one list read in one look; a look at a known list ends earlier, at
 *     the first page without anything new
 * @param threadPages most pages of one thread read in one go; the rest follows at the next look
 * @param queuedDetails most detail pages waiting per host, shared by its sources
 * @param recentKeys most detail pages and posts remembered per host, each, shared by its sources
 * @param patience how long one look (or first backfill) may hold the watermark back before its
 *     source counts as idle
 * @param longestBackOff longest pause after failures in a row
 */
public record CrawlLimits(
    int fetchThreads,
    int listPages,
    int threadPages,
    int queuedDetails,
    int recentKeys,
    Duration patience,
    Duration longestBackOff)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The defaults. */
  public static final CrawlLimits DEFAULT =
      new CrawlLimits(6, 60, 40, 1_000, 20_000, Duration.ofHours(1), Duration.ofHours(2));

  public CrawlLimits {
    if (fetchThreads < 1
        || listPages < 1
        || threadPages < 1
        || queuedDetails < 1
        || recentKeys < 1) {
      throw new IllegalArgumentException("crawl limits must be at least 1");
    }
  }
}
