package org.qingting.pipeline.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.qingting.alerts.backtest.Backtest;
import org.qingting.model.Lead;

/** Prints what a backtest found in one of three forms. */
final class BacktestPrinter {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_ROWS = 50;
  private static final String GAP = "  ";

  private final Words words;
  private final SeriesNames names;
  private final String note;
  private final List<Lead> leads;
  private final PrintStream out = Terminal.OUT;

  /**
   * A printer.
   *
   * @param note how people were counted
   * @param leads the notices of grave leads that would have gone out
   */
  BacktestPrinter(Words words, SeriesNames names, String note, List<Lead> leads) {
    this.words = words;
    this.names = names;
    this.note = note;
    this.leads = leads;
  }

  void print(Backtest.Report report, BacktestCommand.Format format) throws IOException {
    switch (format) {
      case table -> table(report);
      case csv -> csv(report);
      case jsonl -> jsonLines(report);
    }
  }

  private void table(Backtest.Report report) throws IOException {
    out.println(
        words.say(
            "backtest.period",
            Times.minute(report.from()),
            Times.minute(report.until()),
            decimal(report.judged().toMinutes() / 1440.0),
            report.posts()));
    out.println(note);
    out.println();
    out.println(
        words.say(
            "backtest.episodes", sensitivity(report.falsePerWeek()), report.episodes().size()));
    if (!report.episodes().isEmpty()) {
      episodes(report.episodes());
    }
    out.println();
    out.println(words.say("backtest.comparison"));
    List<List<String>> rows = new ArrayList<>();
    rows.add(heads("tolerated", "alerts", "matters", "withdrawn", "delay"));
    for (Backtest.Sensitivity each : report.sensitivities()) {
      rows.add(
          List.of(
              sensitivity(each.falsePerWeek())
                  + (each.falsePerWeek() == report.falsePerWeek() ? " *" : ""),
              decimal(each.alertsPerWeek()),
              decimal(each.mattersPerWeek()),
              decimal(each.withdrawnPerWeek()),
              delay(each.medianDelayMinutes())));
    }
    columns(rows);
    out.println(words.say("backtest.compared", report.compared()));
    out.println();
    long notices = notices(report);
    double weeks = Math.max(1e-9, report.judged().toMinutes() / (7 * 1440.0));
    out.println(words.say("backtest.leads", notices, decimal(notices / weeks)));
  }

  /** Notices within the time that was judged. */
  private long notices(Backtest.Report report) {
    return leads.stream()
        .filter(lead -> lead.revision() == 0 && !lead.at().isBefore(report.from()))
        .count();
  }

  private void episodes(List<Backtest.Episode> episodes) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(heads("matter", "raised", "series", "onset", "count", "people", "trigger", "outcome"));
    for (Backtest.Episode episode : episodes.subList(0, Math.min(MOST_ROWS, episodes.size()))) {
      rows.add(
          List.of(
              Integer.toString(episode.matter()),
              Times.minute(episode.raisedAt()),
              names.of(episode.series()),
              Times.minute(episode.onset()),
              episode.observed() + " / " + decimal(episode.expected()),
              Long.toString(episode.people()),
              words.trigger(episode.trigger()),
              words.say("outcome." + outcome(episode))));
    }
    columns(rows);
    if (episodes.size() > MOST_ROWS) {
      out.println(words.say("backtest.moreEpisodes", episodes.size() - MOST_ROWS));
    }
  }

  static String outcome(Backtest.Episode episode) {
    if (episode.withdrawn()) {
      return "withdrawn";
    }
    return episode.overAt() == null ? "going" : "ended";
  }

  private List<String> heads(String... keys) {
    List<String> heads = new ArrayList<>();
    for (String key : keys) {
      heads.add(words.say("backtest.head." + key));
    }
    return heads;
  }

  /** A Chinese character takes two places in a terminal. */
  private void columns(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String cell = row.get(i);
        line.append(GAP).append(cell).append(" ".repeat(widths[i] - width(cell)));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  static int width(String text) {
    return text.codePoints().map(c -> c < 0x2E80 ? 1 : 2).sum();
  }

  private void csv(Backtest.Report report) throws IOException {
    CsvWriter csv = CsvWriter.builder().build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.writeRecord(
        "record",
        "falsePerWeek",
        "alertsPerWeek",
        "mattersPerWeek",
        "withdrawnPerWeek",
        "medianDelayMinutes",
        "matter",
        "series",
        "name",
        "onset",
        "raisedAt",
        "overAt",
        "outcome",
        "trigger",
        "observed",
        "expected",
        "people",
        "everyDays");
    for (Backtest.Sensitivity each : report.sensitivities()) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  "sensitivity",
                  sensitivity(each.falsePerWeek()),
                  exact(each.alertsPerWeek()),
                  exact(each.mattersPerWeek()),
                  exact(each.withdrawnPerWeek()),
                  exact(each.medianDelayMinutes())));
      row.addAll(Collections.nCopies(12, ""));
      csv.writeRecord(row);
    }
    for (Backtest.Episode episode : report.episodes()) {
      csv.writeRecord(
          "episode",
          sensitivity(report.falsePerWeek()),
          "",
          "",
          "",
          "",
          Integer.toString(episode.matter()),
          HitPrinter.cell(episode.series().id()),
          HitPrinter.cell(names.of(episode.series())),
          Times.iso(episode.onset()),
          Times.iso(episode.raisedAt()),
          iso(episode.overAt()),
          outcome(episode),
          lower(episode.trigger()),
          Long.toString(episode.observed()),
          exact(episode.expected()),
          Long.toString(episode.people()),
          exact(episode.everyDays()));
    }
    csv.flush();
  }

  /** One episode a line, and a last line with the comparison. */
  private void jsonLines(Backtest.Report report) throws IOException {
    for (Backtest.Episode episode : report.episodes()) {
      ObjectNode line = JSON.createObjectNode();
      line.put("series", episode.series().id());
      line.put("name", names.of(episode.series()));
      line.put("matter", episode.matter());
      line.put("onset", Times.iso(episode.onset()));
      line.put("raisedAt", Times.iso(episode.raisedAt()));
      line.put("overAt", iso(episode.overAt()));
      line.put("outcome", outcome(episode));
      line.put("trigger", lower(episode.trigger()));
      line.put("observed", episode.observed());
      line.put("expected", rounded(episode.expected()));
      line.put("people", episode.people());
      line.put("everyDays", rounded(episode.everyDays()));
      println(line);
    }
    ObjectNode summary = JSON.createObjectNode();
    summary.put("from", Times.iso(report.from()));
    summary.put("until", Times.iso(report.until()));
    summary.put("days", rounded(report.judged().toMinutes() / 1440.0));
    summary.put("posts", report.posts());
    summary.put("leads", notices(report));
    summary.put("falsePerWeek", report.falsePerWeek());
    summary.put("alerts", report.episodes().size());
    summary.put("compared", report.compared());
    summary.put("people", note);
    ArrayNode sensitivities = summary.putArray("sensitivities");
    for (Backtest.Sensitivity each : report.sensitivities()) {
      ObjectNode one = sensitivities.addObject();
      one.put("falsePerWeek", each.falsePerWeek());
      one.put("alertsPerWeek", rounded(each.alertsPerWeek()));
      one.put("mattersPerWeek", rounded(each.mattersPerWeek()));
      one.put("withdrawnPerWeek", rounded(each.withdrawnPerWeek()));
      one.put("medianDelayMinutes", rounded(each.medianDelayMinutes()));
    }
    println(summary);
  }

  private void println(ObjectNode line) throws JsonProcessingException {
    out.println(JSON.writeValueAsString(line));
  }

  private static String delay(double minutes) {
    return Double.isNaN(minutes) ? "–" : Long.toString(Math.round(minutes));
  }

  /** As it was typed: without a needless point. */
  static String sensitivity(double falsePerWeek) {
    return BigDecimal.valueOf(falsePerWeek).stripTrailingZeros().toPlainString();
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Double rounded(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(String.format(Locale.ROOT, "%.3f", value));
  }

  private static String exact(double value) {
    Double rounded = rounded(value);
    return rounded == null ? "" : rounded.toString();
  }

  private static String iso(Instant instant) {
    return instant == null ? "" : Times.iso(instant);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
