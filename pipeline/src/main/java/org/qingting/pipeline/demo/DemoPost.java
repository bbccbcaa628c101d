package org.qingting.pipeline.demo;

import java.time.Instant;

/**
 * One post of the script: an article, the first floor of a thread, or a reply.
 *
 * @param id unique over all sites
 * @param site where it stands
 * @param page number of the article or thread
 * @param title {@code ""} for replies
 * @param text paragraphs separated by {@code \n}
 * @param negative whether it was written as a complaint about the police
 */
record DemoPost(
    int id,
    Site site,
    int page,
    Instant at,
    String author,
    String title,
    String text,
    Kind kind,
    boolean negative) {

  /** The three sites. */
  enum Site {
    MEDIA,
    EVENING,
    FORUM
  }

  /** What a post belongs to. */
  enum Kind {
    LIFE,
    POLICE,
    COMPLAINT,
    INCIDENT,
    STATEMENT
  }

  boolean opensThread() {
    return !title.isEmpty();
  }

  @Override
  public String toString() {
    // Author and text stay out of logs, invented as they are: tests of the real thing read them.
    return "DemoPost[" + id + " " + site + " " + kind + " " + at + "]";
  }
}
