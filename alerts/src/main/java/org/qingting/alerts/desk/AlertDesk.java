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
  private static final int MOST_TRIES = 1000;
  private static final int COMPARED = 200;

  private final DeskStore store;
  private final DeskJson json = new DeskJson();

  /** A desk on a store, which it closes with itself. */
  public AlertDesk(DeskStore store) {
    this.store = store;
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
    for (int i = 0; i < MOST_TRIES; i++) {
      Optional<Document> stored = stored(alert.id());
      AlertCase known = stored.isEmpty() ? null : json.read(stored.get(), AlertCase.class);
      if (known != null && alert.revision() <= known.latest().revision()) {
        return false;
      }
      AlertCase changed =
          known == null
              ? new AlertCase(alert.id(), alert, alert, words, List.of(entry(alert, now)), findings)
              : grown(known, alert, words, findings, now);
      String kind = alert.silent() ? SILENT : ALERT;
      String text = json.write(changed);
      // An episode that began silently and goes on aloud moves to the alerts.
      Document document =
          stored.isPresent() && stored.get().kind().equals(kind)
              ? stored.get().with(stored.get().order(), text)
              : Document.fresh(kind, alert.id(), alert.at().toEpochMilli(), text);
      if (store.put(document)) {
        return true;
      }
    }
    throw contended(ALERT + " " + alert.id());
  }

  private static AlertCase grown(
      AlertCase known, Alert alert, List<String> words, Findings findings, Instant now) {
    List<AlertCase.Entry> history = new ArrayList<>(known.history());
    history.add(entry(alert, now));
    return new AlertCase(
        known.id(),
        known.raised(),
        alert,
        known.words().isEmpty() ? words : known.words(),
        history,
        findings == null ? known.findings() : findings);
  }

  private Optional<Document> stored(String id) throws IOException {
    Optional<Document> aloud = store.get(ALERT, id);
    return aloud.isPresent() ? aloud : store.get(SILENT, id);
  }

  /** Takes note of how sources are doing; of two reports on a source the later try counts. */
  public void accept(Collection<SourceStatus> statuses) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Optional<Document> stored = store.get(SOURCES, ALL);
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
      if (!changed) {
        return;
      }
      String text = json.write(new Sources(List.copyOf(known.values())));
      Document document =
          stored.isPresent() ? stored.get().with(0, text) : Document.fresh(SOURCES, ALL, 0, text);
      if (store.put(document)) {
        return;
      }
    }
    throw contended(SOURCES);
  }

  /** Takes note of how far the watch has come; of two statements the later one counts. */
  public void accept(WatchStatus status) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Optional<Document> stored = store.get(WATCH, ALL);
      if (stored.isPresent()
          && !status
              .judgedThrough()
              .isAfter(json.read(stored.get(), WatchStatus.class).judgedThrough())) {
        return;
      }
      String text = json.write(status);
      if (store.put(
          stored.isPresent() ? stored.get().with(0, text) : Document.fresh(WATCH, ALL, 0, text))) {
        return;
      }
    }
    throw contended(WATCH);
  }

  /** How far the watch has come, if it has begun. */
  public Optional<WatchStatus> watch() throws IOException {
    Optional<Document> stored = store.get(WATCH, ALL);
    return stored.isEmpty()
        ? Optional.empty()
        : Optional.of(json.read(stored.get(), WatchStatus.class));
  }

  /** Takes note of an incident; one that is known stays as it was. */
  public void accept(Incident incident) throws IOException {
    if (store.get(INCIDENT, incident.id()).isEmpty()) {
      // False only if another process was faster with the same incident.
      store.put(
          Document.fresh(
              INCIDENT, incident.id(), incident.since().toEpochMilli(), json.write(incident)));
    }
  }

  /**
   * Takes a grave lead. A revision that was taken before, or is older, changes nothing.
   *
   * @return whether it was new; once true, it is durable
   */
  public boolean accept(Lead lead) throws IOException {
    for (int i = 0; i < MOST_TRIES; i++) {
      Optional<Document> stored = store.get(LEAD, lead.id());
      if (stored.isPresent() && lead.revision() <= json.read(stored.get(), Lead.class).revision()) {
        return false;
      }
      long order = lead.at().toEpochMilli();
      String text = json.write(lead);
      if (store.put(
          stored.isPresent()
              ? stored.get().with(order, text)
              : Document.fresh(LEAD, lead.id(), order, text))) {
        return true;
      }
    }
    throw contended(LEAD + " " + lead.id());
  }

  /** Grave leads as last stated, the newest matter first. */
  public List<Lead> leads(int limit) throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    List<Lead> leads = new ArrayList<>();
    for (Document document : store.newest(LEAD, limit)) {
      leads.add(json.read(document, Lead.class));
    }
    return leads;
  }

  /** One incident. */
  public Optional<Incident> incident(String id) throws IOException {
    Optional<Document> stored = store.get(INCIDENT, id);
    return stored.isEmpty()
        ? Optional.empty()
        : Optional.of(json.read(stored.get(), Incident.class));
  }

  /**
   * Alerts by the time they were raised, newest first.
   *
   * @param withSilent whether those about the past are among them
   */
  public List<AlertCase> alerts(int limit, boolean withSilent) throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    List<Document> documents = new ArrayList<>(store.newest(ALERT, limit));
    if (withSilent) {
      Set<String> aloud = new HashSet<>();
      documents.forEach(document -> aloud.add(document.id()));
      for (Document silent : store.newest(SILENT, limit)) {
        if (!aloud.contains(silent.id())) {
          documents.add(silent);
        }
      }
      documents.sort(
          Comparator.comparingLong(Document::order).reversed().thenComparing(Document::id));
    }
    List<AlertCase> cases = new ArrayList<>();
    for (Document document : documents.subList(0, Math.min(limit, documents.size()))) {
      cases.add(json.read(document, AlertCase.class));
    }
    return cases;
  }

  /** One alert. */
  public Optional<AlertCase> alert(String id) throws IOException {
    Optional<Document> stored = stored(id);
    return stored.isEmpty()
        ? Optional.empty()
        : Optional.of(json.read(stored.get(), AlertCase.class));
  }

  /**
   * Earlier alerts, of the newest {@value #COMPARED}, that were over when this one began and are
   * like it: the same or a related series, or words in common.
   *
   * @param words the words that stand out in this one
   */
  public List<Findings.Earlier> earlier(Alert alert, List<String> words) throws IOException {
    List<Likeness.Known> known = new ArrayList<>();
    for (AlertCase each : alerts(COMPARED, true)) {
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
    return List.copyOf(bySource(store.get(SOURCES, ALL)).values());
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private Map<String, SourceStatus> bySource(Optional<Document> stored) throws IOException {
    Map<String, SourceStatus> known = new TreeMap<>();
    if (stored.isPresent()) {
      for (SourceStatus status : json.read(stored.get(), Sources.class).sources()) {
        known.put(status.source(), status);
      }
    }
    return known;
  }

  private static AlertCase.Entry entry(Alert alert, Instant now) {
    return new AlertCase.Entry(
        now,
        alert.phase().name().toLowerCase(Locale.ROOT),
        String.format(
            Locale.ROOT,
            "observed %d, expected %.1f, people %d",
            alert.observed(),
            alert.expected(),
            alert.people()));
  }

  private static IOException contended(String what) {
    return new IOException(
        "could not store " + what + ": others changed it " + MOST_TRIES + " times meanwhile");
  }

  /** The content of the one document about sources. */
  record Sources(List<SourceStatus> sources) {
    Sources {
      sources = sources == null ? List.of() : sources;
    }
  }
}
