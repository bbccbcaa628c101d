package org.qingting.alerts.policy;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * How fast an alert of each level must be taken and answered. As they come: first authoritative
 * information within 5 hours and a press conference within 24 for the two top levels
 * (国办发〔2016〕80号), an answer within 24 hours for 较大 and 48 for 一般.
 *
 * @param levels one a level
 */
public record ClockRules(Map<Level, Clock> levels) {
  private static final Duration LONGEST = Duration.ofDays(30);

  /** As they come. */
  public static final ClockRules DEFAULT =
      new ClockRules(
          Map.of(
              Level.EXTREME, clock(10, 5, 24),
              Level.MAJOR, clock(15, 5, 24),
              Level.LARGE, clock(30, 24, 0),
              Level.ORDINARY, clock(60, 48, 0)));

  /**
   * The times of one level.
   *
   * @param acknowledge 签收, before the next on duty is told
   * @param answer first authoritative information
   * @param conference press conference; zero for none
   * @param warnBefore how long before a limit to warn
   */
  public record Clock(
      Duration acknowledge, Duration answer, Duration conference, Duration warnBefore) {
    public Clock {
      check("acknowledge", acknowledge);
      check("answer", answer);
      check("warnBefore", warnBefore);
      if (conference.isNegative() || conference.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("conference must be at most 30 days, 0s for none");
      }
      if (warnBefore.compareTo(answer) >= 0) {
        throw new IllegalArgumentException("warnBefore must be shorter than answer");
      }
      if (!conference.isZero() && conference.compareTo(warnBefore) <= 0) {
        throw new IllegalArgumentException("warnBefore must be shorter than conference");
      }
    }

    private static void check(String name, Duration time) {
      if (time.isNegative() || time.isZero() || time.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException(name + " must be more than 0 and at most 30d");
      }
    }
  }

  public ClockRules {
    Map<Level, Clock> all = new EnumMap<>(Level.class);
    all.putAll(levels);
    for (Level level : Level.values()) {
      if (!all.containsKey(level)) {
        throw new IllegalArgumentException("no clock for level " + level.id());
      }
    }
    levels = Map.copyOf(all);
  }

  private static Clock clock(long acknowledgeMinutes, long answerHours, long conferenceHours) {
    return new Clock(
        Duration.ofMinutes(acknowledgeMinutes),
        Duration.ofHours(answerHours),
        Duration.ofHours(conferenceHours),
        Duration.ofMinutes(12 * answerHours));
  }

  /** The times of a level. */
  public Clock of(Level level) {
    return levels.get(level);
  }
}
