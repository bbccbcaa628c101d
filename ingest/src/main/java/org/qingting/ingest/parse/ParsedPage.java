package org.qingting.ingest.parse;

import java.util.List;

/**
 * What one page gave.
 *
 * @param posts posts read whole from this page
 * @param details articles or threads it links to, in page order, without repetition
 * @param next address of the next page of this list or thread; {@code ""} for none
 */
public record ParsedPage(List<ParsedPost> posts, List<DetailLink> details, String next) {

  /**
   * A link to a page of its own.
   *
   * @param url absolute address
   * @param stamp whatever the list shows that changes when the page does (reply count, date);
   *     {@code ""} for none. A thread is read again when its stamp changes
   */
  public record DetailLink(String url, String stamp) {}
}
