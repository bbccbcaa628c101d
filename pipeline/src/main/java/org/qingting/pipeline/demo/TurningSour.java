package org.qingting.pipeline.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.qingting.pipeline.demo.DemoPost.Kind;
import org.qingting.pipeline.demo.DemoPost.Site;

/**
 * The incident: a quiet thread two hours before the demo opens, anger within seconds after it, a
 * police statement at 75 s, and a tone that slowly calms.
 */
final class TurningSour {
  static final Duration FIRST_THREAD_BEFORE = Duration.ofHours(2);
  static final Duration STATEMENT_AFTER = Duration.ofSeconds(75);
  static final String OFFICE = "青禾公安发布";

  private final Scribe scribe;
  private final Phrasing lot;
  private final Instant opened;
  private final Map<String, String> when;

  TurningSour(Scribe scribe, Instant opened) {
    this.scribe = scribe;
    this.lot = scribe.lot();
    this.opened = opened;
    this.when = Map.of("when", partOfDay(opened.minus(Duration.ofMinutes(150))));
  }

  void write() {
    Instant first = opened.minus(FIRST_THREAD_BEFORE);
    Scribe.Strand scene = open("first.thread", first, false);
    for (int i = 0; i < 4; i++) {
      Instant at = first.plusSeconds(420 + 1200L * i + lot.random().nextInt(500));
      scribe.reply(scene, "first.reply", at, false);
    }
    List<Scribe.Strand> threads = new ArrayList<>(List.of(scene));
    anger(threads);
    news();
    calm(threads);
  }

  private void anger(List<Scribe.Strand> threads) {
    double[] openings = {12, 18.5, 26};
    int opening = 0;
    for (int i = 0; i < 44; i++) {
      // 31 angry replies by 42 s, 13 more until the statement.
      double second = i < 31 ? 13 + 29 * Math.pow(i / 31.0, 0.85) : 43 + 2.5 * (i - 31);
      while (opening < openings.length && openings[opening] <= second) {
        threads.add(open("wave.thread", at(openings[opening++]), true));
      }
      scribe.reply(pick(threads), "wave.angry", at(second), true);
      if (i % 9 == 6) {
        scribe.reply(pick(threads), "wave.neutral", at(second + 0.6), false);
      }
    }
    Scribe.Strand copy = open("repost", at(36), true);
    threads.add(copy);
    scribe.reply(copy, "repost.reply", at(39), true);
    scribe.reply(threads.get(1), "repost.reply", at(41), true);
  }

  private void news() {
    String part = when.get("when");
    scribe.article(Site.MEDIA, "news.media", at(24), Kind.INCIDENT, false, "", part);
    scribe.article(Site.EVENING, "news.evening", at(31), Kind.INCIDENT, true, "", part);
    Instant stated = opened.plus(STATEMENT_AFTER);
    scribe.article(Site.MEDIA, "statement", stated, Kind.STATEMENT, false, OFFICE, part);
    scribe.article(
        Site.EVENING, "evening.statement", stated.plusSeconds(20), Kind.STATEMENT, false, "", part);
  }

  private void calm(List<Scribe.Strand> threads) {
    Scribe.Strand statement =
        scribe.open(
            "statement",
            "after",
            opened.plus(STATEMENT_AFTER).plusSeconds(2),
            Kind.STATEMENT,
            false,
            Map.of("when", when.get("when"), "account", OFFICE));
    statement.bound().remove("account");
    double second = STATEMENT_AFTER.toSeconds() + 5;
    for (int i = 0; i < 40; i++) {
      double angry = 0.55 * Math.exp(-i / 7.0);
      double draw = lot.random().nextDouble();
      String section = draw < angry ? "angry" : draw < angry + 0.2 ? "neutral" : "calm";
      Scribe.Strand thread = i % 2 == 0 ? statement : pick(threads);
      scribe.reply(thread, "after." + section, at(second), section.equals("angry"));
      second += 3.5 + i * 0.6;
    }
  }

  private Scribe.Strand open(String section, Instant at, boolean negative) {
    return scribe.open(section, "wave", at, Kind.INCIDENT, negative, when);
  }

  private Scribe.Strand pick(List<Scribe.Strand> threads) {
    // The thread of the moment draws most of the answers.
    return lot.chance(0.45) ? threads.get(threads.size() - 1) : lot.oneOf(threads);
  }

  private Instant at(double seconds) {
    return opened.plusMillis((long) (1000 * seconds));
  }

  private static String partOfDay(Instant at) {
    int hour = at.atZone(OrdinaryDays.ZONE).getHour();
    if (hour < 6) {
      return "凌晨";
    }
    if (hour < 9) {
      return "早上";
    }
    if (hour < 12) {
      return "上午";
    }
    if (hour < 14) {
      return "中午";
    }
    if (hour < 17) {
      return "下午";
    }
    return hour < 19 ? "傍晚" : "晚上";
  }
}
