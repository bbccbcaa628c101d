package org.qingting.alerts.cases;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;
import org.qingting.alerts.desk.Documents.Held;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.staff.Person;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.Series;

/**
 * The office's cases: what the job states becomes a case, people act on it, clocks ring, and what
 * is to be told waits in it. Every change is one compare-and-set of one document, and each can be
 * done again after a crash without being done twice. Safe for use by many threads, and people may
 * act in several processes; {@link #work} is for one process at a time.
 */
public final class Casebook {
  private static final String KIND = "case";

  /** Cases that a new episode may belong to; open ones stand first. */
  private static final int MOST_CANDIDATES = 500;

  private static final int BATCH = 500;
  private static final int LEADS = 50;

  /** So long an episode may wait for its incident to be known. */
  private static final Duration INCIDENT_WAIT = Duration.ofSeconds(10);

  /** Lists open cases before all others. */
  private static final long OPEN_FIRST = 10_000_000_000_000_000L;

  private final DeskStore store;
  private final AlertDesk desk;
  private final Life life;
  private final Documents<CaseFile> cases;
  private final Documents<Episode> episodes;

  /** Revisions of the leads whose claims were looked at. Used by {@link #work} alone. */
  private final Map<String, Integer> seenLeads = new HashMap<>();

  /** A casebook at a desk's store. */
  public Casebook(AlertDesk desk, DeskPolicy policy, Ears ears) {
    this.desk = desk;
    this.store = desk.store();
    this.life = new Life(policy, ears);
    this.cases = new Documents<>(store, KIND, CaseFile.class, this::place);
    this.episodes = AlertDesk.episodes(store);
  }

  private Documents.Place place(CaseFile file) {
    long order = file.raisedAt().toEpochMilli() + (file.state().isOver() ? 0 : OPEN_FIRST);
    if (!file.handovers().isEmpty()) {
      return new Documents.Place(order, 0);
    }
    long due =
        Stream.concat(
                new Clocks(life.policy()).next(file).stream(),
                file.deliveries().stream().filter(Delivery::isPending).map(Delivery::from))
            .min(Comparator.naturalOrder())
            .map(Instant::toEpochMilli)
            .orElse(Document.NEVER);
    return new Documents.Place(order, due);
  }

  /** Cases, open ones first, then by the time they were raised, newest first. */
  public List<CaseFile> newest(int limit) throws IOException {
    return newestHeld(limit).stream().map(Held::content).toList();
  }

  /** The same with how often each was written, to see which have changed. */
  public List<Held<CaseFile>> newestHeld(int limit) throws IOException {
    return cases.newest(limit);
  }

  /** One case. */
  public Optional<CaseFile> get(String id) throws IOException {
    return cases.get(id).map(Held::content);
  }

  /** The rules by which they are worked on. */
  public DeskPolicy policy() {
    return life.policy();
  }

  /**
   * A person acts.
   *
   * @return the case after it
   * @throws RefusedException when it cannot be; nothing has changed then
   */
  public CaseFile act(String id, Action action, Person person, Instant now)
      throws IOException, RefusedException {
    if (action instanceof Action.Merge merge) {
      Optional<CaseFile> into = get(String.valueOf(merge.into()));
      if (into.isEmpty() || into.get().state().isOver()) {
        throw new RefusedException(RefusedException.Reason.INVALID, "要并入的预警不存在或已结束。");
      }
    }
    RefusedException[] refused = new RefusedException[1];
    Optional<CaseFile> after =
        cases.change(
            id,
            stored -> {
              refused[0] = null;
              if (stored == null) {
                return null;
              }
              try {
                return Deeds.done(life, stored, action, person, now);
              } catch (RefusedException e) {
                refused[0] = e;
                return null;
              }
            });
    if (refused[0] != null) {
      throw refused[0];
    }
    if (after.isEmpty()) {
      throw new RefusedException(RefusedException.Reason.UNKNOWN, "没有这起预警。");
    }
    if (!after.get().handovers().isEmpty()) {
      handOver(after.get(), now);
      return get(id).orElseThrow();
    }
    return after.get();
  }

  /** Notes what became of posts after a statement. */
  public void probed(String id, CaseFile.Probe probe) throws IOException {
    cases.change(
        id,
        stored -> {
          if (stored == null
              || stored.probes().stream()
                  .anyMatch(
                      each ->
                          each.statement().equals(probe.statement())
                              && each.stage().equals(probe.stage()))) {
            return null;
          }
          Editor file = new Editor(stored);
          file.probes.add(probe);
          return file.done();
        });
  }

  /** Brings what is due in line with rules that may have changed; call it once after a start. */
  public void refresh() throws IOException {
    for (Held<CaseFile> held : cases.newest(2 * MOST_CANDIDATES)) {
      if (!held.content().state().isOver()) {
        // False if a person is acting on it, which brings it in line as well.
        store.put(cases.document(held));
      }
    }
  }

  /**
   * Does everything that is to be done by itself: takes in what the job stated, rings clocks,
   * finishes what a crash interrupted.
   *
   * @return whether there may be more to do at once
   */
  public boolean work(Instant now) throws IOException {
    // Handovers are due first of all.
    for (Held<CaseFile> held : cases.due(0, BATCH)) {
      handOver(held.content(), now);
    }
    List<Held<Episode>> due = episodes.due(now.toEpochMilli(), BATCH);
    if (!due.isEmpty()) {
      file(due, now);
    }
    claims(now);
    // Those whose deliveries alone are due come by as well, and stay as they are.
    for (Held<CaseFile> held : cases.due(now.toEpochMilli(), BATCH)) {
      if (!new Clocks(life.policy()).due(held.content(), now).isEmpty()) {
        cases.change(held.id(), stored -> stored == null ? null : life.ring(stored, now));
      }
    }
    return due.size() == BATCH;
  }

  private void file(List<Held<Episode>> due, Instant now) throws IOException {
    Folder folder = new Folder(cases.newest(MOST_CANDIDATES));
    Map<String, List<Held<Episode>>> filed = new LinkedHashMap<>();
    for (Held<Episode> held : due) {
      Episode episode = held.content();
      Subject subject = subject(episode);
      if (subject.isUnknown() && isFresh(episode, now)) {
        continue;
      }
      Member member = Member.of(episode.latest(), subject.theme(), subject.place());
      Collection<String> places = places(episode, subject);
      String id = folder.find(episode, member);
      if (id.isEmpty()) {
        continue;
      }
      CaseFile known = folder.get(id);
      folder.put(
          id,
          known == null
              ? life.open(id, member, places, now)
              : life.hear(known, member, places, now));
      filed.computeIfAbsent(id, each -> new ArrayList<>()).add(held);
    }
    Set<String> written = folder.write();
    List<Document> done = new ArrayList<>();
    for (Map.Entry<String, List<Held<Episode>>> each : filed.entrySet()) {
      if (written.contains(each.getKey())) {
        for (Held<Episode> held : each.getValue()) {
          done.add(
              episodes.document(
                  new Held<>(held.id(), held.version(), held.content().filedIn(each.getKey()))));
        }
      }
    }
    // One that was stated anew meanwhile is not written, and stays due.
    store.putAll(done);
  }

  private static boolean isFresh(Episode episode, Instant now) {
    List<Episode.Entry> history = episode.history();
    return !history.isEmpty()
        && now.isBefore(history.get(history.size() - 1).at().plus(INCIDENT_WAIT));
  }

  private static Collection<String> places(Episode episode, Subject subject) {
    Set<String> places = new LinkedHashSet<>();
    places.add(subject.place());
    if (episode.findings() != null) {
      episode.findings().places().stream().map(Findings.Count::value).forEach(places::add);
    }
    places.remove("");
    return places;
  }

  /** What an episode is about. */
  private record Subject(String theme, String place, boolean isUnknown) {}

  private Subject subject(Episode episode) throws IOException {
    Series series = episode.latest().series();
    String name = series.name();
    int at = name.indexOf('@');
    return switch (series.kind()) {
      case OVERALL -> new Subject("", "", false);
      case THEME -> new Subject(name, "", false);
      case PLACE -> new Subject("", name, false);
      case THEME_PLACE -> new Subject(name.substring(0, at), name.substring(at + 1), false);
      case INCIDENT -> {
        Optional<Incident> incident = desk.incident(name);
        yield incident.isEmpty()
            ? new Subject("", "", true)
            : new Subject(incident.get().theme(), incident.get().place(), false);
      }
    };
  }

  /** A grave claim at the incident of a case makes the case graver. */
  private void claims(Instant now) throws IOException {
    List<Lead> fresh = new ArrayList<>();
    for (Lead lead : desk.leads(LEADS)) {
      if (!lead.incident().isEmpty()
          && !Integer.valueOf(lead.revision()).equals(seenLeads.get(lead.id()))) {
        fresh.add(lead);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    if (seenLeads.size() > 20 * LEADS) {
      seenLeads.clear();
    }
    List<CaseFile> open = newest(MOST_CANDIDATES);
    for (Lead lead : fresh) {
      for (CaseFile file : open) {
        if (!file.state().isOver() && hasIncident(file, lead.incident())) {
          cases.change(
              file.id(),
              stored -> stored == null ? null : life.claimed(stored, lead.categories(), now));
        }
      }
      seenLeads.put(lead.id(), lead.revision());
    }
  }

  private static boolean hasIncident(CaseFile file, String incident) {
    return file.episodes().stream()
        .map(Member::series)
        .anyMatch(
            series -> series.kind() == Series.Kind.INCIDENT && series.name().equals(incident));
  }

  /**
   * First the other case has the episodes, then the episodes know their case, then this one lets go
   * of them: killed in between, it is done again.
   */
  private void handOver(CaseFile from, Instant now) throws IOException {
    for (CaseFile.Handover handover : from.handovers()) {
      cases.change(handover.to(), stored -> life.receive(stored, from, handover, now));
      for (Member member : handover.episodes()) {
        episodes.change(
            member.id(),
            stored ->
                stored == null || stored.file().equals(handover.to())
                    ? null
                    : stored.movedTo(handover.to()));
      }
    }
    cases.change(
        from.id(),
        stored -> {
          if (stored == null || stored.handovers().isEmpty()) {
            return null;
          }
          Editor file = new Editor(stored);
          file.handovers.removeAll(from.handovers());
          return file.done();
        });
  }

  /** Up to so many cases with something to be told by now, the longest due first. */
  public List<Held<CaseFile>> pending(Instant now, int limit) throws IOException {
    return cases.due(now.toEpochMilli(), limit).stream()
        .filter(held -> held.content().deliveries().stream().anyMatch(Delivery::isPending))
        .toList();
  }

  /** What became of deliveries, by their ids. */
  public record Report(
      String caseId,
      String delivery,
      Delivery.Status status,
      Instant from,
      int tries,
      String remark) {}

  /** Notes what became of deliveries; one that is no longer pending stays as it is. */
  public void report(List<Report> reports, Instant now) throws IOException {
    Map<String, List<Report>> byCase = new LinkedHashMap<>();
    reports.forEach(
        each -> byCase.computeIfAbsent(each.caseId(), id -> new ArrayList<>()).add(each));
    List<Document> changed = new ArrayList<>();
    List<String> ids = new ArrayList<>(byCase.keySet());
    for (String id : ids) {
      Optional<Held<CaseFile>> held = cases.get(id);
      changed.add(
          held.isEmpty()
              ? null
              : cases.document(
                  new Held<>(
                      id, held.get().version(), told(held.get().content(), byCase.get(id), now))));
    }
    List<Boolean> written = store.putAll(changed.stream().filter(Objects::nonNull).toList());
    int at = 0;
    for (int i = 0; i < ids.size(); i++) {
      if (changed.get(i) != null && !written.get(at++)) {
        List<Report> again = byCase.get(ids.get(i));
        cases.change(ids.get(i), stored -> stored == null ? null : told(stored, again, now));
      }
    }
  }

  private static CaseFile told(CaseFile before, List<Report> reports, Instant now) {
    Editor file = new Editor(before);
    for (Report report : reports) {
      file.deliveries.replaceAll(
          each ->
              each.id().equals(report.delivery()) && each.isPending()
                  ? each.with(report.status(), report.from(), report.tries(), now, report.remark())
                  : each);
    }
    return file.done();
  }

  /** The cases that a batch of episodes may belong to, as read once and changed since. */
  private final class Folder {
    private final Map<String, CaseFile> files = new LinkedHashMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Set<String> changed = new LinkedHashSet<>();

    Folder(List<Held<CaseFile>> newest) {
      newest.forEach(this::take);
    }

    private void take(Held<CaseFile> held) {
      files.put(held.id(), held.content());
      versions.put(held.id(), held.version());
    }

    CaseFile get(String id) throws IOException {
      if (!files.containsKey(id)) {
        cases.get(id).ifPresent(this::take);
      }
      return files.get(id);
    }

    void put(String id, CaseFile file) {
      if (!file.equals(files.put(id, file))) {
        changed.add(id);
      }
    }

    /**
     * The id of the case that an episode belongs to, or of the one to be opened for it; {@code ""}
     * while it is handed over.
     */
    String find(Episode episode, Member member) throws IOException {
      String known = episode.file();
      if (known.isEmpty() && get(episode.id()) != null) {
        // Opened for it, and killed before the episode knew.
        known = episode.id();
      }
      for (int steps = 0; !known.isEmpty() && steps < 20; steps++) {
        CaseFile file = get(known);
        String next = file == null ? null : file.moved().get(episode.id());
        if (next == null) {
          return known;
        }
        if (get(next) == null) {
          return ""; // on its way
        }
        known = next;
      }
      for (CaseFile file : files.values()) {
        boolean has = file.episodes().stream().anyMatch(each -> each.id().equals(episode.id()));
        if (has && !file.moved().containsKey(episode.id())) {
          return file.id();
        }
      }
      return files.values().stream()
          .filter(file -> life.hasRoom(file) && Kinship.belongs(member, file))
          .max(Comparator.comparing(CaseFile::raisedAt).thenComparing(CaseFile::id))
          .map(CaseFile::id)
          .orElse(episode.id());
    }

    /** Writes what has changed; the ids of the cases that hold it now. */
    Set<String> write() throws IOException {
      List<Document> documents = new ArrayList<>();
      for (String id : changed) {
        documents.add(cases.document(new Held<>(id, versions.getOrDefault(id, 0L), files.get(id))));
      }
      List<Boolean> written = store.putAll(documents);
      Set<String> failed = new LinkedHashSet<>();
      int at = 0;
      for (String id : changed) {
        if (!written.get(at++)) {
          failed.add(id);
        }
      }
      Set<String> held = new LinkedHashSet<>(files.keySet());
      held.removeAll(failed);
      return held;
    }
  }
}
