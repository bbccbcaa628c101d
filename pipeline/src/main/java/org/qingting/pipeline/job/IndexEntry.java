package org.qingting.pipeline.job;

import org.qingting.model.Opinion;

/**
 * What the index operator is given: an opinion to keep, or the news that an import's post was a
 * duplicate, so that imports can be accounted for to the last line.
 *
 * @param opinion null for a duplicate
 * @param batch the import that brought it; {@code ""} for crawled posts
 */
public record IndexEntry(Opinion opinion, String batch) {}
