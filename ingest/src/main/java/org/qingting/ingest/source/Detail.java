package org.qingting.ingest.source;

/**
 * A page that waits to be read.
 *
 * @param url address of the article, or of the thread's first page
 * @param key hash of the address and of what the list showed about it, by which it is remembered
 * @param page page of the thread to read next; {@code ""} for the beginning, or where the last
 *     reading ended
 * @param pages pages of it read in this go
 * @param tries tries that failed
 */
record Detail(String url, long key, String page, int pages, int tries) {
  Detail at(String nextPage) {
    return new Detail(url, key, nextPage, pages + 1, 0);
  }

  Detail again() {
    return new Detail(url, key, page, pages, tries + 1);
  }
}
