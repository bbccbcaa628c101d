package org.qingting.alerts.spikes;

import java.time.Instant;

/**
 * One police-related post, as a series counts it. Holds no text.
 *
 * @param at event time: the earlier of publishing and fetching
 * @param fetchedAt when it was taken in; says whether the post is about the past
 * @param critical whether it counts against the police: a negative tone, until stance is read
 * @param repost whether it repeats another post: heat, not a count
 * @param person keyed pseudonym of its author within a period; 0 where unknown
 * @param source id of its source
 * @param feed what has to be listened to for such posts to be heard: the crawled source, or the
 *     channel that files are imported from, whatever sources those name
 * @param post id of the post
 * @param reading version of the models that read it
 */
public record Observation(
    Instant at,
    Instant fetchedAt,
    boolean critical,
    boolean repost,
    long person,
    String source,
    String feed,
    String post,
    String reading) {}
