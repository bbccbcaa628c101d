package org.qingting.alerts.spikes;

import java.time.Instant;

/**
 * One police-related post, as a series counts it. Holds no text.
 *
 * @param at event time: the earlier of publishing and fetching
 * @param fetchedAt when it was taken in; says whether the post is about the past
 * @param negative whether it counts as negative
 * @param repost whether it repeats another post: heat, not a count
 * @param person keyed pseudonym of its author within a period; 0 where unknown
 * @param source id of its source
 * @param post id of the post
 */
public record Observation(
    Instant at,
    Instant fetchedAt,
    boolean negative,
    boolean repost,
    long person,
    String source,
    String post) {}
