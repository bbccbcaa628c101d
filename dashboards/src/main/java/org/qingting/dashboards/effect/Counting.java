package org.qingting.dashboards.effect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.qingting.alerts.effect.EffectSettings;
import org.qingting.alerts.effect.StatementCounts;
import org.qingting.model.Opinion;
import org.qingting.model.Series;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.ToneCount;

/**
 * Counts around one statement, in hours: the finest that the index counts in, and fine enough for
 * the week before and the days after that are looked at. A handful of counts whatever the size of
 * the wave, and for repeats a bounded number of texts.
 */
final class Counting {
  private static final Duration BUCKET = Duration.ofHours(1);

  /** Hours are the same in all zones of whole hours; days only matter for what is usual. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** So long before the onset a wave is looked for, since an onset is known by the hour at best. */
  private static final Duration LEAD_IN = Duration.ofHours(6);

  private static final Duration USUAL = Duration.ofDays(28);

  /** Until then a matter may settle. */
  private static final Duration AFTER = Duration.ofDays(14);

  private static final Duration REPEATS_AFTER = Duration.ofDays(5);

  /** The most that the index gives at once. */
  private static final int PAGE = 1000;

  private final OpinionReader reader;
  private final Matter matter;
  private final int mostTexts;
  private final Instant from;
  private final Instant until;

  /**
   * Counts around a statement.
   *
   * @param mostTexts how many texts are read at most, nearly, to count repeats
   */
  Counting(OpinionReader reader, Matter matter, int mostTexts, Instant now) {
    this.reader = reader;
    this.matter = matter;
    this.mostTexts = mostTexts;
    Instant published = matter.published();
    Instant rise = matter.onset().minus(LEAD_IN);
    Instant longest = published.minus(EffectSettings.DEFAULT.longestBefore());
    this.from = (rise.isAfter(longest) ? rise : longest).truncatedTo(ChronoUnit.HOURS);
    this.until = earlier(now, published.plus(AFTER));
  }

  StatementCounts counts() throws IOException {
    Map<Instant, long[]> hours = new TreeMap<>();
    for (Instant at = from; at.isBefore(until); at = at.plus(BUCKET)) {
      hours.put(at, new long[4]);
    }
    OpinionQuery ours = of(matter.series());
    add(ours, hours, 0, 1);
    if (matter.series().kind() != Series.Kind.OVERALL) {
      add(police(), hours, 2, 1);
      takeOff(hours);
    }
    List<StatementCounts.Bucket> buckets = new ArrayList<>();
    hours.forEach(
        (at, counts) ->
            buckets.add(
                new StatementCounts.Bucket(
                    at, counts[0], counts[1], Math.max(0, counts[2]), Math.max(0, counts[3]))));
    return StatementCounts.of(matter.published(), until, BUCKET, buckets)
        .withUsual(usual(ours))
        .withRepeats(repeats(ours))
        .withOtherStatements(matter.others());
  }

  /** What is critical. Until stance is read, it is what has a negative tone. */
  private static long critical(ToneCount count) {
    return count.negative();
  }

  private static long all(ToneCount count) {
    return count.negative() + count.neutral() + count.positive();
  }

  private void add(OpinionQuery query, Map<Instant, long[]> hours, int column, int sign)
      throws IOException {
    for (ToneCount count : reader.timeline(query.between(from, until), BUCKET, ZONE)) {
      long[] counts = hours.get(count.start());
      if (counts != null) {
        counts[column] += sign * critical(count);
        counts[column + 1] += sign * all(count);
      }
    }
  }

  /** Takes off whatever any series of the case touches: the union, by inclusion and exclusion. */
  private void takeOff(Map<Instant, long[]> hours) throws IOException {
    List<Series> touched = new ArrayList<>(matter.touched());
    touched.add(matter.series());
    Set<String> incidents = names(touched, Series.Kind.INCIDENT);
    Set<String> themes = names(touched, Series.Kind.THEME);
    Set<String> places = names(touched, Series.Kind.PLACE);
    if (themes.isEmpty() && places.isEmpty()) {
      // Where only a theme at a place is watched, what it shares with neither is left to compare.
      for (String pair : names(touched, Series.Kind.THEME_PLACE)) {
        themes = Set.of(pair.substring(0, pair.indexOf('@')));
        places = Set.of(pair.substring(pair.indexOf('@') + 1));
      }
    }
    List<Set<String>> sets = List.of(incidents, themes, places);
    for (int chosen = 1; chosen < 8; chosen++) {
      OpinionQuery query = police();
      boolean empty = false;
      for (int i = 0; i < 3; i++) {
        if ((chosen >> i & 1) == 1) {
          empty |= sets.get(i).isEmpty();
          query =
              switch (i) {
                case 0 -> query.withIncidents(sets.get(i));
                case 1 -> query.withThemes(sets.get(i));
                default -> query.withPlaces(sets.get(i));
              };
        }
      }
      if (!empty) {
        add(query, hours, 2, Integer.bitCount(chosen) % 2 == 1 ? -1 : 1);
      }
    }
  }

  private static Set<String> names(List<Series> series, Series.Kind kind) {
    return series.stream()
        .filter(each -> each.kind() == kind)
        .map(Series::name)
        .collect(Collectors.toSet());
  }

  private static OpinionQuery police() {
    return OpinionQuery.ALL.withPolice(true);
  }

  private static OpinionQuery of(Series series) {
    String name = series.name();
    int at = name.indexOf('@');
    return switch (series.kind()) {
      case OVERALL -> police();
      case THEME -> police().withThemes(Set.of(name));
      case PLACE -> police().withPlaces(Set.of(name));
      case THEME_PLACE ->
          police()
              .withThemes(Set.of(name.substring(0, at)))
              .withPlaces(Set.of(name.substring(at + 1)));
      case INCIDENT -> police().withIncidents(Set.of(name));
    };
  }

  /**
   * Critical posts an hour that a series has without a wave: the median of the days before, which
   * an earlier wave does not lift. An incident has no past.
   */
  private double usual(OpinionQuery ours) throws IOException {
    if (matter.series().kind() == Series.Kind.INCIDENT) {
      return 0;
    }
    Duration day = Duration.ofDays(1);
    Instant midnight =
        matter.onset().minus(LEAD_IN).atZone(ZONE).truncatedTo(ChronoUnit.DAYS).toInstant();
    Instant first = midnight.minus(USUAL);
    List<ToneCount> listened = reader.timeline(police().between(first, midnight), day, ZONE);
    if (listened.isEmpty()) {
      return 0;
    }
    Map<Instant, Long> days = new TreeMap<>();
    listened.forEach(each -> days.put(each.start(), 0L));
    for (ToneCount each : reader.timeline(ours.between(first, midnight), day, ZONE)) {
      days.put(each.start(), critical(each));
    }
    long[] sorted = days.values().stream().mapToLong(Long::longValue).sorted().toArray();
    double median = (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2.0;
    return median / day.dividedBy(BUCKET);
  }

  /**
   * Posts that repeat, reposts each for itself. Of a wave larger than what is read, the same part
   * of every hour is read and counts for the hour.
   */
  private List<StatementCounts.Repeats> repeats(OpinionQuery ours) throws IOException {
    Echoes echoes = new Echoes(matter.statement(), matter.claims(), matter.words());
    Instant end = earlier(until, matter.published().plus(REPEATS_AFTER));
    OpinionQuery each = ours.withReposts(true);
    List<ToneCount> hours = reader.timeline(each.between(from, end), BUCKET, ZONE);
    long total = hours.stream().mapToLong(Counting::all).sum();
    double part = Math.min(1, mostTexts / (double) Math.max(1, total));
    Map<Instant, double[]> found = new TreeMap<>();
    for (ToneCount hour : hours) {
      long size = all(hour);
      if (size == 0) {
        continue;
      }
      int wanted = (int) Math.min(PAGE, Math.max(1, Math.round(size * part)));
      OpinionQuery within = each.between(hour.start(), earlier(end, hour.start().plus(BUCKET)));
      List<Hit> read = reader.search(within, Order.NEWEST, wanted, "").hits();
      for (Hit hit : read) {
        count(echoes, hit.opinion(), hour.start(), (double) size / read.size(), found);
      }
    }
    List<StatementCounts.Repeats> repeats = new ArrayList<>();
    found.forEach(
        (at, counts) ->
            repeats.add(
                new StatementCounts.Repeats(at, Math.round(counts[0]), Math.round(counts[1]))));
    return repeats;
  }

  private void count(
      Echoes echoes, Opinion opinion, Instant hour, double weight, Map<Instant, double[]> found) {
    Echoes.Echo echo = echoes.of(wording(opinion));
    // In the hour of the statement, what came before it and after it are told apart.
    boolean after = !opinion.post().eventTime().isBefore(matter.published());
    Instant at = after && hour.isBefore(matter.published()) ? matter.published() : hour;
    double[] counts = found.computeIfAbsent(at, any -> new double[2]);
    switch (echo) {
      case CLAIM -> counts[0] += weight;
      case CORRECTION -> counts[1] += weight;
      case NEITHER -> {}
    }
  }

  static Echoes.Wording wording(Opinion opinion) {
    return new Echoes.Wording(opinion.post().fullText(), opinion.analysis().words());
  }

  private static Instant earlier(Instant... instants) {
    return Arrays.stream(instants).min(Instant::compareTo).orElseThrow();
  }
}
