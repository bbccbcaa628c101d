package org.qingting.ingest;

import java.io.Serializable;

/**
 * CSS selectors (jsoup's) for what is not found by itself; each {@code ""} unless given.
 *
 * @param link links to articles or threads on a list page
 * @param next link to the next page of a list or thread
 * @param title title of an article or thread
 * @param text text of an article, or of one floor within {@code post}
 * @param time publishing time of an article, or of one floor
 * @param author author of an article, or of one floor
 * @param post container of one floor on a thread page
 */
public record Selectors(
    String link, String next, String title, String text, String time, String author, String post)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** No selector given. */
  public static final Selectors NONE = new Selectors("", "", "", "", "", "", "");

  public Selectors {
    link = link == null ? "" : link;
    next = next == null ? "" : next;
    title = title == null ? "" : title;
    text = text == null ? "" : text;
    time = time == null ? "" : time;
    author = author == null ? "" : author;
    post = post == null ? "" : post;
  }
}
