package org.qingting.alerts.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.Gravity;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.LevelRules;
import org.qingting.model.Alert;

/** How a case goes on by itself: with what the job states, and with time. Pure. */
record Life(DeskPolicy policy, Ears ears) {
  /** A wave that was over so long before the desk heard of it needs nobody any more. */
  private static final Duration LONG_OVER = Duration.ofHours(24);

  private static final int MOST_EPISODES = 100;

  /** A case for an episode that belongs to none. */
  CaseFile open(String id, Member episode, Collection<String> places, Instant now) {
    Jurisdiction.Verdict where = policy.jurisdiction().judge(places);
    LevelRules.Proposal proposal =
        propose(episode.theme(), episode.place(), episode, Set.of(), where);
    Editor file =
        new Editor(
            id,
            now,
            new CaseFile.Grade(proposal.level(), proposal.rule(), null, null, null),
            new CaseFile.Whereabouts(where, null));
    file.episodes.add(episode);
    file.note(now, By.SYSTEM, "raised", figures(episode), "");
    if (episode.isOver() && episode.at().plus(LONG_OVER).isBefore(now)) {
      file.state = State.CLOSED;
      file.closing = new CaseFile.Closing(now, By.SYSTEM, "接入时已结束", "");
      file.note(now, By.SYSTEM, "closed", List.of(), "接入时已结束");
      return file.done();
    }
    withdrawn(file, now);
    tell(file, now);
    return file.done();
  }

  /** Whether there is room for one more. */
  boolean hasRoom(CaseFile file) {
    return file.episodes().size() < MOST_EPISODES;
  }

  /** The case with the newest statement about one of its episodes, or with one more episode. */
  CaseFile hear(CaseFile before, Member episode, Collection<String> places, Instant now) {
    Editor file = new Editor(before);
    int known = indexOf(file, episode.id());
    if (known >= 0 && file.episodes.get(known).revision() >= episode.revision()) {
      return before;
    }
    if (known < 0) {
      file.episodes.add(episode);
      file.note(now, By.SYSTEM, "joined", figures(episode), "");
    } else {
      Member was = file.episodes.set(known, episode);
      if (was.phase() != episode.phase() && episode.phase() != Alert.Phase.UPDATED) {
        file.note(now, By.SYSTEM, phase(episode), figures(episode), "");
      }
    }
    if (file.where.decided() == null) {
      Set<String> all = new LinkedHashSet<>(places);
      file.episodes.forEach(each -> all.add(each.place()));
      all.remove("");
      file.where = new CaseFile.Whereabouts(policy.jurisdiction().judge(all), null);
    }
    grade(file);
    turn(file, now);
    withdrawn(file, now);
    if (!file.isOver()) {
      tell(file, now);
    }
    return file.done();
  }

  private static int indexOf(Editor file, String episode) {
    for (int i = 0; i < file.episodes.size(); i++) {
      if (file.episodes.get(i).id().equals(episode)) {
        return i;
      }
    }
    return -1;
  }

  private static String phase(Member episode) {
    return episode.phase().name().toLowerCase(Locale.ROOT);
  }

  /** The kinds of grave claims at its incident make a case graver. */
  CaseFile claimed(CaseFile before, Collection<String> claims, Instant now) {
    Set<String> all = new HashSet<>(before.claims());
    if (!all.addAll(claims) || before.state().isOver()) {
      return before;
    }
    Editor file = new Editor(before);
    file.claims.addAll(all);
    file.note(now, By.SYSTEM, "claimed", all.stream().sorted().toList(), "");
    grade(file);
    tell(file, now);
    return file.done();
  }

  /** Rings what is to ring now. */
  CaseFile ring(CaseFile before, Instant now) {
    List<Clocks.Ring> due = new Clocks(policy).due(before, now);
    if (due.isEmpty()) {
      return before;
    }
    Editor file = new Editor(before);
    for (Clocks.Ring ring : due) {
      file.alarms.add(ring.name());
      boolean late = ring.step() > 0;
      file.note(
          now,
          By.SYSTEM,
          late ? "overdue" : "due-soon",
          List.of(
              ring.what(), ring.limit().toString(), Integer.toString(ring.step()), ring.about()),
          "");
    }
    // After a stop many may be due at once: the last of each clock says all.
    for (Clocks.Ring ring : due) {
      boolean last =
          due.stream().noneMatch(other -> sameClock(ring, other) && other.step() > ring.step());
      if (last) {
        tell(file, ring, now);
      }
    }
    return file.done();
  }

  private static boolean sameClock(Clocks.Ring one, Clocks.Ring other) {
    return one.what().equals(other.what()) && one.about().equals(other.about());
  }

  private void tell(Editor file, Clocks.Ring ring, Instant now) {
    Delivery.Kind kind = ring.step() > 0 ? Delivery.Kind.ESCALATION : Delivery.Kind.WARNING;
    String key = file.id + "." + ring.name();
    String about = ring.what() + (ring.about().isEmpty() ? "" : " " + ring.about());
    if (ring.what().equals("task")) {
      Task task =
          file.tasks.stream().filter(each -> each.id().equals(ring.about())).findFirst().get();
      if (policy.units().unit(task.unit()).isPresent()) {
        policy.units().unit(task.unit()).get().contacts().stream()
            .forEach(to -> tell(file, kind, key, about, to, now));
      }
      if (task.complaint() && ring.step() > 0) {
        policy.units().inspectorate().stream()
            .flatMap(unit -> unit.contacts().stream())
            .forEach(to -> tell(file, kind, key, about, to, now));
      }
    }
    List<String> duty = policy.rota().onDuty(now).stream().map(contact -> contact.id()).toList();
    String to = duty.isEmpty() ? "" : duty.get(Math.min(ring.step(), duty.size() - 1));
    if (ring.step() == 0 && file.taken != null && !ring.what().equals("acknowledge")) {
      to = file.taken.by().id();
    }
    tell(file, kind, key, about, to, now);
  }

  /** Tells of it when it is new, graver than told, or twice as large. */
  private void tell(Editor file, Instant now) {
    CaseFile seen = file.done();
    long observed = seen.largest().map(Member::observed).orElse(0L);
    Level level = file.grade();
    boolean isNew = file.told == null;
    if (file.isOver()
        || !(isNew
            || level.compareTo(file.told.level()) < 0
            || observed >= 2 * Math.max(1, file.told.observed()))) {
      return;
    }
    int times = isNew ? 0 : file.told.times();
    file.told = new CaseFile.Told(level, observed, times + 1);
    if (!isNew) {
      file.note(now, By.SYSTEM, "grown", List.of(level.id(), Long.toString(observed)), "");
    }
    tell(file, Delivery.Kind.ALERT, file.id + "." + times, "", "", now);
  }

  void tell(Editor file, Delivery.Kind kind, String key, String about, String to, Instant now) {
    Level level = file.grade();
    CaseFile seen = file.done();
    Instant from = policy.quietHours().release(level, now);
    for (String channel :
        policy.routing().channels(level, seen.theme(), seen.place(), ears.all())) {
      String id = key + "@" + channel + (to.isEmpty() ? "" : "/" + to);
      file.tell(
          new Delivery(
              id, kind, channel, to, about, level, Delivery.Status.PENDING, from, 0, now, ""),
          now);
    }
  }

  /** What a person changed may have made it graver. */
  void regrade(Editor file, Instant now) {
    grade(file);
    tell(file, now);
  }

  private void grade(Editor file) {
    CaseFile seen = file.done();
    if (seen.largest().isPresent()) {
      LevelRules.Proposal proposal =
          propose(
              seen.theme(),
              seen.place(),
              seen.largest().get(),
              file.claims,
              file.where.effective());
      file.level =
          new CaseFile.Grade(
              proposal.level(),
              proposal.rule(),
              file.level.confirmed(),
              file.level.by(),
              file.level.at());
    }
  }

  private LevelRules.Proposal propose(
      String theme, String place, Member largest, Set<String> claims, Jurisdiction.Verdict where) {
    return policy
        .levels()
        .propose(
            new Gravity(
                theme,
                place,
                largest.observed(),
                largest.expected(),
                largest.people(),
                largest.sources(),
                largest.reposts(),
                claims,
                where));
  }

  /** With a statement out, a wave that is over eases, and one that rises again does not. */
  private static void turn(Editor file, Instant now) {
    boolean over = file.episodes.stream().allMatch(Member::isOver);
    if (over && file.state == State.PUBLISHED) {
      file.state = State.EASING;
      file.note(now, By.SYSTEM, "eased", List.of(), "");
    } else if (!over && file.state == State.EASING) {
      file.state = State.PUBLISHED;
      file.note(now, By.SYSTEM, "again", List.of(), "");
    }
  }

  static void published(Editor file, Instant now) {
    file.state = State.PUBLISHED;
    turn(file, now);
  }

  /** What the job took back was none; what somebody works on is left to him. */
  private void withdrawn(Editor file, Instant now) {
    boolean all = file.episodes.stream().allMatch(each -> each.phase() == Alert.Phase.WITHDRAWN);
    if (all && file.state == State.RAISED) {
      file.state = State.FALSE_ALARM;
      file.closing = new CaseFile.Closing(now, By.SYSTEM, "复核后撤回", "");
      unsay(file, now);
      file.note(now, By.SYSTEM, "false-alarm", List.of(), "复核后撤回");
    }
  }

  /** Who was told of it is told that there is nothing; who was not, is not. */
  void unsay(Editor file, Instant now) {
    file.leaveUntold(Delivery.Kind.ALERT, now);
    file.leaveUntold(Delivery.Kind.WARNING, now);
    file.leaveUntold(Delivery.Kind.ESCALATION, now);
    Set<String> told = new LinkedHashSet<>();
    for (Delivery each : file.deliveries) {
      if (each.kind() == Delivery.Kind.ALERT && each.status() == Delivery.Status.DELIVERED) {
        told.add(each.channel());
      }
    }
    Instant from = policy.quietHours().release(file.grade(), now);
    for (String channel : told) {
      file.tell(
          new Delivery(
              file.id + ".withdrawn@" + channel,
              Delivery.Kind.WITHDRAWN,
              channel,
              "",
              "",
              file.grade(),
              Delivery.Status.PENDING,
              from,
              0,
              now,
              ""),
          now);
    }
  }

  /** A case, or the beginning of one, with episodes that came from another. */
  CaseFile receive(CaseFile before, CaseFile from, CaseFile.Handover handover, Instant now) {
    Editor file;
    if (before == null) {
      file = new Editor(handover.to(), from.raisedAt(), from.level(), from.where());
      file.level =
          new CaseFile.Grade(from.level().proposed(), from.level().rule(), null, null, null);
      file.told = new CaseFile.Told(from.level().effective(), 0, 1);
    } else {
      file = new Editor(before);
    }
    if (file.isOver()) {
      // Ended in the very moment in which it was chosen: what comes in needs somebody.
      file.state = State.VERIFYING;
      file.closing = null;
      file.taken = new CaseFile.Taken(handover.by(), now);
      file.note(now, handover.by(), "reopened", List.of(), "");
    }
    List<String> taken = new ArrayList<>();
    for (Member episode : handover.episodes()) {
      if (indexOf(file, episode.id()) < 0) {
        file.episodes.add(episode);
        taken.add(episode.id());
      }
      file.moved.remove(episode.id());
    }
    if (taken.isEmpty() && before != null) {
      return before; // done before a crash
    }
    file.claims.addAll(from.claims());
    file.note(
        now, handover.by(), "received", List.of(from.id(), Integer.toString(taken.size())), "");
    grade(file);
    if (before == null) {
      // Those who were told of the whole were told of the part.
      file.told =
          new CaseFile.Told(
              file.grade(), file.done().largest().map(Member::observed).orElse(0L), 1);
    } else if (!file.isOver()) {
      tell(file, now);
    }
    return file.done();
  }

  private static List<String> figures(Member episode) {
    return List.of(
        episode.series().id(),
        Long.toString(episode.observed()),
        Double.toString(Math.round(10 * episode.expected()) / 10.0));
  }
}
