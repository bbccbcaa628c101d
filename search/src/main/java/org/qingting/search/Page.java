package org.qingting.search;

import java.util.List;

/**
 * One page of hits.
 *
 * @param total how many hits there are in all, exactly
 * @param hits those of this page
 * @param next what to ask for to get the next page; {@code ""} when there is none
 */
public record Page(long total, List<Hit> hits, String next) {}
