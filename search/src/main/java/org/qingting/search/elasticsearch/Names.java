package org.qingting.search.elasticsearch;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * The names of aliases and of the indices behind them: one a month (Asia/Shanghai) where time
 * passes, one in all elsewhere.
 *
 * @param prefix of all
 */
record Names(String prefix) {
  static final String OPINIONS = "opinions";
  static final String VIEW_OPINIONS = "view-opinions";
  static final String VIEW_ALERTS = "view-alerts";
  static final String VIEW_STATEMENTS = "view-statements";
  static final String VIEW_INCIDENTS = "view-incidents";
  static final String VIEW_FETCHES = "view-fetches";
  static final String REJECTED = "rejected";

  /** Each has mappings of its name among the resources. */
  static final List<String> ALL =
      List.of(
          OPINIONS,
          VIEW_OPINIONS,
          VIEW_ALERTS,
          VIEW_STATEMENTS,
          VIEW_INCIDENTS,
          VIEW_FETCHES,
          REJECTED);

  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu.MM");
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

  /** Where all of a kind are found. */
  String alias(String name) {
    return prefix + "-" + name;
  }

  /** All indices of a kind, those of other kinds left out. */
  String pattern(String name) {
    return alias(name) + "-*";
  }

  /** The one index of a kind without months. */
  String only(String name) {
    return alias(name) + "-1";
  }

  /** The index of the month of a time. */
  String month(String name, Instant time) {
    return alias(name) + "-" + MONTH.format(clamped(time).atZone(ZONE));
  }

  /**
   * The index of the month before, for a time in the first day of a month; {@code ""} for others.
   * What carries no time of its own gets that of its fetching: fetched again after a crash, around
   * the turn of the month, it lands in another index than before.
   */
  String monthBefore(String name, Instant time) {
    ZonedDateTime local = clamped(time).atZone(ZONE);
    return local.getDayOfMonth() == 1
        ? alias(name) + "-" + MONTH.format(local.minus(1, ChronoUnit.MONTHS))
        : "";
  }

  /** Within what the months of indices are made for. */
  static Instant clamped(Instant time) {
    return time.isBefore(EARLIEST) ? EARLIEST : time.isAfter(LATEST) ? LATEST : time;
  }
}
