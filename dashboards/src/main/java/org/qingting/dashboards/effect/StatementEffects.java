package org.qingting.dashboards.effect;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.effect.Effect;
import org.qingting.alerts.effect.EffectSettings;
import org.qingting.alerts.effect.StatementCounts;
import org.qingting.alerts.effect.StatementEffect;
import org.qingting.search.OpinionReader;

/**
 * Counts what the index keeps around the statements of a case, and says whether they worked. What
 * counts as critical is said in {@code Counting}. Thread-safe; remembers an answer for half a
 * minute, since it takes some hundred small index queries.
 */
public final class StatementEffects {
  private static final Duration FRESH = Duration.ofSeconds(30);
  private static final int REMEMBERED = 100;

  /** Texts that are read to count repeats, evenly over the time. */
  private static final int MOST_TEXTS = 3000;

  private static final int MOST_CLAIMS = 10;

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
    String key =
        file.id()
            + " "
            + judged.get().id()
            + " "
            + lead.get().id()
            + " "
            + published.size()
            + " "
            + file.probes().size();
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
    Optional<Episode> episode = desk.alert(lead.id());
    List<String> telling = episode.map(Episode::findings).map(Findings::posts).orElse(List.of());
    List<Echoes.Wording> claims =
        reader.get(telling.isEmpty() ? lead.evidence() : telling).stream()
            .filter(each -> each.post().eventTime().isBefore(statement.publishedAt()))
            .limit(MOST_CLAIMS)
            .map(Counting::wording)
            .toList();
    Matter matter =
        new Matter(
            lead.series(),
            file.episodes().stream().map(Member::series).distinct().toList(),
            file.onset(),
            statement.publishedAt(),
            statement.text(),
            claims,
            episode.map(Episode::words).orElse(List.of()),
            published.stream()
                .filter(each -> !each.id().equals(statement.id()))
                .map(Statement::publishedAt)
                .toList());
    StatementCounts counts = new Counting(reader, matter, MOST_TEXTS, now).counts();
    return file.probes().stream()
        .filter(probe -> probe.statement().equals(statement.id()))
        .max(Comparator.comparing(CaseFile.Probe::at))
        .map(
            probe ->
                counts.withVanished(new StatementCounts.Vanished(probe.lookedFor(), probe.gone())))
        .orElse(counts);
  }
}
