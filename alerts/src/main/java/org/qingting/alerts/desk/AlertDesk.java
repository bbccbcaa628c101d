package org.qingting.alerts.desk;

import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.qingting.model.Alert;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.Series;
import org.qingting.model.SourceStatus;
import org.qingting.model.WatchStatus;

/**
 * Where alerts live once the job has stated them. The job may state the same thing again after a
 * crash: the desk takes each revision of an alert once, in order, and nothing it was told before is
 * ever undone by a replay. Holds ids, counts and words, never the text of a post. Safe for use by
 * many threads, and by several processes with a desk each on the same store.
 */
public final class AlertDesk implements Closeable {
  private static final String ALERT = "alert";

  /** Alerts about the past, apart so that thousands from an import do not stand in the way. */
  private static final String SILENT = "silent-alert";

  private static final String INCIDENT = "incident";
  private static final String LEAD = "lead";
  private static final String SOURCES = "sources";
  private static final String WATCH = "watch";
  private static final String ALL = "all";
  private static final Documents.Place NOWHERE = new Documents.Place(0, Document.NEVER);
  private static final int COMPARED = 200;

  private final DeskStore store;
  private final Documents<Episode> aloud;
  private final Documents<Episode> silent;
  private final Documents<Incident> incidents;
  private final Documents<Lead> leads;
  private final Documents<Sources> sources;
  private final Documents<WatchStatus> watch;

  /** A desk on a store, which it closes with itself. */
  public AlertDesk(DeskStore store) {
    this.store = store;
    aloud = episodes(store);
    silent =
        new Documents<>(
            store, SILENT, Episode.class, each -> at(each.raised().at(), Document.NEVER));
    incidents =
        new Documents<>(store, INCIDENT, Incident.class, each -> at(each.since(), Document.NEVER));
    leads = leads(store);
    sources = new Documents<>(store, SOURCES, Sources.class, each -> NOWHERE);
    watch = new Documents<>(store, WATCH, WatchStatus.class, each -> NOWHERE);
  }

  /** The episodes aloud; one that its case has to hear of is due. */
  public static Documents<Episode> episodes(DeskStore store) {
    return new Documents<>(
        store,
        ALERT,
        Episode.class,
        each ->
            at(
                each.raised().at(),
                each.isToBeFiled() ? noted(each).toEpochMilli() : Document.NEVER));
  }

  /** The grave leads. */
  public static Documents<Lead> leads(DeskStore store) {
    return new Documents<>(store, LEAD, Lead.class, each -> at(each.at(), Document.NEVER));
  }

  private static Documents.Place at(Instant order, long due) {
    return new Documents.Place(order.toEpochMilli(), due);
  }

  private static Instant noted(Episode episode) {
    List<Episode.Entry> history = episode.history();
    return history.isEmpty() ? Instant.EPOCH : history.get(history.size() - 1).at();
  }

  /** What it is kept in, for those who keep more there. */
  public DeskStore store() {
    return store;
  }

  /**
   * Takes a statement of the job. What was taken before, or is older than what was taken, changes
   * nothing.
   *
   * @param words the words that stand out; kept from the first statement that has any
   * @param now when the desk takes note of it
   * @return whether it was new; once true, it is durable
   * @throws IOException if the store cannot be read or written: try again later
   */
  public boolean accept(Alert alert, List<String> words, Instant now) throws IOException {
    return accept(alert, words, null, now);
  }

  /**
   * The same with what stored posts tell; null keeps what was found before.
   *
   * @return whether it was new; once true, it is durable
   * @throws IOException if the store cannot be read or written: try again later
   */
  public boolean accept(Alert alert, List<String> words, Findings findings, Instant now)
      throws IOException {
    boolean[] isNew = new boolean[1];
    Documents.Change<Episode> change =
        stored -> {
          Episode known = stored == null ? silentBefore(alert) : stored;
          isNew[0] = known == null || alert.revision() > known.latest().revision();
          if (!isNew[0]) {
            return null;
          }
          return known == null
              ? new Episode(alert.id(), alert, alert, words, List.of(entry(alert, now)), findings)
              : grown(known, alert, words, findings, now);
        };
    // An episode that began silently and goes on aloud moves to the alerts.
    (alert.silent() && aloud.get(alert.id()).isEmpty() ? silent : aloud).change(alert.id(), change);
    return isNew[0];
  }

  private Episode silentBefore(Alert alert) throws IOException {
    return silent.get(alert.id()).map(Documents.Held::content).orElse(null);
  }

  private static Episode grown(
      Episode known, Alert alert, List<String> words, Findings findings, Instant now) {
    List<Episode.Entry> history = new ArrayList<>(known.history());
    history.add(entry(alert, now));
    return new Episode(
        known.id(),
        known.raised(),
        alert,
        known.words().isEmpty() ? words : known.words(),
        history,
        findings == null ? known.findings() : findings,
        known.file(),
        known.filed());
  }

  /** Takes note of how sources are doing; of two reports on a source the later try counts. */
  public void accept(Collection<SourceStatus> statuses) throws IOException {
    sources.change(
        ALL,
        stored -> {
          Map<String, SourceStatus> known = bySource(stored);
          boolean changed = false;
          for (SourceStatus status : statuses) {
            SourceStatus before = known.get(status.source());
            if (before == null
                || (!status.equals(before) && !status.lastTried().isBefore(before.lastTried()))) {
              known.put(status.source(), status);
              changed = true;
            }
          }
          return changed ? new Sources(List.copyOf(known.values())) : null;
        });
  }

  /** Takes note of how far the watch has come; of two statements the later one counts. */
  public void accept(WatchStatus status) throws IOException {
    watch.change(
        ALL,
        stored ->
            stored != null && !status.judgedThrough().isAfter(stored.judgedThrough())
                ? null
                : status);
  }

  /** How far the watch has come, if it has begun. */
  public Optional<WatchStatus> watch() throws IOException {
    return watch.get(ALL).map(Documents.Held::content);
  }

  /** Takes note of an incident; one that is known stays as it was. */
  public void accept(Incident incident) throws IOException {
    incidents.change(incident.id(), stored -> stored == null ? incident : null);
  }

  /**
   * Takes a grave lead. A revision that was taken before, or is older, changes nothing.
   *
   * @return whether it was new; once true, it is durable
   */
  public boolean accept(Lead lead) throws IOException {
    boolean[] isNew = new boolean[1];
    leads.change(
        lead.id(),
        stored -> {
          isNew[0] = stored == null || lead.revision() > stored.revision();
          return isNew[0] ? lead : null;
        });
    return isNew[0];
  }

  /** Grave leads as last stated, the newest matter first. */
  public List<Lead> leads(int limit) throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    return contents(leads.newest(limit));
  }

  private static <T> List<T> contents(List<Documents.Held<T>> held) {
    return held.stream().map(Documents.Held::content).toList();
  }

  /** One incident. */
  public Optional<Incident> incident(String id) throws IOException {
    return incidents.get(id).map(Documents.Held::content);
  }

  /**
   * Alerts by the time they were raised, newest first.
   *
   * @param withSilent whether those about the past are among them
   */
  public List<Episode> alerts(int limit, boolean withSilent) throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    List<Episode> cases = new ArrayList<>(contents(aloud.newest(limit)));
    if (withSilent) {
      Set<String> ids = new HashSet<>();
      cases.forEach(each -> ids.add(each.id()));
      for (Episode each : contents(silent.newest(limit))) {
        if (!ids.contains(each.id())) {
          cases.add(each);
        }
      }
      cases.sort(
          Comparator.comparing((Episode each) -> each.raised().at())
              .reversed()
              .thenComparing(Episode::id));
    }
    return List.copyOf(cases.subList(0, Math.min(limit, cases.size())));
  }

  /** One alert. */
  public Optional<Episode> alert(String id) throws IOException {
    Optional<Documents.Held<Episode>> loud = aloud.get(id);
    return (loud.isPresent() ? loud : silent.get(id)).map(Documents.Held::content);
  }

  /**
   * Earlier alerts, of the newest {@value #COMPARED}, that were over when this one began and are
   * like it: the same or a related series, or words in common.
   *
   * @param words the words that stand out in this one
   */
  public List<Findings.Earlier> earlier(Alert alert, List<String> words) throws IOException {
    List<Likeness.Known> known = new ArrayList<>();
    for (Episode each : alerts(COMPARED, true)) {
      known.add(new Likeness.Known(each, subject(each.latest())));
    }
    return new Likeness(subject(alert), words).mostAlike(known, alert);
  }

  private Likeness.Subject subject(Alert alert) throws IOException {
    Series series = alert.series();
    if (series.kind() == Series.Kind.INCIDENT) {
      Optional<Incident> incident = incident(series.name());
      if (incident.isPresent()) {
        return Likeness.Subject.of(series, incident.get());
      }
    }
    return Likeness.Subject.of(series);
  }

  /** How the sources are doing, by id. */
  public List<SourceStatus> sources() throws IOException {
    Sources stored = sources.get(ALL).map(Documents.Held::content).orElse(null);
    return List.copyOf(bySource(stored).values());
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private static Map<String, SourceStatus> bySource(Sources stored) {
    Map<String, SourceStatus> known = new TreeMap<>();
    if (stored != null) {
      stored.sources().forEach(status -> known.put(status.source(), status));
    }
    return known;
  }

  private static Episode.Entry entry(Alert alert, Instant now) {
    return new Episode.Entry(
        now,
        alert.phase().name().toLowerCase(Locale.ROOT),
        String.format(
            Locale.ROOT,
            "observed %d, expected %.1f, people %d",
            alert.observed(),
            alert.expected(),
            alert.people()));
  }

  /** The content of the one document about sources. */
  record Sources(List<SourceStatus> sources) {
    Sources {
      sources = sources == null ? List.of() : sources;
    }
  }
}
