package org.qingting.alerts.spikes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which hour of which kind of week a bucket is, in the office's time zone: in China, on a public
 * holiday people write as on a Sunday, on a weekend's day that is worked instead as on a Friday.
 * The days are a resource, {@code holidays.tsv}; for years that it does not know, those whose date
 * the law fixes count.
 */
final class OfficeCalendar {
  private static final Map<LocalDate, DayOfWeek> SHIFTED = read();
  private static final int FIRST_YEAR =
      SHIFTED.keySet().stream().mapToInt(LocalDate::getYear).min().orElseThrow();
  private static final int LAST_YEAR =
      SHIFTED.keySet().stream().mapToInt(LocalDate::getYear).max().orElseThrow();

  /** Zones in which the public holidays of mainland China are kept. */
  private static final Set<String> CHINA = Set.of("Asia/Shanghai", "Asia/Urumqi", "PRC");

  private final ZoneId zone;
  private final boolean holidays;
  private final long millis;
  private final int perDay;

  OfficeCalendar(ZoneId zone, long bucketMillis, int bucketsPerDay) {
    this.zone = zone;
    this.holidays = CHINA.contains(zone.getId());
    this.millis = bucketMillis;
    this.perDay = bucketsPerDay;
  }

  /** Slots of the week, Monday's first bucket being 0, of {@code length} buckets in a row. */
  int[] slots(long first, int length) {
    int[] slots = new int[length];
    long dayEnds = Long.MIN_VALUE;
    long dayBegins = 0;
    int weekday = 0;
    for (int i = 0; i < length; i++) {
      long at = (first + i) * millis;
      if (at >= dayEnds) {
        Instant instant = Instant.ofEpochMilli(at);
        ZoneOffset offset = zone.getRules().getOffset(instant);
        LocalDate date = LocalDate.ofInstant(instant, offset);
        weekday = (holidays ? weekdayOf(date) : date.getDayOfWeek()).getValue() - 1;
        dayBegins = date.atStartOfDay().toInstant(offset).toEpochMilli();
        dayEnds = dayBegins + perDay * millis;
      }
      slots[i] = weekday * perDay + (int) ((at - dayBegins) / millis);
    }
    return slots;
  }

  /** As which day of the week people behave on a date. */
  static DayOfWeek weekdayOf(LocalDate date) {
    DayOfWeek shifted = SHIFTED.get(date);
    if (shifted != null) {
      return shifted;
    }
    boolean known = date.getYear() >= FIRST_YEAR && date.getYear() <= LAST_YEAR;
    return !known && isFixedHoliday(date) ? DayOfWeek.SUNDAY : date.getDayOfWeek();
  }

  private static boolean isFixedHoliday(LocalDate date) {
    int day = date.getDayOfMonth();
    return switch (date.getMonth()) {
      case JANUARY -> day == 1;
      case MAY -> day <= 2;
      case OCTOBER -> day <= 3;
      default -> false;
    };
  }

  private static Map<LocalDate, DayOfWeek> read() {
    Map<LocalDate, DayOfWeek> days = new HashMap<>();
    try (InputStream in = OfficeCalendar.class.getResourceAsStream("holidays.tsv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isBlank() || line.startsWith("#")) {
          continue;
        }
        String[] columns = line.split("\t", -1);
        boolean off = columns[0].equals("off");
        LocalDate last = LocalDate.parse(columns[2]);
        for (LocalDate d = LocalDate.parse(columns[1]); !d.isAfter(last); d = d.plusDays(1)) {
          days.put(d, off ? DayOfWeek.SUNDAY : DayOfWeek.FRIDAY);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return days;
  }
}
