package org.qingting.alerts.policy;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When the daily 零报告 is due.
 *
 * @param at time of day
 */
public record ZeroReport(LocalTime at, ZoneId zone, boolean enabled) {
  /** At eight in the morning. */
  public static final ZeroReport DEFAULT =
      new ZeroReport(LocalTime.of(8, 0), ZoneId.of("Asia/Shanghai"), true);

  /** The first time after a moment at which one is due. */
  public Instant next(Instant after) {
    ZonedDateTime today = after.atZone(zone).with(at);
    return (today.toInstant().isAfter(after) ? today : today.plusDays(1)).toInstant();
  }
}
