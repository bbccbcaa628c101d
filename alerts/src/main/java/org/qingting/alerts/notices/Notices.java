package org.qingting.alerts.notices;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.cases.State;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.Documents;
import org.qingting.alerts.desk.Documents.Held;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.Level;
import org.qingting.model.Lead;
import org.qingting.model.SourceStatus;
import org.qingting.model.WatchStatus;

/**
 * What people are told beside the cases: grave claims, gaps of the watch, the daily zero report.
 * Each is made once, whatever crashes in between, since its id says what it is about. Safe for use
 * by many threads; {@link #work} is for one process at a time.
 */
public final class Notices {
  private static final String KIND = "notice";
  private static final String COVERAGE = "coverage";
  private static final String PULSE = "pulse";
  private static final String ALL = "all";

  /** Claims heard of later need nobody to be woken. */
  private static final Duration FRESH = Duration.ofHours(24);

  private static final int LEADS = 50;
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  /** A stop shorter than this is a restart. */
  private static final Duration STOPPED = Duration.ofMinutes(30);

  /** How far the job may lag behind. */
  private static final Duration LAG = Duration.ofHours(1);

  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("MM-dd HH:mm");

  private final AlertDesk desk;
  private final Casebook casebook;
  private final DeskPolicy policy;
  private final Ears ears;
  private final Collection<Watched> watched;
  private final Instant began;
  private final ZoneId zone;
  private final DeskStore store;
  private final Documents<Notice> notices;
  private final Documents<Coverage> coverage;
  private final Documents<Pulse> pulse;
  private Instant looked = Instant.EPOCH;

  /** When this program last did its rounds, and when it last reported. */
  record Pulse(Instant at, Instant zeroReport, boolean lagging) {}

  /**
   * Notices at a desk's store.
   *
   * @param watched the sources that are to be heard
   * @param began when this process began to listen
   */
  public Notices(
      AlertDesk desk,
      Casebook casebook,
      Ears ears,
      Collection<Watched> watched,
      Instant began,
      ZoneId zone) {
    this.desk = desk;
    this.casebook = casebook;
    this.policy = casebook.policy();
    this.ears = ears;
    this.watched = watched;
    this.began = began;
    this.zone = zone;
    this.store = desk.store();
    this.notices =
        new Documents<>(
            store,
            KIND,
            Notice.class,
            notice ->
                new Documents.Place(
                    notice.at().toEpochMilli(),
                    notice.deliveries().stream()
                        .filter(each -> each.status() == Delivery.Status.PENDING)
                        .map(each -> each.from().toEpochMilli())
                        .min(Comparator.naturalOrder())
                        .orElse(Document.NEVER)));
    this.coverage = new Documents<>(store, COVERAGE, Coverage.class, each -> NOWHERE);
    this.pulse = new Documents<>(store, PULSE, Pulse.class, each -> NOWHERE);
  }

  private static final Documents.Place NOWHERE = new Documents.Place(0, Document.NEVER);

  /** The newest first. */
  public List<Notice> newest(int limit) throws IOException {
    return notices.newest(limit).stream().map(Held::content).toList();
  }

  /** Looks whether there is something to tell; cheap, since most is looked at twice a minute. */
  public void work(Instant now) throws IOException {
    for (Lead lead : desk.leads(LEADS)) {
      lead(lead, now);
    }
    if (Duration.between(looked, now).abs().compareTo(LOOK_EVERY) < 0) {
      return;
    }
    looked = now;
    coverage(now);
    pulse(now);
  }

  private void lead(Lead lead, Instant now) throws IOException {
    String id = "lead-" + lead.id();
    if (lead.at().plus(FRESH).isBefore(now) || told.contains(id)) {
      return;
    }
    String categories =
        lead.categories().stream().map(Words::claim).collect(Collectors.joining("、"));
    make(
        id,
        Notice.Kind.LEAD,
        Level.MAJOR,
        Words.say("lead", categories),
        lead.place(),
        List.of(),
        now);
    if (told.size() > 20 * LEADS) {
      told.clear();
    }
    told.add(id);
  }

  /** Ids of notices that are there, so that the store is not asked twice a second. */
  private final Set<String> told = new HashSet<>();

  private void coverage(Instant now) throws IOException {
    Map<String, SourceStatus> statuses =
        desk.sources().stream()
            .collect(Collectors.toMap(SourceStatus::source, Function.identity()));
    Coverage before = coverage.get(ALL).map(Held::content).orElse(Coverage.NONE);
    Coverage.Change change = before.look(watched, statuses, began, now, zone);
    Map<String, String> names =
        watched.stream().collect(Collectors.toMap(Watched::id, Watched::name));
    for (String reason : List.of("unreachable", "barren")) {
      List<String> gone =
          change.gone().entrySet().stream()
              .filter(each -> each.getValue().equals(reason))
              .map(each -> names.get(each.getKey()))
              .toList();
      if (!gone.isEmpty()) {
        Level level = 2 * silent(change.coverage()) >= watched.size() ? Level.MAJOR : Level.LARGE;
        make(
            "gap-" + reason + "-" + now.toEpochMilli(),
            Notice.Kind.GAP,
            level,
            Words.say("gap." + reason, gone.size(), watched.size()),
            "",
            gone,
            now);
      }
    }
    if (!change.back().isEmpty()) {
      make(
          "back-" + now.toEpochMilli(),
          Notice.Kind.BACK,
          Level.ORDINARY,
          Words.say("back", change.back().size()),
          "",
          change.back().stream().map(names::get).toList(),
          now);
    }
    // After the notices: killed in between, a gap is told twice and not never.
    if (!change.coverage().equals(before)) {
      coverage.change(ALL, stored -> change.coverage());
    }
  }

  private static long silent(Coverage coverage) {
    return coverage.sources().values().stream().filter(each -> !each.gap().isEmpty()).count();
  }

  private void pulse(Instant now) throws IOException {
    Optional<Pulse> before = pulse.get(ALL).map(Held::content);
    Instant last = before.map(Pulse::at).orElse(now);
    if (last.plus(STOPPED).isBefore(now) && !last.isAfter(began)) {
      make(
          "stopped-" + last.toEpochMilli(),
          Notice.Kind.GAP,
          Level.LARGE,
          Words.say("gap.stopped", minute(last), minute(now)),
          "",
          List.of(),
          now);
    }
    boolean lagging = lags(now);
    if (lagging && !before.map(Pulse::lagging).orElse(false)) {
      make(
          "lag-" + now.toEpochMilli(),
          Notice.Kind.GAP,
          Level.MAJOR,
          Words.say("gap.lag", minute(desk.watch().get().judgedThrough())),
          "",
          List.of(),
          now);
    }
    Instant reported = before.map(Pulse::zeroReport).orElse(now);
    if (policy.zeroReport().enabled() && !policy.zeroReport().next(reported).isAfter(now)) {
      report(reported, now);
      reported = now;
    }
    Pulse after = new Pulse(now, reported, lagging);
    pulse.change(ALL, stored -> after);
  }

  private boolean lags(Instant now) throws IOException {
    Optional<WatchStatus> watch = desk.watch();
    return watch.isPresent()
        && began.plus(LAG).isBefore(now)
        && watch.get().judgedThrough().plus(LAG).isBefore(now);
  }

  private void report(Instant since, Instant now) throws IOException {
    long raised =
        casebook.newest(1000).stream()
            .filter(file -> file.raisedAt().isAfter(since) && file.state() != State.MERGED)
            .map(CaseFile::id)
            .count();
    Coverage heard = coverage.get(ALL).map(Held::content).orElse(Coverage.NONE);
    List<String> sources = new ArrayList<>();
    for (Watched source : watched) {
      boolean gap =
          heard.sources().containsKey(source.id())
              && !heard.sources().get(source.id()).gap().isEmpty();
      sources.add(source.name() + (gap ? Words.say("zero.gap") : ""));
    }
    boolean trial = desk.watch().map(WatchStatus::onTrial).orElse(true);
    String day = now.atZone(zone).toLocalDate().toString();
    make(
        "zero-" + day,
        Notice.Kind.ZERO_REPORT,
        Level.ORDINARY,
        Words.say(
            raised == 0 ? (trial ? "zero.trial" : "zero.none") : "zero.some",
            minute(since),
            raised,
            watched.size(),
            silent(heard)),
        "",
        sources,
        now);
  }

  private String minute(Instant at) {
    return MINUTE.withZone(zone).format(at);
  }

  private void make(
      String id,
      Notice.Kind kind,
      Level level,
      String title,
      String place,
      List<String> sources,
      Instant now)
      throws IOException {
    Instant from = kind == Notice.Kind.ZERO_REPORT ? now : policy.quietHours().release(level, now);
    List<Delivery> deliveries = new ArrayList<>();
    for (String channel : policy.routing().channels(level, "", place, ears.all())) {
      deliveries.add(
          new Delivery(
              id + "@" + channel,
              Delivery.Kind.ALERT,
              channel,
              "",
              "",
              level,
              Delivery.Status.PENDING,
              from,
              0,
              now,
              ""));
    }
    Notice notice = new Notice(id, kind, level, title, "", place, sources, now, deliveries);
    notices.change(id, stored -> stored == null ? notice : null);
  }

  /** Up to so many notices with something to be told by now. */
  public List<Held<Notice>> pending(Instant now, int limit) throws IOException {
    return notices.due(now.toEpochMilli(), limit);
  }

  /** Notes what became of the deliveries of a notice; one no longer pending stays as it is. */
  public void report(String id, List<Delivery> changed) throws IOException {
    notices.change(
        id,
        stored -> {
          if (stored == null) {
            return null;
          }
          Map<String, Delivery> byId =
              changed.stream().collect(Collectors.toMap(Delivery::id, Function.identity()));
          return stored.with(
              stored.deliveries().stream()
                  .map(
                      each ->
                          each.status() == Delivery.Status.PENDING
                              ? byId.getOrDefault(each.id(), each)
                              : each)
                  .toList());
        });
  }
}
