package org.qingting.alerts.backtest;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.qingting.alerts.spikes.Observation;

/** Posts by day, and what was usual on the days before: a median, which a wave moves little. */
final class DailyCounts {
  private static final int USUAL_DAYS = 28;

  private final ZoneId zone;
  private final TreeMap<LocalDate, long[]> days = new TreeMap<>();

  DailyCounts(ZoneId zone) {
    this.zone = zone;
  }

  void count(Observation post) {
    if (!post.repost()) {
      long[] counts = days.computeIfAbsent(post.at().atZone(zone).toLocalDate(), d -> new long[2]);
      counts[0]++;
      counts[1] += post.critical() ? 1 : 0;
    }
  }

  /** All days from that of a moment on, without gaps. */
  List<Backtest.Day> since(Instant from) {
    List<Backtest.Day> all = new ArrayList<>();
    if (days.isEmpty()) {
      return all;
    }
    LocalDate last = days.lastKey();
    for (LocalDate day = from.atZone(zone).toLocalDate(); !day.isAfter(last); ) {
      long[] counts = counts(day);
      all.add(new Backtest.Day(day, counts[0], counts[1], usual(day)));
      day = day.plusDays(1);
    }
    return all;
  }

  private double usual(LocalDate day) {
    List<Double> before = new ArrayList<>();
    for (int ago = 1; ago <= USUAL_DAYS; ago++) {
      LocalDate earlier = day.minusDays(ago);
      if (!earlier.isBefore(days.firstKey())) {
        before.add((double) counts(earlier)[1]);
      }
    }
    return median(before);
  }

  private long[] counts(LocalDate day) {
    return days.getOrDefault(day, new long[2]);
  }

  /** NaN for no values. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
