package org.qingting.alerts.cases;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qingting.alerts.policy.Level;

/** A case while it is changed. Used by one thread. */
final class Editor {
  private static final int MOST_ENTRIES = 1000;
  private static final int MOST_DONE = 100;

  final String id;
  State state;
  final Instant raisedAt;
  final List<Member> episodes;
  final Map<String, String> moved;
  final Set<String> claims;
  CaseFile.Grade level;
  CaseFile.Whereabouts where;
  CaseFile.Clock clock;
  CaseFile.Taken taken;
  CaseFile.Finding finding;
  final List<Statement> statements;
  final List<Task> tasks;
  final List<Entry> history;
  final Set<String> alarms;
  CaseFile.Told told;
  final List<Delivery> deliveries;
  final List<CaseFile.Handover> handovers;
  final List<CaseFile.Probe> probes;
  CaseFile.Closing closing;

  /** A new case. */
  Editor(String id, Instant raisedAt, CaseFile.Grade level, CaseFile.Whereabouts where) {
    this(
        new CaseFile(
            id,
            State.RAISED,
            raisedAt,
            List.of(),
            Map.of(),
            Set.of(),
            level,
            where,
            null,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            null,
            List.of(),
            List.of(),
            List.of(),
            null));
  }

  Editor(CaseFile file) {
    id = file.id();
    state = file.state();
    raisedAt = file.raisedAt();
    episodes = new ArrayList<>(file.episodes());
    moved = new LinkedHashMap<>(file.moved());
    claims = new HashSet<>(file.claims());
    level = file.level();
    where = file.where();
    clock = file.clock();
    taken = file.taken();
    finding = file.finding();
    statements = new ArrayList<>(file.statements());
    tasks = new ArrayList<>(file.tasks());
    history = new ArrayList<>(file.history());
    alarms = new HashSet<>(file.alarms());
    told = file.told();
    deliveries = new ArrayList<>(file.deliveries());
    handovers = new ArrayList<>(file.handovers());
    probes = new ArrayList<>(file.probes());
    closing = file.closing();
  }

  CaseFile done() {
    return new CaseFile(
        id,
        state,
        raisedAt,
        episodes,
        moved,
        claims,
        level,
        where,
        clock,
        taken,
        finding,
        statements,
        tasks,
        history,
        alarms,
        told,
        deliveries,
        handovers,
        probes,
        closing);
  }

  void note(Instant at, By by, String what, List<String> values, String note) {
    if (history.size() >= MOST_ENTRIES) {
      // The numbers go first; what people wrote stays, and so does the beginning.
      int growth = indexOf("grown");
      history.remove(growth >= 0 ? growth : MOST_ENTRIES / 2);
    }
    history.add(new Entry(at, by, what, values, note));
  }

  private int indexOf(String what) {
    for (int i = 1; i < history.size(); i++) {
      if (history.get(i).what().equals(what)) {
        return i;
      }
    }
    return -1;
  }

  /** To be told; an older one that waits for the same ears says less and is left out. */
  void tell(Delivery delivery, Instant now) {
    for (int i = 0; i < deliveries.size(); i++) {
      Delivery other = deliveries.get(i);
      if (other.id().equals(delivery.id())) {
        return;
      }
      if (other.isPending()
          && other.kind() == delivery.kind()
          && other.about().equals(delivery.about())
          && other.channel().equals(delivery.channel())
          && other.to().equals(delivery.to())) {
        deliveries.set(
            i,
            other.with(Delivery.Status.REPLACED, other.from(), other.tries(), now, delivery.id()));
      }
    }
    deliveries.add(delivery);
    for (int i = 0; deliveries.size() > MOST_DONE && i < deliveries.size(); ) {
      if (deliveries.get(i).isPending()) {
        i++;
      } else {
        deliveries.remove(i);
      }
    }
  }

  /** What is not yet told and need not be any more. */
  void leaveUntold(Delivery.Kind kind, Instant now) {
    deliveries.replaceAll(
        each ->
            each.isPending() && each.kind() == kind
                ? each.with(Delivery.Status.REPLACED, each.from(), each.tries(), now, "")
                : each);
  }

  void replace(Statement statement) {
    statements.replaceAll(each -> each.id().equals(statement.id()) ? statement : each);
  }

  Level grade() {
    return level.effective();
  }

  boolean isOver() {
    return state.isOver();
  }
}
