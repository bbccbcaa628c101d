package org.qingting.dashboards;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;

/**
 * Posts over time by tone.
 *
 * @param bucket ISO 8601 length of a bucket
 * @param zone in which days begin
 * @param points without gaps over the whole span asked for
 */
record Timeline(String bucket, String zone, List<ToneCount> points) {
  /** More than a screen can tell apart, and cheap to send. */
  private static final int MAX_POINTS = 4000;

  private static final int COMFORTABLE = 400;
  private static final List<Duration> LADDER =
      List.of(
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(7),
          Duration.ofDays(28),
          Duration.ofDays(364));

  /**
   * Counts.
   *
   * @param asked length of a bucket; null for one that suits the span
   * @param now where an open span ends
   * @throws BadParameterException when the span holds too many buckets
   */
  static Timeline of(
      OpinionReader reader, OpinionQuery query, Duration asked, ZoneId zone, Instant now)
      throws IOException {
    Instant until = query.until() == null || query.until().isAfter(now) ? now : query.until();
    Instant from = query.from();
    if (from == null) {
      Page oldest = reader.search(query, Order.OLDEST, 1, "");
      from =
          oldest.hits().isEmpty()
              ? until.minus(1, ChronoUnit.DAYS)
              : oldest.hits().get(0).opinion().post().eventTime();
    }
    if (from.isAfter(until)) {
      from = until;
    }
    Duration bucket = asked == null ? suitable(Duration.between(from, until)) : asked;
    if (Duration.between(from, until).dividedBy(bucket) > MAX_POINTS) {
      throw new BadParameterException(
          "that is more than "
              + MAX_POINTS
              + " buckets: use a longer bucket (bucket=day, 7d, auto) or a shorter time");
    }
    // The first bucket is counted whole, so that it can be compared with the others.
    Instant start = floor(from, bucket, zone);
    OpinionQuery whole = query.between(query.from() == null ? null : start, query.until());
    Deque<ToneCount> points = new ArrayDeque<>(reader.timeline(whole, bucket, zone));
    if (points.isEmpty()) {
      points.add(new ToneCount(start, 0, 0, 0));
    }
    for (Instant before = step(points.getFirst().start(), bucket, zone, -1);
        step(before, bucket, zone, 1).isAfter(start);
        before = step(before, bucket, zone, -1)) {
      points.addFirst(new ToneCount(before, 0, 0, 0));
    }
    for (Instant next = step(points.getLast().start(), bucket, zone, 1);
        next.isBefore(until);
        next = step(next, bucket, zone, 1)) {
      points.addLast(new ToneCount(next, 0, 0, 0));
    }
    return new Timeline(bucket.toString(), zone.getId(), List.copyOf(points));
  }

  private static Duration suitable(Duration span) {
    for (Duration step : LADDER) {
      if (span.dividedBy(step) <= COMFORTABLE) {
        return step;
      }
    }
    return LADDER.get(LADDER.size() - 1);
  }

  private static boolean wholeDays(Duration bucket) {
    return bucket.toHours() % 24 == 0;
  }

  private static Instant floor(Instant time, Duration bucket, ZoneId zone) {
    ZonedDateTime local = time.atZone(zone);
    return local.truncatedTo(wholeDays(bucket) ? ChronoUnit.DAYS : ChronoUnit.HOURS).toInstant();
  }

  /** Days are stepped by the calendar, since not all have 24 hours. */
  private static Instant step(Instant time, Duration bucket, ZoneId zone, int steps) {
    return wholeDays(bucket)
        ? time.atZone(zone).plusDays(steps * bucket.toDays()).toInstant()
        : time.plus(bucket.multipliedBy(steps));
  }
}
