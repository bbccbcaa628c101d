package org.qingting.ingest;

import java.io.Serializable;
import java.time.Duration;

/**
 * One source as configured: where to look, how often, and what to take.
 *
 * @param id short stable name, {@code [a-z0-9-]+}
 * @param name name for people; the id where none is given
 * @param kind how its pages hang together
 * @param url the page, feed or board to begin with
 * @param every how often it is looked at
 * @param select CSS selectors, each optional
 */
public record SourceSpec(
    String id, String name, Kind kind, String url, Duration every, Selectors select)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How the pages of a source hang together. */
  public enum Kind {
    /**
     * An RSS or Atom feed; where an item has a link, the linked article is fetched for its text.
     */
    FEED,
    /** A page with links to articles, perhaps with next pages. */
    LISTING,
    /** A board whose threads have pages of replies; each reply is a post of its own. */
    FORUM
  }

  /**
   * Checks what is configured.
   *
   * @throws IllegalArgumentException saying what must be
   */
  public SourceSpec {
    if (id == null || !id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
      throw new IllegalArgumentException(
          "a source needs an id of 1 to 40 lower-case letters, digits and '-', not '" + id + "'");
    }
    if (kind == null) {
      throw new IllegalArgumentException(
          "source '" + id + "' needs a kind: feed, listing or forum");
    }
    if (url == null || !url.matches("(?i)https?://[^/\\s]+.*")) {
      throw new IllegalArgumentException(
          "source '" + id + "' needs a url that begins with http:// or https://");
    }
    name = name == null || name.isBlank() ? id : name;
    every = every == null ? Duration.ofMinutes(10) : every;
    if (every.toMillis() < 1000) {
      throw new IllegalArgumentException("source '" + id + "': 'every' must be at least 1s");
    }
    select = select == null ? Selectors.NONE : select;
  }
}
