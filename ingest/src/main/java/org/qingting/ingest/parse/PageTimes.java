package org.qingting.ingest.parse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a time out of text in the forms that Chinese pages use; in Asia/Shanghai unless the text
 * names an offset. A date without a time of day is its midnight.
 */
final class PageTimes {
  static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");

  /** A time found: when, and whether the text told the time of day. */
  record Found(Instant at, boolean hasTimeOfDay, int start, int end) {}

  private static final String CLOCK =
      "(?:(?<half>上午|下午|晚上|凌晨|早上|中午)\\s?)?(?<hour>[01]?\\d|2[0-4])\\s?[:：时点]\\s?(?<minute>[0-5]\\d)?"
          + "(?:\\s?[:：分]\\s?(?<second>[0-5]\\d)?)?";
  private static final String FULL_DATE =
      "(?<!\\d)(?<year>19[89]\\d|20\\d\\d)\\s?[-/.年]\\s?(?<month>1[0-2]|0?[1-9])\\s?[-/.月]\\s?"
          + "(?<day>3[01]|[12]\\d|0?[1-9])(?!\\d)\\s?日?";
  private static final String GAP =
      "(?:\\s{0,3}T?\\s{0,3}|\\s?[（(]?(?:星期|周)[一二三四五六日天][)）]?\\s{0,3}|\\s?[|/]\\s?)";
  private static final String OFFSET =
      "(?:\\.\\d{1,9})?(?<offset>\\s?(?:Z|[+-](?:0\\d|1[0-4]):?[0-5]\\d)(?![0-9A-Za-z]))?";

  /** Names the parts that a form lacks, so that every form can be asked for every part. */
  private static final String NO_OFFSET = "(?<offset>(?!))?";

  private static final Pattern FULL =
      Pattern.compile(FULL_DATE + "(?:" + GAP + CLOCK + OFFSET + ")?");
  private static final Pattern COMPACT =
      Pattern.compile(
          "(?<!\\d)(?<year>20\\d\\d)(?<month>0[1-9]|1[0-2])(?<day>0[1-9]|[12]\\d|3[01])"
              + "(?:T?(?<hour>[01]\\d|2[0-3])(?<minute>[0-5]\\d)(?<second>[0-5]\\d)?)?(?!\\d)"
              + "(?<half>(?!))?"
              + NO_OFFSET);
  private static final Pattern NO_YEAR =
      Pattern.compile(
          "(?<![\\d-/.])(?<month>1[0-2]|0?[1-9])\\s?[-/月]\\s?(?<day>3[01]|[12]\\d|0?[1-9])(?!\\d)\\s?日?"
              + GAP
              + CLOCK
              + NO_OFFSET);
  private static final Pattern DAY_WORD =
      Pattern.compile("(?<word>今天|今日|昨天|昨日|前天)" + "(?:\\s{0,3}" + CLOCK + ")?" + NO_OFFSET);
  private static final Pattern AGO =
      Pattern.compile(
          "(?<![\\d.])(?<count>\\d{1,4}|半)\\s?个?(?<unit>秒钟?|分钟|小时|天|周|星期|月|年)(?:之|以)?前");
  private static final Pattern JUST_NOW = Pattern.compile("刚刚|刚才");
  private static final Pattern EPOCH = Pattern.compile("1\\d{9}(?:\\d{3})?");

  private PageTimes() {}

  /** The first time in the text, the surest form first; null if it holds none. */
  static Found find(String text, Instant now) {
    Found found = full(FULL.matcher(text));
    if (found == null) {
      found = noYear(text, now);
    }
    if (found == null) {
      found = dayWord(text, now);
    }
    return found == null ? ago(text, now) : found;
  }

  /** The first time with a year in the text; null if it holds none. */
  static Found findFull(String text) {
    return full(FULL.matcher(text));
  }

  /** A value that should be a time and nothing else (meta tags, attributes); null if it is none. */
  static Found value(String raw, Instant now) {
    String text = raw.strip();
    if (text.isEmpty() || text.length() > 100) {
      return null;
    }
    if (EPOCH.matcher(text).matches()) {
      long number = Long.parseLong(text);
      Instant at =
          text.length() == 13 ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
      return new Found(at, true, 0, text.length());
    }
    Found found = find(text, now);
    if (found == null) {
      found = compact(text);
    }
    return found == null ? rfc1123(text) : found;
  }

  /** A date in an address, such as {@code /2026/11/03/} or {@code /20261103/}; null if none. */
  static Found inUrl(String url) {
    Found found = full(FULL.matcher(url));
    return found == null ? compact(url) : found;
  }

  private static Found full(Matcher matcher) {
    while (matcher.find()) {
      LocalDate date = date(matcher.group("year"), matcher.group("month"), matcher.group("day"));
      if (date != null) {
        return at(date, matcher);
      }
    }
    return null;
  }

  private static Found compact(String text) {
    Matcher matcher = COMPACT.matcher(text);
    while (matcher.find()) {
      LocalDate date = date(matcher.group("year"), matcher.group("month"), matcher.group("day"));
      if (date != null) {
        return at(date, matcher);
      }
    }
    return null;
  }

  /** 11-03 08:15: of the year that puts it at most a day ahead. */
  private static Found noYear(String text, Instant now) {
    Matcher matcher = NO_YEAR.matcher(text);
    while (matcher.find()) {
      int year = LocalDate.ofInstant(now, CHINA).getYear();
      for (int back = -1; back <= 4; back++) {
        LocalDate date =
            date(String.valueOf(year - back), matcher.group("month"), matcher.group("day"));
        if (date != null) {
          Found found = at(date, matcher);
          if (!found.at().isAfter(now.plus(Duration.ofDays(1)))) {
            return found;
          }
        }
      }
    }
    return null;
  }

  private static Found dayWord(String text, Instant now) {
    Matcher matcher = DAY_WORD.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    int back =
        switch (matcher.group("word")) {
          case "昨天", "昨日" -> 1;
          case "前天" -> 2;
          default -> 0;
        };
    return at(LocalDate.ofInstant(now, CHINA).minusDays(back), matcher);
  }

  private static Found ago(String text, Instant now) {
    Matcher matcher = AGO.matcher(text);
    if (matcher.find()) {
      boolean half = matcher.group("count").equals("半");
      long count = half ? 1 : Long.parseLong(matcher.group("count"));
      String unit = matcher.group("unit");
      ZonedDateTime local = now.atZone(CHINA);
      ZonedDateTime at =
          switch (unit) {
            case "秒", "秒钟" -> local.minusSeconds(count);
            case "分钟" -> local.minusMinutes(count);
            case "小时" -> half ? local.minusMinutes(30) : local.minusHours(count);
            case "天" -> half ? local.minusHours(12) : local.minusDays(count);
            case "周", "星期" -> local.minusWeeks(count);
            case "月" -> half ? local.minusDays(15) : local.minusMonths(count);
            default -> half ? local.minusMonths(6) : local.minusYears(count);
          };
      boolean precise = unit.startsWith("秒") || unit.equals("分钟") || unit.equals("小时");
      return new Found(at.toInstant(), precise, matcher.start(), matcher.end());
    }
    Matcher justNow = JUST_NOW.matcher(text);
    return justNow.find() ? new Found(now, true, justNow.start(), justNow.end()) : null;
  }

  private static Found rfc1123(String text) {
    try {
      OffsetDateTime at = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      return new Found(at.toInstant(), true, 0, text.length());
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Found at(LocalDate date, Matcher matcher) {
    String hour = matcher.group("hour");
    if (hour == null) {
      return new Found(date.atStartOfDay(CHINA).toInstant(), false, matcher.start(), matcher.end());
    }
    int h = Integer.parseInt(hour);
    String half = matcher.group("half");
    boolean afternoon = "下午".equals(half) || "晚上".equals(half);
    if (h < 12 && afternoon) {
      h += 12;
    } else if (h < 3 && "中午".equals(half)) {
      h += 12;
    }
    LocalDateTime local =
        h == 24
            ? date.plusDays(1).atStartOfDay()
            : date.atTime(LocalTime.of(h, number(matcher, "minute"), number(matcher, "second")));
    String offset = matcher.group("offset");
    Instant at =
        offset == null
            ? local.atZone(CHINA).toInstant()
            : local.toInstant(ZoneOffset.of(withColon(offset.strip())));
    return new Found(at, true, matcher.start(), matcher.end());
  }

  private static String withColon(String offset) {
    return offset.length() == 5 ? offset.substring(0, 3) + ":" + offset.substring(3) : offset;
  }

  private static int number(Matcher matcher, String name) {
    String value = matcher.group(name);
    return value == null ? 0 : Integer.parseInt(value);
  }

  private static LocalDate date(String year, String month, String day) {
    try {
      return LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
