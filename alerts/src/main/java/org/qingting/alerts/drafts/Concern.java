package org.qingting.alerts.drafts;

/**
 * 关切点: something that people ask. Internal; not for publication.
 *
 * @param question in the office's own words where it is a usual one, else shortened and masked; at
 *     most 40 characters
 * @param posts how many posts ask it
 * @param share of the posts read, in percent, rounded
 */
public record Concern(String question, int posts, int share) {}
