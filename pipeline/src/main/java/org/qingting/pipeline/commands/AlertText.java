package org.qingting.pipeline.commands;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.qingting.alerts.desk.AlertCase;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.model.Alert;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.nlp.reposts.TextSketch;
import org.qingting.pipeline.home.SeriesQuery;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;

/** An alert in words, for a terminal. */
final class AlertText {
  private static final int POSTS = 5;
  private static final int SNIPPET = 60;

  private final Words words;
  private final OpinionReader reader;
  private final SeriesNames names;

  AlertText(Words words, OpinionReader reader, AlertDesk desk) {
    this.names = new SeriesNames(words, desk::incident);
    this.words = words;
    this.reader = reader;
  }

  /** All of it: what, where, how many against how many, since when, posts, words. */
  String full(AlertCase alertCase) throws IOException {
    Alert alert = alertCase.latest();
    OpinionQuery observed = SeriesQuery.observed(alertCase.latest());
    StringBuilder text = new StringBuilder();
    text.append("━━━━ ").append(words.say("alert.title")).append(" ━━━━\n");
    line(text, "alert.what", what(alert, observed));
    line(text, "alert.where", where(observed));
    line(
        text,
        "alert.count",
        words.say(
            "alert.countText",
            alert.observed(),
            alert.people(),
            alert.sources(),
            alert.reposts(),
            expected(alert)));
    line(text, "alert.since", Times.minute(alert.onset()));
    line(text, "alert.words", Terminal.line(String.join(" ", alertCase.words())));
    line(text, "alert.posts", "");
    for (Opinion opinion : telling(alert)) {
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

  static String expected(Alert alert) {
    return String.format(Locale.ROOT, "%.1f", alert.expected());
  }

  private String what(Alert alert, OpinionQuery query) throws IOException {
    List<String> themes = new ArrayList<>();
    for (FacetCount theme : reader.facet(query, Facet.THEME, 3)) {
      themes.add(words.theme(theme.value()));
    }
    if (themes.isEmpty()) {
      return name(alert.series());
    }
    return String.join("、", themes);
  }

  private String where(OpinionQuery query) throws IOException {
    String places =
        reader.facet(query, Facet.PLACE, 3).stream()
            .map(place -> Terminal.line(place.value()))
            .collect(Collectors.joining("、"));
    return places.isEmpty() ? words.say("alert.nowhere") : places;
  }

  /** A few posts that differ from each other, the most negative first. */
  private List<Opinion> telling(Alert alert) throws IOException {
    List<Opinion> candidates = new ArrayList<>(reader.get(alert.evidence()));
    candidates.sort((a, b) -> Float.compare(b.analysis().negative(), a.analysis().negative()));
    List<Opinion> chosen = new ArrayList<>();
    List<TextSketch> sketches = new ArrayList<>();
    for (Opinion candidate : candidates) {
      TextSketch sketch = TextSketch.of(candidate.post().fullText());
      boolean repeats = sketches.stream().anyMatch(s -> s.similarity(sketch) > 0.3);
      if (!repeats && chosen.size() < POSTS) {
        chosen.add(candidate);
        sketches.add(sketch);
      }
    }
    return chosen;
  }

  private void line(StringBuilder text, String label, String value) {
    text.append("  ").append(words.say(label)).append("  ").append(value).append('\n');
  }
}
