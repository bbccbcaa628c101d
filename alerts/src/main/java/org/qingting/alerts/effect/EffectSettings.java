package org.qingting.alerts.effect;

import java.time.Duration;

/**
 * What is asked for before anything is said.
 *
 * @param leastPosts critical posts that are needed before, and seen or expected after the statement
 * @param leastTime that the wave must have been falling or level before, and been listened to after
 * @param longestBefore what is older plays no part
 * @param longestAfter how long the effect is looked at, at most: the trajectory of a wave is not
 *     known for longer
 * @param calm critical posts a bucket at most while a matter is calm
 * @param calmFor how long it must be calm to count as settled
 */
public record EffectSettings(
    int leastPosts,
    Duration leastTime,
    Duration longestBefore,
    Duration longestAfter,
    long calm,
    Duration calmFor) {

  public static final EffectSettings DEFAULT =
      new EffectSettings(
          30, Duration.ofHours(12), Duration.ofDays(7), Duration.ofDays(2), 2, Duration.ofDays(1));
}
