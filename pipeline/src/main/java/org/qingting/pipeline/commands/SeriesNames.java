package org.qingting.pipeline.commands;

import java.io.IOException;
import java.util.Optional;
import org.qingting.model.Incident;
import org.qingting.model.Series;

/** What a series is called, in one line for a terminal. */
final class SeriesNames {
  private static final int LONGEST = 60;

  private final Words words;
  private final Incidents incidents;

  /** Where incidents are known by their ids. */
  @FunctionalInterface
  interface Incidents {
    Optional<Incident> find(String id) throws IOException;
  }

  SeriesNames(Words words, Incidents incidents) {
    this.words = words;
    this.incidents = incidents;
  }

  String of(Series series) throws IOException {
    return switch (series.kind()) {
      case OVERALL -> words.say("series.overall");
      case THEME -> words.theme(series.name());
      case PLACE -> Terminal.line(series.name());
      case THEME_PLACE -> {
        int at = series.name().indexOf('@');
        yield words.theme(series.name().substring(0, at))
            + " · "
            + Terminal.line(series.name().substring(at + 1));
      }
      case INCIDENT ->
          incidents
              .find(series.name())
              .map(incident -> incident.place() + " · " + String.join(" ", incident.words()))
              .map(Terminal::line)
              .map(name -> Terminal.cut(name, LONGEST))
              .orElseGet(() -> words.say("series.incident"));
    };
  }
}
