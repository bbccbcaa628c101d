package org.qingting.alerts.channels;

import org.qingting.model.Alert;

/**
 * How many; all zero where nothing is counted.
 *
 * @param observed critical posts, reposts merged
 * @param expected how many the past explains
 * @param people distinct people
 * @param sources distinct sources
 * @param reposts reposts (heat)
 */
public record Counts(long observed, double expected, long people, long sources, long reposts) {

  /** Nothing counted. */
  public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

  /** What an alert states. */
  public static Counts of(Alert alert) {
    return new Counts(
        alert.observed(), alert.expected(), alert.people(), alert.sources(), alert.reposts());
  }
}
