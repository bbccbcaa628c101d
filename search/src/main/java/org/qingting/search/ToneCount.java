package org.qingting.search;

import java.time.Instant;

/** How many hits of each tone fall into the bucket that begins at {@code start}. */
public record ToneCount(Instant start, long negative, long neutral, long positive) {}
