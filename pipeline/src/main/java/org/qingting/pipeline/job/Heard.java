package org.qingting.pipeline.job;

import org.qingting.model.Opinion;

/**
 * An opinion on its way from analysis to index and detector.
 *
 * @param opinion what was read
 * @param person pseudonym of its author, for counting distinct people; 0 for none
 * @param batch the import that brought it; {@code ""} for crawled posts
 */
public record Heard(Opinion opinion, long person, String batch) {}
