package org.qingting.alerts.drafts;

/**
 * 关切点: something that people ask.
 *
 * @param question in the office's own words where it is a usual one, else shortened and masked
 * @param posts how many posts ask it
 */
public record Concern(String question, int posts) {}
