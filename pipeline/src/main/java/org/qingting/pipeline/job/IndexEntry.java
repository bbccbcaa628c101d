package org.qingting.pipeline.job;

import org.qingting.model.Opinion;

/**
 * What the index operator is given: an opinion to keep, or what else became of an import's post, so
 * that imports can be accounted for to the last line.
 *
 * @param opinion null where there is none to keep
 * @param batch the import that brought it; {@code ""} for crawled posts
 * @param outcome what became of the post
 */
public record IndexEntry(Opinion opinion, String batch, Outcome outcome) {

  /** What can become of a post. */
  public enum Outcome {
    /** Kept. */
    INDEXED,
    /** Known already. */
    DUPLICATE,
    /** It could not be read at all; a bug of ours, which must not stop the others. */
    UNREADABLE
  }
}
