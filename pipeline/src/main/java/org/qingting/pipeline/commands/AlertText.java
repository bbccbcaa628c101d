package org.qingting.pipeline.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.desk.Findings;
import org.qingting.model.Alert;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.pipeline.desk.SeriesQuery;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.OpinionReader;

/** An alert in words, for a terminal. */
final class AlertText {
  private static final int POSTS = 5;
  private static final int SNIPPET = 60;

  private final Words words;
  private final OpinionReader reader;
  private final AlertDesk desk;
  private final SeriesNames names;

  AlertText(Words words, OpinionReader reader, AlertDesk desk) {
    this.desk = desk;
    this.names = new SeriesNames(words, desk::incident);
    this.words = words;
    this.reader = reader;
  }

  /** All of it: what, where, how many against how many, since when, posts, words. */
  String full(Episode alertCase) throws IOException {
    Alert alert = alertCase.latest();
    StringBuilder text = new StringBuilder();
    text.append("━━━━ ").append(words.say("alert.title")).append(" ━━━━\n");
    line(text, "alert.what", what(alertCase));
    line(text, "alert.where", where(alertCase));
    line(
        text,
        "alert.count",
        words.say(
            "alert.countText",
            alert.observed(),
            people(alertCase),
            alert.sources(),
            alert.reposts(),
            expected(alert)));
    findings(text, alertCase);
    line(text, "alert.since", Times.minute(alert.onset()));
    line(text, "alert.words", Terminal.line(String.join(" ", alertCase.words())));
    line(text, "alert.posts", "");
    for (Opinion opinion : telling(alertCase)) {
      Post post = opinion.post();
      text.append("    ")
          .append(Times.minute(post.eventTime()).substring(11))
          .append(' ')
          .append(Terminal.line(post.source()))
          .append("  ")
          .append(Terminal.cut(Terminal.line(post.fullText()), SNIPPET))
          .append('\n');
      if (!post.url().isEmpty()) {
        text.append("          ").append(Terminal.line(post.url())).append('\n');
      }
    }
    return text.append("━━━━━━━━━━━━━━━━━━━━").toString();
  }

  /** One line that names the series. */
  String name(Series series) throws IOException {
    return names.of(series);
  }

  private String people(Episode alertCase) {
    long people = alertCase.latest().people();
    Findings findings = alertCase.findings();
    return findings != null && findings.peopleAtLeast()
        ? words.say("alert.atLeast", people)
        : words.say("alert.people", people);
  }

  static String expected(Alert alert) {
    return String.format(Locale.ROOT, "%.1f", alert.expected());
  }

  private String what(Episode alertCase) throws IOException {
    List<String> themes = new ArrayList<>();
    for (Findings.Count theme : counts(alertCase, Facet.THEME)) {
      themes.add(words.say("alert.counted", words.theme(theme.value()), theme.count()));
    }
    return themes.isEmpty()
        ? name(alertCase.latest().series())
        : String.join(words.say("list"), themes);
  }

  private String where(Episode alertCase) throws IOException {
    List<String> places = new ArrayList<>();
    for (Findings.Count place : counts(alertCase, Facet.PLACE)) {
      places.add(words.say("alert.counted", Terminal.line(place.value()), place.count()));
    }
    return places.isEmpty() ? words.say("alert.nowhere") : String.join(words.say("list"), places);
  }

  private List<Findings.Count> counts(Episode alertCase, Facet facet) throws IOException {
    Findings findings = alertCase.findings();
    if (findings != null) {
      return facet == Facet.THEME ? findings.themes() : findings.places();
    }
    List<Findings.Count> counts = new ArrayList<>();
    for (FacetCount count : reader.facet(SeriesQuery.observed(alertCase.latest()), facet, 3)) {
      counts.add(new Findings.Count(count.value(), count.count()));
    }
    return counts;
  }

  /** Those that the desk found telling; of a case of before, the newest ones. */
  private List<Opinion> telling(Episode alertCase) throws IOException {
    Findings findings = alertCase.findings();
    if (findings != null && !findings.posts().isEmpty()) {
      return reader.get(findings.posts());
    }
    List<String> evidence = alertCase.latest().evidence();
    return reader.get(evidence.subList(0, Math.min(POSTS, evidence.size())));
  }

  /** How rare, how the share changed, how it grows, what its posts are, what was like it. */
  private void findings(StringBuilder text, Episode alertCase) throws IOException {
    Alert alert = alertCase.latest();
    String rare = words.rare(alert.everyDays());
    line(
        text,
        "alert.why",
        words.trigger(alert.trigger()) + (rare.isEmpty() ? "" : words.say("comma") + rare));
    if (alert.police() > 0 && alert.usualShare() > 0) {
      line(
          text,
          "alert.share",
          words.say(
              "alert.shareText",
              percent(alert.observed() / (double) alert.police()),
              percent(alert.usualShare())));
    }
    Findings findings = alertCase.findings();
    if (findings == null) {
      return;
    }
    line(
        text,
        "alert.growth",
        words.say("alert.growthText", findings.lastHour(), findings.hourBefore()));
    kinds(text, findings.kinds());
    if (!findings.earlier().isEmpty()) {
      line(text, "alert.earlier", "");
      for (Findings.Earlier earlier : findings.earlier()) {
        Optional<Episode> known = desk.alert(earlier.id());
        if (known.isPresent()) {
          Alert latest = known.get().latest();
          text.append("    ")
              .append(Times.minute(earlier.onset()))
              .append("  ")
              .append(name(latest.series()))
              .append("  ")
              .append(words.phase(latest.phase()))
              .append('\n');
        }
      }
    }
  }

  private void kinds(StringBuilder text, Findings.Kinds kinds) {
    List<String> shares = new ArrayList<>();
    share(shares, "grievance", kinds.grievance(), kinds.read());
    share(shares, "claim", kinds.claim(), kinds.read());
    share(shares, "crime-news", kinds.crimeNews(), kinds.read());
    if (!shares.isEmpty()) {
      String most =
          kinds.majority().isEmpty()
              ? ""
              : words.say("alert.mostly", words.say("kind." + kinds.majority()));
      line(text, "alert.kind", most + String.join(words.say("comma"), shares));
    }
  }

  private void share(List<String> shares, String kind, int count, int read) {
    if (count > 0) {
      shares.add(words.say("kind." + kind) + " " + percent(count / (double) read));
    }
  }

  private static String percent(double share) {
    return Math.round(100 * share) + "%";
  }

  private void line(StringBuilder text, String label, String value) {
    text.append("  ").append(words.say(label)).append("  ").append(value).append('\n');
  }
}
