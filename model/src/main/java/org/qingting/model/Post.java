package org.qingting.model;

import java.time.Instant;

/**
 * One public post as it leaves {@code ingest}: personal numbers and mentions masked, its author
 * nowhere in it.
 *
 * @param id 32 lower-case hex digits: a keyed hash of the canonical address, or of source, time and
 *     normalised text where there is none
 * @param url where a person can read it; {@code ""} where there is none or where the address would
 *     name its author
 * @param source id of the source as configured or as named by an import
 * @param channel through which it came
 * @param publishedAt when the page or file says it was published
 * @param fetchedAt when we took it in
 * @param title {@code ""} for posts without one, such as replies
 * @param text plain text, paragraphs separated by {@code \n}
 * @param thread id of the post that opened the thread; {@code ""} outside threads
 * @param repostOf id of the post that this one repeats; {@code ""} for an original
 * @param engagement counts seen when it was fetched
 */
public record Post(
    String id,
    String url,
    String source,
    Channel channel,
    Instant publishedAt,
    Instant fetchedAt,
    String title,
    String text,
    String thread,
    String repostOf,
    Engagement engagement) {

  public Post {
    url = url == null ? "" : url;
    title = title == null ? "" : title;
    thread = thread == null ? "" : thread;
    repostOf = repostOf == null ? "" : repostOf;
    engagement = engagement == null ? Engagement.NONE : engagement;
  }

  /**
   * The time that counts for series: the earlier of publishing and fetching, so that a page dated
   * 2099 cannot run ahead of the clock.
   */
  public Instant eventTime() {
    return publishedAt.isBefore(fetchedAt) ? publishedAt : fetchedAt;
  }

  /**
   * Title and text, as analysed: separated by a line break, the text alone where there is no title.
   */
  public String fullText() {
    return title.isEmpty() ? text : title + "\n" + text;
  }

  /** The same post marked as a repeat of another. */
  public Post asRepostOf(String original) {
    return new Post(
        id,
        url,
        source,
        channel,
        publishedAt,
        fetchedAt,
        title,
        text,
        thread,
        original,
        engagement);
  }
}
