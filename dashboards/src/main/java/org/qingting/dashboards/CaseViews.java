package org.qingting.dashboards;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.State;
import org.qingting.alerts.cases.Task;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.DutyRota;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.Units;
import org.qingting.search.OpinionReader;

/** Cases as they are shown. Thread-safe. */
final class CaseViews {
  private final Casebook casebook;
  private final AlertDesk desk;
  private final AlertViews alerts;

  CaseViews(Casebook casebook, AlertDesk desk, AlertViews alerts) {
    this.casebook = casebook;
    this.desk = desk;
    this.alerts = alerts;
  }

  /**
   * One case in the inbox.
   *
   * @param level what counts at the moment
   * @param confirmed whether a person confirmed it
   * @param where LOCAL, ELSEWHERE or UNDECIDED
   * @param over whether the wave is over
   * @param taken who has it; {@code ""} for nobody
   * @param answerBy by when it must be answered; null where no clock runs
   * @param answered whether it was
   * @param episodes how many episodes belong to it
   * @param openTasks how many tasks are not done
   */
  record Summary(
      String id,
      State state,
      Level level,
      boolean confirmed,
      String where,
      String kind,
      String theme,
      String place,
      Instant raisedAt,
      Instant onset,
      Instant at,
      boolean over,
      long observed,
      double expected,
      String taken,
      Instant answerBy,
      boolean answered,
      int episodes,
      long openTasks) {

    private Summary about(String newTheme, String newPlace) {
      return new Summary(
          id, state, level, confirmed, where, kind, newTheme, newPlace, raisedAt, onset, at, over,
          observed, expected, taken, answerBy, answered, episodes, openTasks);
    }

    static Summary of(CaseFile file) {
      Optional<Member> lead = file.lead();
      Optional<Member> largest = file.largest();
      return new Summary(
          file.id(),
          file.state(),
          file.level().effective(),
          file.level().confirmed() != null,
          file.where().effective().name(),
          lead.map(each -> each.series().kind().name().toLowerCase(Locale.ROOT)).orElse("overall"),
          file.theme(),
          file.place(),
          file.raisedAt(),
          file.onset(),
          largest.map(Member::at).orElse(file.raisedAt()),
          file.isOver(),
          largest.map(Member::observed).orElse(0L),
          largest.map(each -> Math.round(10 * each.expected()) / 10.0).orElse(0.0),
          file.taken() == null ? "" : file.taken().by().name(),
          file.clock() == null ? null : file.clock().answerBy(),
          file.clock() != null && file.clock().answeredAt() != null,
          file.episodes().size(),
          file.tasks().stream().filter(Task::isOpen).count());
    }
  }

  /**
   * A unit that tasks can go to.
   *
   * @param responsible whether it is so for this case's theme or place
   */
  record UnitView(String id, String name, boolean responsible) {}

  /**
   * One case with all that belongs to it.
   *
   * @param file as kept
   * @param evidence of the episode that tells most; null once the desk has none
   * @param episodes all of them
   * @param units tasks can go to
   * @param inspectorate {@code ""} for none
   * @param duty names of those on duty now, in order
   */
  record Detail(
      Summary summary,
      CaseFile file,
      AlertViews.Detail evidence,
      List<AlertViews.Summary> episodes,
      List<UnitView> units,
      String inspectorate,
      List<String> duty) {
    Detail withoutTexts() {
      return new Detail(
          summary,
          file,
          evidence == null ? null : evidence.withoutTexts(),
          episodes,
          units,
          inspectorate,
          duty);
    }
  }

  /** All cases, open ones first. */
  record Cases(List<Summary> cases) {}

  Cases newest(OpinionReader reader, int limit) throws IOException {
    List<Summary> summaries = new ArrayList<>();
    for (CaseFile file : casebook.newest(limit)) {
      summaries.add(summary(reader, file));
    }
    return new Cases(summaries);
  }

  /** An incident that the desk does not know has no name but what its posts tell. */
  Summary summary(OpinionReader reader, CaseFile file) throws IOException {
    Summary summary = Summary.of(file);
    if (!summary.theme().isEmpty() || !summary.place().isEmpty() || file.incident().isEmpty()) {
      return summary;
    }
    Optional<Episode> episode = desk.alert(file.lead().map(Member::id).orElse(""));
    if (episode.isEmpty()) {
      return summary;
    }
    AlertViews.Summary told = alerts.summary(reader, episode.get());
    return summary.about(told.theme(), told.place());
  }

  Optional<Detail> detail(OpinionReader reader, String id, Instant now) throws IOException {
    Optional<CaseFile> file = casebook.get(id);
    return file.isEmpty() ? Optional.empty() : Optional.of(detail(reader, file.get(), now));
  }

  Detail detail(OpinionReader reader, CaseFile file, Instant now) throws IOException {
    List<AlertViews.Summary> episodes = new ArrayList<>();
    AlertViews.Detail evidence = null;
    String lead = file.lead().map(Member::id).orElse("");
    for (Member member : file.episodes()) {
      Optional<Episode> episode = desk.alert(member.id());
      if (episode.isPresent()) {
        episodes.add(alerts.summary(reader, episode.get()));
        if (member.id().equals(lead)) {
          evidence = alerts.detail(reader, desk, episode.get());
        }
      }
    }
    DeskPolicy policy = casebook.policy();
    List<String> responsible =
        policy.units().responsible(file.theme(), file.place()).stream()
            .map(Units.Unit::id)
            .toList();
    return new Detail(
        summary(reader, file),
        file,
        evidence,
        episodes,
        policy.units().units().stream()
            .filter(unit -> unit.kind() != Units.Kind.INSPECTORATE)
            .map(unit -> new UnitView(unit.id(), unit.name(), responsible.contains(unit.id())))
            .toList(),
        policy.units().inspectorate().map(Units.Unit::name).orElse(""),
        policy.rota().onDuty(now).stream().map(DutyRota.Contact::name).toList());
  }
}
