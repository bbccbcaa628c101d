package org.qingting.alerts.notices;

import java.time.Duration;

/**
 * A source that is to be heard.
 *
 * @param id as configured
 * @param name for people
 * @param every how often it is read
 */
public record Watched(String id, String name, Duration every) {}
