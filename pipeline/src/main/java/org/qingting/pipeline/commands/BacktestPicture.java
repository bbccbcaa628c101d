package org.qingting.pipeline.commands;

import java.io.IOException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qingting.alerts.backtest.Backtest;
import org.qingting.pipeline.commands.Svg.Anchor;

/**
 * Draws what a backtest found: critical posts a day against what is usual, the episodes beneath,
 * and the trade-off of alerts a week against the delay.
 */
final class BacktestPicture {
  private static final String INK = "#1c2733";
  private static final String SOFT = "#5a6675";
  private static final String LINE = "#e3e8ee";
  private static final String NEGATIVE = "#b5473f";
  private static final String NEUTRAL = "#b4bdc9";
  private static final String USUAL = "#2b8c86";
  private static final String CHOSEN = "#1d4477";

  private static final int WIDTH = 1100;
  private static final int LEFT = 64;
  private static final int RIGHT = WIDTH - 30;
  private static final int DAYS_TOP = 110;
  private static final int DAYS_HEIGHT = 210;
  private static final int LANE = 22;
  private static final int MOST_LANES = 30;
  private static final int TRADE_HEIGHT = 230;
  private static final int SMALL = 12;

  private final Words words;
  private final SeriesNames names;
  private Svg svg;

  BacktestPicture(Words words, SeriesNames names) {
    this.words = words;
    this.names = names;
  }

  /** The drawing, an SVG document. */
  String draw(Backtest.Report report) throws IOException {
    List<Backtest.Episode> episodes =
        report.episodes().subList(0, Math.min(MOST_LANES, report.episodes().size()));
    int lanes = DAYS_TOP + DAYS_HEIGHT + 50;
    int trade = lanes + LANE * Math.max(1, episodes.size() + 1) + 60;
    String title = words.say("backtest.picture");
    svg = new Svg(WIDTH, trade + TRADE_HEIGHT + 70, title);
    svg.text(LEFT, 38, Anchor.start, 20, INK, title);
    svg.text(
        LEFT,
        60,
        Anchor.start,
        SMALL,
        SOFT,
        words.say(
            "backtest.period",
            Times.minute(report.from()),
            Times.minute(report.until()),
            BacktestPrinter.decimal(report.judged().toMinutes() / 1440.0),
            report.posts()));
    days(report.days());
    lanes(report, episodes, lanes);
    trade(report, trade);
    return svg.finish();
  }

  private void days(List<Backtest.Day> days) {
    legend(LEFT, NEGATIVE, words.say("backtest.axis.critical"));
    legend(LEFT + 190, USUAL, words.say("backtest.axis.usual"));
    double most = 1;
    for (Backtest.Day day : days) {
      most = Math.max(most, (double) day.critical());
      most = Math.max(most, Double.isNaN(day.usual()) ? 0 : day.usual());
    }
    most = evenly(most);
    int bottom = DAYS_TOP + DAYS_HEIGHT;
    grid(DAYS_TOP, DAYS_HEIGHT, most);
    double step = (RIGHT - LEFT) / (double) days.size();
    double[] usual = new double[2 * days.size()];
    int every = Math.max(1, (int) Math.ceil(days.size() / 12.0));
    for (int i = 0; i < days.size(); i++) {
      Backtest.Day day = days.get(i);
      double x = LEFT + i * step;
      double height = DAYS_HEIGHT * (double) day.critical() / most;
      svg.rectangle(
          x + 0.1 * step,
          bottom - height,
          0.8 * step,
          height,
          NEGATIVE,
          day.date() + "  " + day.critical());
      usual[2 * i] = x + step / 2;
      usual[2 * i + 1] =
          bottom - (Double.isNaN(day.usual()) ? 0 : DAYS_HEIGHT * day.usual() / most);
      if (i % every == 0) {
        svg.text(
            x + step / 2,
            bottom + 18,
            Anchor.middle,
            SMALL,
            SOFT,
            day.date().toString().substring(5));
      }
    }
    svg.path(usual, USUAL);
  }

  private void lanes(Backtest.Report report, List<Backtest.Episode> episodes, int top)
      throws IOException {
    svg.text(
        LEFT,
        top,
        Anchor.start,
        14,
        INK,
        words.say(
            "backtest.episodes",
            BacktestPrinter.sensitivity(report.falsePerWeek()),
            report.episodes().size()));
    double y = top + 10;
    for (Backtest.Episode episode : episodes) {
      double x1 = x(report, episode.onset());
      double x2 = x(report, episode.overAt() == null ? report.until() : episode.overAt());
      String label = names.of(episode.series());
      String hint = Times.minute(episode.onset()) + "  " + label + "  " + episode.observed();
      String colour = episode.withdrawn() ? NEUTRAL : NEGATIVE;
      svg.rectangle(x1, y, Math.max(4, x2 - x1), LANE - 8, colour, hint);
      boolean left = x1 > (LEFT + RIGHT) / 2.0;
      svg.text(
          left ? x1 - 6 : Math.max(x1 + 4, x2) + 6,
          y + LANE - 11,
          left ? Anchor.end : Anchor.start,
          SMALL,
          INK,
          label + (episode.withdrawn() ? "（" + words.say("outcome.withdrawn") + "）" : ""));
      y += LANE;
    }
    if (episodes.isEmpty()) {
      svg.text(LEFT, y + 12, Anchor.start, SMALL, SOFT, words.say("backtest.noEpisode"));
    } else if (report.episodes().size() > episodes.size()) {
      svg.text(
          LEFT,
          y + 12,
          Anchor.start,
          SMALL,
          SOFT,
          words.say("backtest.moreEpisodes", report.episodes().size() - episodes.size()));
    }
  }

  /** The place of a moment on the axis of days. */
  private static double x(Backtest.Report report, Instant at) {
    ZonedDateTime first = report.days().get(0).date().atStartOfDay(Times.ZONE);
    double days = (at.toEpochMilli() - first.toInstant().toEpochMilli()) / 86_400_000.0;
    double x = LEFT + (RIGHT - LEFT) * days / report.days().size();
    return Math.min(RIGHT, Math.max(LEFT, x));
  }

  private void trade(Backtest.Report report, int top) {
    svg.text(LEFT, top - 24, Anchor.start, 14, INK, words.say("backtest.comparison"));
    double mostDelay = 1;
    double mostAlerts = 1;
    for (Backtest.Sensitivity each : report.sensitivities()) {
      mostAlerts = Math.max(mostAlerts, each.alertsPerWeek() * 1.15);
      if (!Double.isNaN(each.medianDelayMinutes())) {
        mostDelay = Math.max(mostDelay, each.medianDelayMinutes() * 1.15);
      }
    }
    int bottom = top + TRADE_HEIGHT;
    if (report.compared() == 0) {
      svg.text(LEFT, top, Anchor.start, SMALL, SOFT, words.say("backtest.compared", 0));
      return;
    }
    mostDelay = evenly(mostDelay);
    mostAlerts = evenly(mostAlerts);
    grid(top, TRADE_HEIGHT, mostDelay);
    svg.text(LEFT, top - 6, Anchor.start, SMALL, SOFT, words.say("backtest.head.delay"));
    svg.text(RIGHT, bottom + 40, Anchor.end, SMALL, SOFT, words.say("backtest.head.alerts"));
    for (int i = 0; i <= 4; i++) {
      double x = LEFT + (RIGHT - LEFT) * i / 4.0;
      String value = Long.toString(Math.round(mostAlerts * i / 4));
      svg.text(x, bottom + 18, Anchor.middle, SMALL, SOFT, value);
    }
    double[] path = new double[2 * report.sensitivities().size()];
    for (int i = 0; i < report.sensitivities().size(); i++) {
      Backtest.Sensitivity each = report.sensitivities().get(i);
      path[2 * i] = LEFT + (RIGHT - LEFT) * each.alertsPerWeek() / mostAlerts;
      path[2 * i + 1] = bottom - TRADE_HEIGHT * each.medianDelayMinutes() / mostDelay;
    }
    svg.path(path, NEUTRAL);
    // Points that fall together share a label.
    Map<String, String> labels = new LinkedHashMap<>();
    for (int i = 0; i < report.sensitivities().size(); i++) {
      Backtest.Sensitivity each = report.sensitivities().get(i);
      boolean chosen = each.falsePerWeek() == report.falsePerWeek();
      String label = BacktestPrinter.sensitivity(each.falsePerWeek());
      svg.circle(path[2 * i], path[2 * i + 1], chosen ? 7 : 5, chosen ? CHOSEN : SOFT, label);
      labels.merge(
          path[2 * i] + "," + path[2 * i + 1], label, (before, more) -> before + " / " + more);
    }
    labels.forEach(
        (point, label) -> {
          int comma = point.indexOf(',');
          double x = Double.parseDouble(point.substring(0, comma));
          double y = Double.parseDouble(point.substring(comma + 1));
          svg.text(x + 10, y - 8, Anchor.start, SMALL, INK, label);
        });
  }

  private void grid(int top, int height, double most) {
    for (int i = 0; i <= 4; i++) {
      double y = top + height - height * i / 4.0;
      svg.line(LEFT, y, RIGHT, y, LINE);
      svg.text(LEFT - 8, y + 4, Anchor.end, SMALL, SOFT, Long.toString(Math.round(most * i / 4)));
    }
  }

  /** The least number from this one on whose quarters are whole. */
  private static double evenly(double most) {
    return 4 * Math.ceil(most / 4);
  }

  private void legend(int x, String colour, String text) {
    svg.rectangle(x, DAYS_TOP - 28, 12, 12, colour, "");
    svg.text(x + 18, DAYS_TOP - 17, Anchor.start, SMALL, SOFT, text);
  }
}
