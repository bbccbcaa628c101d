package org.qingting.model;

import java.time.Instant;
import java.util.List;

/**
 * One matter that people write about: same place, same time, same words.
 *
 * @param id 32 lower-case hex digits, fixed when the incident is first seen
 * @param place where; {@code ""} where the posts name no place
 * @param theme weightiest theme id; {@code ""} for none
 * @param words the words that its posts share, the weightiest first
 * @param since event time of its first post
 */
public record Incident(String id, String place, String theme, List<String> words, Instant since) {}
