package org.qingting.search;

/** How many hits have a value, and how many of those are negative. */
public record FacetCount(String value, long count, long negative) {}
