package org.qingting.pipeline.commands;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as people type and read them, in China's time zone. */
final class Times {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ISO_OFFSET_DATE_TIME.withZone(ZONE);

  private Times() {}

  static String minute(Instant instant) {
    return MINUTE.format(instant);
  }

  /** ISO 8601 with offset. */
  static String iso(Instant instant) {
    return ISO.format(instant.atZone(ZONE));
  }

  /**
   * Reads a day (its start, or its end where {@code end}), a local time or a time with offset.
   *
   * @throws BadInputException naming the accepted forms
   */
  static Instant parse(String option, String text, boolean end) throws BadInputException {
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 10) {
        LocalDate day = LocalDate.parse(text);
        return (end ? day.plusDays(1) : day).atStartOfDay(ZONE).toInstant();
      }
      String iso = text.replace(' ', 'T');
      return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).atZone(ZONE).toInstant();
    } catch (DateTimeException e) {
      throw new BadInputException(
          option
              + ": '"
              + text
              + "' is no time: write 2026-11-03, 2026-11-03T08:15 or 2026-11-03T08:15:00+08:00");
    }
  }
}
