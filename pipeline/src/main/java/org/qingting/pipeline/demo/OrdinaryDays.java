package org.qingting.pipeline.demo;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qingting.pipeline.demo.DemoPost.Kind;
import org.qingting.pipeline.demo.DemoPost.Site;

/**
 * Ordinary days of the county: two weeks before the demo opens and two days after. Busy mornings
 * and evenings, quiet nights, fuller weekends; a third of it touches the police. Complaints about
 * the police are three to six a day, spaced over the day, about different things at different
 * places: chance alone must not look like a wave.
 */
final class OrdinaryDays {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final Duration BEFORE = Duration.ofDays(14);
  private static final int DAYS_AFTER = 2;

  static final List<String> LIFE =
      List.of(
          "weather",
          "school",
          "market",
          "football",
          "food",
          "secondhand",
          "pets",
          "farm",
          "bus",
          "fair",
          "health",
          "jobs",
          "home");
  static final List<String> POLICE =
      List.of("praise", "counter", "traffic", "fraud", "lostfound", "safety");
  private static final List<String> COMPLAINTS =
      List.of(
          "attitude",
          "inaction",
          "small-cases",
          "case-progress",
          "counters",
          "traffic-fines",
          "disputes",
          "fraud-cards",
          "privacy",
          "vehicles-arms",
          "openness");

  /** Whom a complaint is about where its theme says so; else one of the section "complained". */
  private static final Map<String, String> IN_CHARGE =
      Map.of("counters", "县公安局户政窗口", "traffic-fines", "县交警大队", "fraud-cards", "县局反诈中心");

  private static final Set<String> SOUR =
      Set.of("attitude", "inaction", "small-cases", "counters", "traffic-fines", "case-progress");

  /** Share of posts by hour of the local day, in thousandths. */
  private static final int[] WEEKDAY = {
    12, 6, 3, 2, 3, 10, 28, 52, 60, 52, 50, 54, 66, 56, 44, 42, 44, 52, 60, 72, 84, 74, 48, 26
  };

  private static final int[] WEEKEND = {
    18, 10, 4, 2, 3, 6, 16, 34, 54, 66, 68, 62, 58, 52, 56, 60, 58, 54, 58, 68, 76, 66, 48, 33
  };

  private static final int SLOTS_FROM_MINUTE = 7 * 60 + 10;
  private static final int SLOTS_MINUTES = 15 * 60 + 40;

  private final Scribe scribe;
  private final Phrasing lot;
  private final Instant opened;
  private final Instant from;
  private final List<Scribe.Strand> threads = new ArrayList<>();
  private final List<String> complaintDeck = new ArrayList<>();
  private final List<String> lifeDeck = new ArrayList<>();
  private final List<String> policeDeck = new ArrayList<>();

  OrdinaryDays(Scribe scribe, Instant opened) {
    this.scribe = scribe;
    this.lot = scribe.lot();
    this.opened = opened;
    this.from = opened.minus(BEFORE);
  }

  /** Writes all days; the posts are then with the scribe. */
  List<Scribe.Strand> write() {
    LocalDate today = LocalDate.ofInstant(opened, ZONE);
    for (int day = -(int) BEFORE.toDays(); day <= DAYS_AFTER; day++) {
      LocalDate date = today.plusDays(day);
      news(date);
      threads(date, day);
      complaints(date);
    }
    return List.copyOf(threads);
  }

  private void news(LocalDate date) {
    int media = weekend(date) ? 4 : 5;
    int evening = weekend(date) ? 3 : 4;
    for (int i = 0; i < media + evening; i++) {
      Site site = i < media ? Site.MEDIA : Site.EVENING;
      int k = i < media ? i : i - media;
      int of = i < media ? media : evening;
      double hour = 7 + 13 * (k + lot.random().nextDouble()) / of;
      Instant at = date.atStartOfDay(ZONE).toInstant().plusSeconds((long) (hour * 3600));
      boolean police = k % 5 == 1 || k % 5 == 3;
      if (!at.isBefore(from)) {
        scribe.article(
            site, police ? "police" : "life", at, police ? Kind.POLICE : Kind.LIFE, false, "", "");
      }
    }
  }

  private void threads(LocalDate date, int day) {
    double base = weekend(date) ? 18.5 : 16;
    int count = (int) Math.round(base * (0.92 + 0.16 * lot.random().nextDouble()));
    int police = Math.round(count * 0.31f);
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      order.add(i);
    }
    Set<Integer> policeSlots = new HashSet<>(lot.shuffled(order).subList(0, police));
    int popular = day % 3 == 0 ? lot.random().nextInt(count) : -1;
    for (int i = 0; i < count; i++) {
      Instant at = moment(date, (i + lot.random().nextDouble()) / count);
      boolean about = policeSlots.contains(i);
      String topic = about ? policeTopic(date) : next(lifeDeck, LIFE);
      boolean planted =
          about && day % 4 == -2 && policeSlots.stream().min(Integer::compare).get() == i;
      if (at.isBefore(from)) {
        continue;
      }
      String section = planted ? "planted" : topic;
      Kind kind = about ? Kind.POLICE : Kind.LIFE;
      Scribe.Strand thread = scribe.open(section + ".thread", topic, at, kind, false, Map.of());
      threads.add(thread);
      int replies = i == popular && !about ? 24 + lot.random().nextInt(16) : fewReplies();
      if (planted) {
        replies(thread, "planted", 3, 60);
      }
      replies(thread, topic, replies, i == popular ? 240 : 150);
    }
  }

  private int fewReplies() {
    return (int) Math.min(15, -Math.log(1 - lot.random().nextDouble()) * 4.4);
  }

  private void replies(Scribe.Strand thread, String topic, int count, double meanMinutes) {
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double minutes = 2 - Math.log(1 - lot.random().nextDouble()) * meanMinutes;
      Instant at = thread.at().plusSeconds((long) (minutes * 60) + lot.random().nextInt(60));
      int hour = at.atZone(ZONE).getHour();
      times.add(hour >= 1 && hour < 6 && lot.chance(0.9) ? at.plusSeconds(6 * 3600) : at);
    }
    times.sort(null);
    double generic = thread.kind() == Kind.LIFE ? 0.22 : 0.1;
    for (Instant at : times) {
      String section = !topic.equals("planted") && lot.chance(generic) ? "generic" : topic;
      scribe.reply(thread, section + ".reply", at, false);
    }
  }

  private void complaints(LocalDate date) {
    int count = 3 + lot.random().nextInt(4);
    Set<String> themes = new HashSet<>();
    List<String> units = lot.shuffled(lot.lines("complained"));
    List<String> spots = lot.shuffled(lot.lines("spot"));
    double spacing = (double) SLOTS_MINUTES / count;
    for (int i = 0; i < count; i++) {
      double minute =
          SLOTS_FROM_MINUTE + spacing * (i + 0.5 + 0.4 * (lot.random().nextDouble() - 0.5));
      Instant at = date.atStartOfDay(ZONE).toInstant().plusSeconds((long) (minute * 60));
      String theme = nextTheme(themes);
      Scribe.Strand beside = i > 0 && SOUR.contains(theme) && lot.chance(0.5) ? recent(at) : null;
      if (at.isBefore(from)) {
        continue;
      }
      String unit = IN_CHARGE.getOrDefault(theme, units.get(i));
      Map<String, String> about = Map.of("unit", unit, "spot", spots.get(i));
      if (beside != null) {
        scribe.reply(beside, theme + ".sour", at, true, about);
      } else {
        Scribe.Strand thread =
            scribe.open(theme + ".thread", "complaint", at, Kind.COMPLAINT, true, about);
        replies(thread, "complaint", 1 + lot.random().nextInt(4), 200);
      }
    }
  }

  /** A theme not yet complained of that day. */
  private String nextTheme(Set<String> taken) {
    String theme = next(complaintDeck, COMPLAINTS);
    while (!taken.add(theme)) {
      theme = next(complaintDeck, COMPLAINTS);
    }
    return theme;
  }

  /** The latest ordinary thread about the police, for somebody to be sour in. */
  private Scribe.Strand recent(Instant at) {
    Scribe.Strand found = null;
    for (Scribe.Strand thread : threads) {
      if (thread.kind() == Kind.POLICE && thread.at().isBefore(at)) {
        found = thread;
      }
    }
    return found;
  }

  private String policeTopic(LocalDate date) {
    String topic = next(policeDeck, POLICE);
    // Counters are shut on Sundays: nobody tells of them then.
    return date.getDayOfWeek() == DayOfWeek.SUNDAY && topic.equals("counter")
        ? next(policeDeck, POLICE)
        : topic;
  }

  private String next(List<String> deck, List<String> all) {
    if (deck.isEmpty()) {
      deck.addAll(lot.shuffled(all));
    }
    return deck.remove(deck.size() - 1);
  }

  /** The moment of a day by which the given share of its posts is out. */
  private static Instant moment(LocalDate date, double share) {
    int[] hours = weekend(date) ? WEEKEND : WEEKDAY;
    int total = 0;
    for (int weight : hours) {
      total += weight;
    }
    double left = share * total;
    int hour = 0;
    while (hour < 23 && left >= hours[hour]) {
      left -= hours[hour];
      hour++;
    }
    double seconds = (hour + Math.min(left / hours[hour], 0.9997)) * 3600;
    return date.atStartOfDay(ZONE).toInstant().plusSeconds((long) seconds);
  }

  private static boolean weekend(LocalDate date) {
    return date.getDayOfWeek().getValue() >= DayOfWeek.SATURDAY.getValue();
  }
}
