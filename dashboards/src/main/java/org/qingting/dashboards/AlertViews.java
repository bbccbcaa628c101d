package org.qingting.dashboards;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.desk.Findings;
import org.qingting.model.Alert;
import org.qingting.model.Opinion;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.WordScore;

/** Puts what the desk keeps and what the index knows together for the screen. Thread-safe. */
final class AlertViews {
  private static final int REMEMBERED = 500;
  private static final int WORDS = 12;

  private final Map<String, Subject> subjects =
      new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Subject> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** What and where an alert is about, as known at one of its revisions. */
  private record Subject(int revision, String theme, String place) {}

  /**
   * One alert in a list.
   *
   * @param id alert id
   * @param revision grows with each update
   * @param phase raised, updated, confirmed, ended or withdrawn
   * @param silent about the past: nobody was notified
   * @param kind overall, theme, place, theme_place or incident
   * @param theme theme id; {@code ""} for all
   * @param place place; {@code ""} for all
   * @param incident incident id; {@code ""} for none
   * @param words the words that stood out
   * @param onset since when
   * @param at event time of the newest post counted
   * @param raisedAt event time at which it was first stated
   * @param observed negative posts since the onset
   * @param expected how many its past explains
   * @param people how many distinct people; a count and nothing else
   * @param peopleAtLeast whether it may be more people than can be told apart
   * @param sources how many distinct sources
   * @param reposts reposts of the observed
   * @param evidence how many posts stand as evidence
   * @param trigger burst, climb or share
   * @param file the case that it belongs to; {@code ""} for none
   */
  record Summary(
      String id,
      int revision,
      String phase,
      boolean silent,
      String kind,
      String theme,
      String place,
      String incident,
      List<String> words,
      Instant onset,
      Instant at,
      Instant raisedAt,
      long observed,
      double expected,
      long people,
      boolean peopleAtLeast,
      long sources,
      long reposts,
      int evidence,
      String trigger,
      String file) {}

  /** One line of an alert's history. */
  record Event(Instant at, String what, String note) {}

  /**
   * One alert with its evidence.
   *
   * @param alert the alert
   * @param telling the posts that tell most, of those that the index still keeps
   * @param posts the other evidence that the index still keeps, newest first
   * @param history what happened to it, oldest first
   * @param facts what else is known about it
   */
  record Detail(
      Summary alert,
      List<PostView> telling,
      List<PostView> posts,
      List<Event> history,
      Facts facts) {
    Detail withoutTexts() {
      return new Detail(
          alert, PostView.withoutTexts(telling), PostView.withoutTexts(posts), history, facts);
    }
  }

  /**
   * What else is known about an alert.
   *
   * @param everyDays days between two such rises by chance alone; 0 where not known
   * @param share critical share of the posts about police since the onset; 0 where not known
   * @param usualShare the usual one; 0 where not known
   * @param findings what stored posts tell; null in alerts of before
   * @param mostly the kind of most of its posts; {@code ""} for none
   * @param earlier earlier alerts like it
   */
  record Facts(
      double everyDays,
      double share,
      double usualShare,
      Findings findings,
      String mostly,
      List<Earlier> earlier) {}

  /** An earlier alert: what, when, and what became of it. */
  record Earlier(String id, String kind, String theme, String place, Instant onset, String phase) {}

  Summary summary(OpinionReader reader, Episode alert) throws IOException {
    Alert latest = alert.latest();
    Series series = latest.series();
    Subject subject = subject(reader, alert);
    return new Summary(
        alert.id(),
        latest.revision(),
        lower(latest.phase()),
        latest.silent(),
        lower(series.kind()),
        subject.theme(),
        subject.place(),
        series.kind() == Series.Kind.INCIDENT ? series.name() : "",
        alert.words(),
        latest.onset(),
        latest.at(),
        alert.raised().at(),
        latest.observed(),
        Math.round(latest.expected() * 10) / 10.0,
        latest.people(),
        alert.findings() != null && alert.findings().peopleAtLeast(),
        latest.sources(),
        latest.reposts(),
        latest.evidence().size(),
        lower(latest.trigger()),
        alert.file());
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  Detail detail(OpinionReader reader, AlertDesk desk, Episode alert) throws IOException {
    Summary summary = summary(reader, alert);
    if (summary.words().isEmpty()) {
      summary = withWords(summary, standingOut(reader, alert.latest()));
    }
    Findings findings = alert.findings();
    List<String> first = findings == null ? List.of() : findings.posts();
    List<String> others = new ArrayList<>(alert.latest().evidence());
    others.removeAll(first);
    List<PostView> posts = views(reader, others, summary.words());
    posts.sort((a, b) -> b.at().compareTo(a.at()));
    List<Event> history =
        alert.history().stream()
            .map(entry -> new Event(entry.at(), entry.what(), entry.note()))
            .toList();
    return new Detail(
        summary, views(reader, first, summary.words()), posts, history, facts(reader, desk, alert));
  }

  private static List<PostView> views(OpinionReader reader, List<String> ids, List<String> words)
      throws IOException {
    List<PostView> views = new ArrayList<>();
    for (Opinion opinion : reader.get(ids)) {
      views.add(
          PostView.of(
              opinion, 0, Excerpt.find(opinion.post().fullText(), words), PostView.SNIPPET));
    }
    return views;
  }

  private Facts facts(OpinionReader reader, AlertDesk desk, Episode alert) throws IOException {
    Alert latest = alert.latest();
    Findings findings = alert.findings();
    boolean known = latest.police() > 0 && latest.usualShare() > 0;
    List<Earlier> earlier = new ArrayList<>();
    if (findings != null) {
      for (Findings.Earlier each : findings.earlier()) {
        Optional<Episode> found = desk.alert(each.id());
        if (found.isPresent()) {
          Alert then = found.get().latest();
          Subject subject = subject(reader, found.get());
          earlier.add(
              new Earlier(
                  each.id(),
                  lower(then.series().kind()),
                  subject.theme(),
                  subject.place(),
                  each.onset(),
                  lower(then.phase())));
        }
      }
    }
    return new Facts(
        latest.everyDays(),
        known ? latest.observed() / (double) latest.police() : 0,
        known ? latest.usualShare() : 0,
        findings,
        findings == null ? "" : findings.kinds().majority(),
        earlier);
  }

  private Subject subject(OpinionReader reader, Episode alert) throws IOException {
    Series series = alert.latest().series();
    String name = series.name();
    int revision = alert.latest().revision();
    return switch (series.kind()) {
      case OVERALL -> new Subject(revision, "", "");
      case THEME -> new Subject(revision, name, "");
      case PLACE -> new Subject(revision, "", name);
      case THEME_PLACE -> {
        int at = name.indexOf('@');
        yield at < 0
            ? new Subject(revision, name, "")
            : new Subject(revision, name.substring(0, at), name.substring(at + 1));
      }
      case INCIDENT -> ofIncident(reader, alert.id(), name, revision);
    };
  }

  /** An incident's series has no name that people know: its posts tell what and where. */
  private Subject ofIncident(OpinionReader reader, String alert, String incident, int revision)
      throws IOException {
    synchronized (subjects) {
      Subject known = subjects.get(alert);
      if (known != null && known.revision() == revision) {
        return known;
      }
    }
    OpinionQuery posts = OpinionQuery.ALL.withIncidents(Set.of(incident)).withReposts(true);
    Subject found =
        new Subject(revision, top(reader, posts, Facet.THEME), top(reader, posts, Facet.PLACE));
    // Posts may reach the index a moment after the alert: only what was found is remembered.
    if (!found.theme().isEmpty() && !found.place().isEmpty()) {
      synchronized (subjects) {
        subjects.put(alert, found);
      }
    }
    return found;
  }

  private static String top(OpinionReader reader, OpinionQuery query, Facet facet)
      throws IOException {
    List<FacetCount> counts = reader.facet(query, facet, 1);
    return counts.isEmpty() ? "" : counts.get(0).value();
  }

  private static List<String> standingOut(OpinionReader reader, Alert alert) throws IOException {
    OpinionQuery series =
        switch (alert.series().kind()) {
          case OVERALL -> OpinionQuery.ALL.withPolice(true);
          case THEME -> OpinionQuery.ALL.withThemes(Set.of(alert.series().name()));
          case PLACE -> OpinionQuery.ALL.withPlaces(Set.of(alert.series().name()));
          case INCIDENT -> OpinionQuery.ALL.withIncidents(Set.of(alert.series().name()));
          case THEME_PLACE -> {
            String[] parts = alert.series().name().split("@", 2);
            OpinionQuery theme = OpinionQuery.ALL.withThemes(Set.of(parts[0]));
            yield parts.length < 2 ? theme : theme.withPlaces(Set.of(parts[1]));
          }
        };
    OpinionQuery during =
        series.between(alert.onset(), alert.at().plusMillis(1)).withTones(Set.of(Tone.NEGATIVE));
    OpinionQuery before = OpinionQuery.ALL.withPolice(true).between(null, alert.onset());
    return reader.standoutWords(during, before, WORDS).stream().map(WordScore::word).toList();
  }

  private static Summary withWords(Summary summary, List<String> words) {
    return new Summary(
        summary.id(),
        summary.revision(),
        summary.phase(),
        summary.silent(),
        summary.kind(),
        summary.theme(),
        summary.place(),
        summary.incident(),
        words,
        summary.onset(),
        summary.at(),
        summary.raisedAt(),
        summary.observed(),
        summary.expected(),
        summary.people(),
        summary.peopleAtLeast(),
        summary.sources(),
        summary.reposts(),
        summary.evidence(),
        summary.trigger(),
        summary.file());
  }
}
