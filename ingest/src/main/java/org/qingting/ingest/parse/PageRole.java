package org.qingting.ingest.parse;

/** What the crawl expects a page to be. */
public enum PageRole {
  /** A feed, a listing or a board: links to details, perhaps a next page. */
  LIST,
  /** One article, or one page of a thread. */
  DETAIL
}
