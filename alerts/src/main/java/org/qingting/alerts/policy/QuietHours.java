package org.qingting.alerts.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * 免打扰时段: what is not of the two top levels waits for its end.
 *
 * @param from time of day
 * @param until time of day; the same as {@code from} for no quiet hours
 */
public record QuietHours(LocalTime from, LocalTime until, ZoneId zone) {
  /** Nothing waits. */
  public static final QuietHours NONE =
      new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneId.of("Asia/Shanghai"));

  /** When something of a level may be told: now, or when the quiet hours are over. */
  public Instant release(Level level, Instant now) {
    if (level.isTop() || from.equals(until)) {
      return now;
    }
    ZonedDateTime local = now.atZone(zone);
    for (LocalDate day : new LocalDate[] {local.toLocalDate().minusDays(1), local.toLocalDate()}) {
      ZonedDateTime begin = day.atTime(from).atZone(zone);
      ZonedDateTime end = (until.isAfter(from) ? day : day.plusDays(1)).atTime(until).atZone(zone);
      if (!local.isBefore(begin) && local.isBefore(end)) {
        return end.toInstant();
      }
    }
    return now;
  }
}
