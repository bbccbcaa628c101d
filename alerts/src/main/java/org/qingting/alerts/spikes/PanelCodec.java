package org.qingting.alerts.spikes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.qingting.model.Series;

/**
 * The stored form of a {@link Panel}. Version 1: see {@link StateWriter}; version 2 adds what
 * people damped, and is written only where there are some, so that a program of before can go on.
 */
final class PanelCodec {
  private static final int PLAIN = 1;
  private static final int DAMPED = 2;
  private static final int MOST = 10_000_000;

  private PanelCodec() {}

  static byte[] encode(Panel panel) {
    StateWriter out = new StateWriter();
    out.number(panel.damped.isEmpty() ? PLAIN : DAMPED).number(panel.bucketMillis);
    out.optional(panel.watermark).optional(panel.open).optional(panel.fetched);
    out.number(panel.tests).optional(panel.trials).optional(panel.regrouped);
    out.number(panel.days.days().size());
    panel.days.days().forEach(out::number);
    out.number(panel.listening.feeds().size());
    panel
        .listening
        .feeds()
        .forEach((feed, heard) -> out.hash(feed).number(heard.newest).number(heard.days));
    Readings readings = panel.readings;
    out.hash(readings.version).number(readings.police).number(readings.critical);
    out.optional(readings.since).real(readings.before).real(readings.factor);
    out.number(panel.active.size());
    panel.active.forEach((bucket, all) -> series(out.number(bucket), all));
    series(out, panel.episodes);
    out.number(panel.newest.size());
    panel.newest.forEach((day, count) -> out.number(day).number(count));
    if (!panel.damped.isEmpty()) {
      out.number(panel.damped.size());
      panel.damped.forEach(
          (id, damping) -> {
            StateCodec.series(out.text(id), damping.series());
            out.real(damping.factor()).number(damping.from()).number(damping.until());
          });
    }
    return out.toBytes();
  }

  static Panel decode(byte[] bytes) {
    StateReader in = new StateReader("panel state", bytes);
    int version = in.version(PLAIN, DAMPED);
    Panel panel = new Panel();
    panel.bucketMillis = in.number();
    panel.watermark = in.optional();
    panel.open = in.optional();
    panel.fetched = in.optional();
    panel.tests = in.number();
    panel.trials = in.optional();
    panel.regrouped = in.optional();
    List<Long> days = new ArrayList<>();
    for (int i = in.size(MOST); i > 0; i--) {
      days.add(in.number());
    }
    panel.days = new ListeningDays(Duration.ofDays(SpikeSettings.MOST_DAYS), days);
    for (int i = in.size(MOST); i > 0; i--) {
      panel.listening.restore(in.hash(), in.number(), in.number());
    }
    Readings readings = panel.readings;
    readings.version = in.hash();
    readings.police = in.number();
    readings.critical = in.number();
    readings.since = in.optional();
    readings.before = in.real();
    readings.factor = in.real();
    for (int i = in.size(MOST); i > 0; i--) {
      panel.active.put(in.number(), series(in));
    }
    panel.episodes.addAll(series(in));
    for (int i = in.size(MOST); i > 0; i--) {
      panel.newest.put(in.number(), in.size(MOST));
    }
    for (int i = version == DAMPED ? in.size(MOST) : 0; i > 0; i--) {
      panel.damped.put(
          in.text(), new Damping(StateCodec.series(in), in.real(), in.number(), in.number()));
    }
    in.end();
    panel.listenedSince();
    return panel;
  }

  private static void series(StateWriter out, SortedSet<Series> all) {
    out.number(all.size());
    all.forEach(series -> StateCodec.series(out, series));
  }

  private static SortedSet<Series> series(StateReader in) {
    SortedSet<Series> all = Panel.seriesSet();
    for (int i = in.size(MOST); i > 0; i--) {
      all.add(StateCodec.series(in));
    }
    return all;
  }
}
