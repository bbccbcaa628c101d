package org.qingting.dashboards.effect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.desk.AlertCase;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.effect.Effect;
import org.qingting.alerts.effect.EffectSettings;
import org.qingting.alerts.effect.StatementCounts;
import org.qingting.alerts.effect.StatementEffect;
import org.qingting.model.Opinion;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;

/**
 * Counts what the index keeps around the statements of a case, and says whether they worked. Until
 * stance is read, a critical post is one of negative tone. Thread-safe; remembers an answer for
 * half a minute, since it takes some index queries.
 */
public final class StatementEffects {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Duration BUCKET = Duration.ofHours(1);
  private static final Duration USUAL = Duration.ofDays(14);
  private static final Duration AFTER = Duration.ofDays(5);
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final int REMEMBERED = 100;

  /** Texts that are read to count repeats, the newest of them. */
  private static final int MOST_TEXTS = 3000;

  private static final int PAGE = 1000;

  private final AlertDesk desk;
  private final Map<String, Remembered> remembered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record Remembered(Instant at, EffectView view) {}

  /** Effects of the statements of a desk. */
  public StatementEffects(AlertDesk desk) {
    this.desk = desk;
  }

  /**
   * What followed the first statement of a case that says what was found, or else the first one at
   * all.
   *
   * @return empty before any was published
   */
  public Optional<EffectView> of(OpinionReader reader, CaseFile file, Instant now)
      throws IOException {
    List<Statement> published =
        file.statements().stream()
            .filter(Statement::isPublished)
            .sorted(Comparator.comparing(Statement::publishedAt))
            .toList();
    Optional<Statement> judged =
        published.stream()
            .filter(each -> each.outcome() != Outcome.CHECKING)
            .findFirst()
            .or(() -> published.stream().findFirst());
    Optional<Member> lead = file.lead();
    if (judged.isEmpty() || lead.isEmpty()) {
      return Optional.empty();
    }
    String key = file.id() + " " + judged.get().id() + " " + file.probes().size();
    synchronized (remembered) {
      Remembered known = remembered.get(key);
      if (known != null && now.isBefore(known.at().plus(FRESH))) {
        return Optional.of(known.view());
      }
    }
    StatementCounts counts = counts(reader, file, lead.get(), judged.get(), published, now);
    Effect effect = StatementEffect.of(counts, EffectSettings.DEFAULT);
    EffectView view = EffectView.of(effect, counts);
    synchronized (remembered) {
      remembered.put(key, new Remembered(now, view));
    }
    return Optional.of(view);
  }

  private StatementCounts counts(
      OpinionReader reader,
      CaseFile file,
      Member lead,
      Statement statement,
      List<Statement> published,
      Instant now)
      throws IOException {
    Instant from =
        later(
                file.onset().minus(Duration.ofHours(6)),
                statement.publishedAt().minus(EffectSettings.DEFAULT.longestBefore()))
            .truncatedTo(ChronoUnit.HOURS);
    Instant until = earlier(now, statement.publishedAt().plus(AFTER));
    OpinionQuery all = OpinionQuery.ALL.withPolice(true);
    OpinionQuery ours = within(lead.series(), all);
    Map<Instant, long[]> buckets = new TreeMap<>();
    for (Instant at = from; at.isBefore(until); at = at.plus(BUCKET)) {
      buckets.put(at, new long[4]);
    }
    add(reader.timeline(ours.between(from, until), BUCKET, ZONE), buckets, 0);
    if (lead.series().kind() != Series.Kind.OVERALL) {
      add(reader.timeline(all.between(from, until), BUCKET, ZONE), buckets, 2);
      for (long[] counts : buckets.values()) {
        counts[2] = Math.max(0, counts[2] - counts[0]);
        counts[3] = Math.max(0, counts[3] - counts[1]);
      }
    }
    List<StatementCounts.Bucket> counted = new ArrayList<>();
    buckets.forEach(
        (at, counts) ->
            counted.add(
                new StatementCounts.Bucket(at, counts[0], counts[1], counts[2], counts[3])));
    StatementCounts counts =
        StatementCounts.of(statement.publishedAt(), until, BUCKET, counted)
            .withUsual(usual(reader, lead.series(), ours, file.onset()))
            .withRepeats(repeats(reader, ours.between(from, until), lead, statement))
            .withOtherStatements(
                published.stream()
                    .filter(each -> !each.id().equals(statement.id()))
                    .map(Statement::publishedAt)
                    .toList());
    return file.probes().stream()
        .filter(probe -> probe.statement().equals(statement.id()))
        .max(Comparator.comparing(CaseFile.Probe::at))
        .map(
            probe ->
                counts.withVanished(new StatementCounts.Vanished(probe.lookedFor(), probe.gone())))
        .orElse(counts);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static OpinionQuery within(Series series, OpinionQuery all) {
    String name = series.name();
    int at = name.indexOf('@');
    return switch (series.kind()) {
      case OVERALL -> all;
      case THEME -> all.withThemes(Set.of(name));
      case PLACE -> all.withPlaces(Set.of(name));
      case THEME_PLACE ->
          all.withThemes(Set.of(name.substring(0, at))).withPlaces(Set.of(name.substring(at + 1)));
      case INCIDENT -> all.withIncidents(Set.of(name));
    };
  }

  private static void add(List<ToneCount> points, Map<Instant, long[]> buckets, int column) {
    for (ToneCount point : points) {
      long[] counts = buckets.get(point.start());
      if (counts != null) {
        counts[column] += point.negative();
        counts[column + 1] += point.negative() + point.neutral() + point.positive();
      }
    }
  }

  /** An incident has no past; a theme and a place have critical posts without any wave. */
  private static double usual(OpinionReader reader, Series series, OpinionQuery ours, Instant onset)
      throws IOException {
    if (series.kind() == Series.Kind.INCIDENT) {
      return 0;
    }
    long before =
        reader.count(ours.between(onset.minus(USUAL), onset).withTones(Set.of(Tone.NEGATIVE)));
    return before / (double) USUAL.dividedBy(BUCKET);
  }

  private List<StatementCounts.Repeats> repeats(
      OpinionReader reader, OpinionQuery ours, Member lead, Statement statement)
      throws IOException {
    Optional<AlertCase> episode = desk.alert(lead.id());
    List<String> telling =
        episode
            .map(AlertCase::findings)
            .map(Findings::posts)
            .orElse(lead.evidence().stream().limit(5).toList());
    List<String> claims =
        reader.get(telling).stream().map(opinion -> opinion.post().fullText()).toList();
    Echoes echoes =
        new Echoes(statement.text(), claims, episode.map(AlertCase::words).orElse(List.of()));
    Map<Instant, long[]> counted = new HashMap<>();
    String next = "";
    for (int read = 0; read < MOST_TEXTS; ) {
      Page page = reader.search(ours.withReposts(true), Order.NEWEST, PAGE, next);
      for (Hit hit : page.hits()) {
        Opinion opinion = hit.opinion();
        Echoes.Echo echo = echoes.of(opinion.post().fullText());
        if (echo != Echoes.Echo.NEITHER) {
          Instant bucket = opinion.post().eventTime().truncatedTo(ChronoUnit.HOURS);
          counted.computeIfAbsent(bucket, at -> new long[2])[echo == Echoes.Echo.CLAIM ? 0 : 1]++;
        }
      }
      read += page.hits().size();
      next = page.next();
      if (next.isEmpty() || page.hits().isEmpty()) {
        break;
      }
    }
    List<StatementCounts.Repeats> repeats = new ArrayList<>();
    counted.forEach((at, both) -> repeats.add(new StatementCounts.Repeats(at, both[0], both[1])));
    repeats.sort(Comparator.comparing(StatementCounts.Repeats::from));
    return repeats;
  }
}
