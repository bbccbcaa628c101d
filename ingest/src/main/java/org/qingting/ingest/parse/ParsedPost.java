package org.qingting.ingest.parse;

import java.time.Instant;
import org.qingting.model.Engagement;

/**
 * A post as the page has it: the one record that holds an author's name and unmasked text. It never
 * leaves {@code ingest}; {@code privacy} turns it into a {@link org.qingting.model.Post}.
 *
 * @param url address of the post itself (with a fragment or floor where replies share a page)
 * @param title {@code ""} for replies
 * @param text plain text
 * @param author name as shown; {@code ""} where none was found
 * @param publishedAt null where the page tells none
 * @param threadUrl address of the post that opened the thread; {@code ""} outside threads and for
 *     the opening post itself
 * @param repostOf address or outer id of the post it says it repeats; {@code ""} for none
 * @param engagement counts shown
 */
public record ParsedPost(
    String url,
    String title,
    String text,
    String author,
    Instant publishedAt,
    String threadUrl,
    String repostOf,
    Engagement engagement) {

  @Override
  public String toString() {
    // An author's name or an unmasked number must not reach a log by way of a record's toString.
    return "ParsedPost[" + text.length() + " characters]";
  }
}
