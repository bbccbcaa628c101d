package org.qingting.pipeline.commands;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.qingting.alerts.desk.Episode;
import org.qingting.model.Alert;
import org.qingting.model.Lead;
import org.qingting.model.Series;
import org.qingting.model.SourceStatus;
import org.qingting.pipeline.home.Office;
import org.qingting.search.OpinionQuery;

/** What a running office shows at the terminal: progress, alerts, troubles. Used by one thread. */
final class Watch {
  private final Office office;
  private final Words words;
  private final AlertText alertText;
  private final LeadText leadText;
  private final long started;
  private final Set<String> failing = new HashSet<>();
  private final Told told;
  private String lastTrouble = "";
  private String unreadable = "";
  private String lastProgress = "";

  /** Figures so far. */
  record Figures(long seconds, long pages, long posts, long police, long alerts) {}

  Watch(Office office, Words words, long startedNanos) throws IOException {
    this.told = Told.read(office.paths().told());
    this.office = office;
    this.words = words;
    this.alertText = new AlertText(words, office.reader(), office.desk());
    this.leadText = new LeadText(words, office.reader());
    this.started = startedNanos;
  }

  /**
   * Looks at everything once. What cannot be read at the moment is told and looked at again: a full
   * disk or a busy desk must not end the listening.
   */
  void look(boolean withProgress) {
    troubles();
    try {
      leads();
      alerts();
      sources();
      if (withProgress) {
        progress();
      }
      unreadable = "";
    } catch (IOException e) {
      if (!unreadable.equals(e.getMessage())) {
        unreadable = String.valueOf(e.getMessage());
        Terminal.ERR.println(words.say("run.unreadable", Terminal.line(unreadable)));
      }
    }
  }

  Figures figures() throws IOException {
    office.reader().refresh();
    long pages = 0;
    long posts = 0;
    for (SourceStatus source : office.desk().sources()) {
      pages += source.pages();
      posts += source.posts();
    }
    long police = office.reader().count(OpinionQuery.ALL.withPolice(true).withReposts(true));
    long alerts = office.desk().alerts(1000, false).stream().filter(c -> !withdrawn(c)).count();
    return new Figures(
        (System.nanoTime() - started) / 1_000_000_000L, pages, posts, police, alerts);
  }

  /** Tells how far it is, unless nothing moved. */
  void progress() throws IOException {
    Figures now = figures();
    String figures = now.pages() + " " + now.posts() + " " + now.police() + " " + now.alerts();
    if (!figures.equals(lastProgress)) {
      lastProgress = figures;
      Terminal.OUT.println(
          words.say(
              "progress", now.seconds(), now.pages(), now.posts(), now.police(), now.alerts()));
    }
  }

  /**
   * Tells new alerts: of those that rose together the most specific in full, the others in a line.
   *
   * @return whether a new one was told
   */
  boolean alerts() throws IOException {
    List<Episode> all = office.desk().alerts(200, false);
    Optional<Episode> first =
        all.stream()
            .filter(c -> told.revision(c.id()) < 0 && !withdrawn(c))
            .max(Comparator.comparing(Watch::kind));
    office.reader().refresh();
    if (first.isPresent()) {
      Terminal.OUT.println(alertText.full(first.get()));
    }
    for (Episode next : all) {
      Alert alert = next.latest();
      int before = told.revision(next.id());
      if (before < 0 && withdrawn(next)) {
        // Taken back before anybody was told.
        told.note(next.id(), alert.revision());
      } else if (before < 0 && !next.id().equals(first.get().id())) {
        say("alert.more", alert);
      } else if (before >= 0 && before < alert.revision()) {
        say("alert." + alert.phase().name().toLowerCase(Locale.ROOT), alert);
      }
      told.note(next.id(), alert.revision());
    }
    told.write();
    return first.isPresent();
  }

  /** Tells new grave leads, and that known ones have grown. Never an alert, and ends nothing. */
  void leads() throws IOException {
    for (Lead lead : office.desk().leads(200)) {
      int before = told.revision(lead.id());
      if (before < lead.revision()) {
        office.reader().refresh();
        Terminal.OUT.println(before < 0 ? leadText.full(lead) : leadText.grown(lead));
        told.note(lead.id(), lead.revision());
      }
    }
    told.write();
  }

  private static boolean withdrawn(Episode alertCase) {
    return alertCase.latest().phase() == Alert.Phase.WITHDRAWN;
  }

  private void say(String key, Alert alert) throws IOException {
    Terminal.OUT.println(
        words.say(
            key, alertText.name(alert.series()), alert.observed(), AlertText.expected(alert)));
  }

  /** Kinds stand from wide to narrow; the narrower the series that rose, the more it tells. */
  private static Series.Kind kind(Episode alertCase) {
    return alertCase.latest().series().kind();
  }

  /** Tells which sources cannot be read, when that begins and when it ends. */
  void sources() throws IOException {
    for (SourceStatus source : office.desk().sources()) {
      if (source.failures() > 0 && failing.add(source.source())) {
        Terminal.ERR.println(
            words.say("source.failing", source.source(), Terminal.line(source.message())));
      } else if (source.failures() == 0 && failing.remove(source.source())) {
        Terminal.ERR.println(words.say("source.back", source.source()));
      }
    }
  }

  /** Tells what made the job restart, once each. */
  void troubles() {
    office
        .trouble()
        .filter(trouble -> !trouble.equals(lastTrouble))
        .ifPresent(
            trouble -> {
              lastTrouble = trouble;
              Terminal.ERR.println(
                  words.say("run.trouble", Terminal.line(trouble.replaceFirst("^\\d+ ", ""))));
            });
  }
}
