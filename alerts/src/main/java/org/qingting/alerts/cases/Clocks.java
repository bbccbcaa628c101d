package org.qingting.alerts.cases;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.qingting.alerts.policy.ClockRules;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.Jurisdiction;

/**
 * When a case has to ring, and whether it rang: warning before a clock runs out, escalation after,
 * step by step along the duty rota. Every ring has a name that is noted in the case, so that none
 * rings twice.
 */
record Clocks(DeskPolicy policy) {
  /** Later steps of an escalation would tell the same people again. */
  private static final int MOST_STEPS = 6;

  private static final int OVERDUE_STEPS = 3;
  private static final Duration OVERDUE_AGAIN = Duration.ofHours(1);

  /**
   * One ring.
   *
   * @param name unique in the case
   * @param what acknowledge, level, answer, conference, follow-up or task
   * @param step 0 for a warning; then how far down the duty rota
   * @param limit when the clock runs or ran out
   * @param about number of the task or statement; {@code ""} for none
   */
  record Ring(String name, String what, int step, Instant at, Instant limit, String about) {}

  /** When the next one rings; empty where none will. */
  Optional<Instant> next(CaseFile file) {
    return rings(file).stream().map(Ring::at).min(Comparator.naturalOrder());
  }

  /** Those that are to ring now, in their order. */
  List<Ring> due(CaseFile file, Instant now) {
    return rings(file).stream()
        .filter(ring -> !ring.at().isAfter(now))
        .sorted(Comparator.comparing(Ring::at).thenComparing(Ring::name))
        .toList();
  }

  private List<Ring> rings(CaseFile file) {
    List<Ring> rings = new ArrayList<>();
    if (!file.state().isOver()) {
      if (file.where().effective() != Jurisdiction.Verdict.ELSEWHERE) {
        acknowledgement(file, rings);
        grading(file, rings);
        answer(file, rings);
      }
      tasks(file, rings);
    }
    rings.removeIf(ring -> file.alarms().contains(ring.name()));
    return rings;
  }

  private ClockRules.Clock rules(CaseFile file) {
    return policy.clocks().of(file.level().effective());
  }

  private void acknowledgement(CaseFile file, List<Ring> rings) {
    if (file.state() != State.RAISED) {
      return;
    }
    Duration wait = rules(file).acknowledge();
    for (int step = 1; step <= MOST_STEPS; step++) {
      // What is held for the morning cannot be acknowledged before.
      Instant told = policy.quietHours().release(file.level().effective(), file.raisedAt());
      Instant at = told.plus(wait.multipliedBy(step));
      rings.add(new Ring("acknowledge-" + step, "acknowledge", step, at, told.plus(wait), ""));
    }
  }

  private void grading(CaseFile file, List<Ring> rings) {
    if (file.taken() != null && file.level().confirmed() == null) {
      Instant at = file.taken().at().plus(rules(file).acknowledge());
      rings.add(new Ring("level", "level", 0, at, at, ""));
    }
  }

  private void answer(CaseFile file, List<Ring> rings) {
    CaseFile.Clock clock = file.clock();
    if (clock == null) {
      return;
    }
    Duration before = policy.clocks().of(clock.level()).warnBefore();
    String of = "-" + clock.level().id();
    if (clock.answeredAt() == null) {
      limit("answer" + of, "answer", clock.answerBy(), before, "", rings);
    }
    if (clock.conferenceBy() != null && !hasFinal(file)) {
      limit("conference" + of, "conference", clock.conferenceBy(), before, "", rings);
    }
    Statement last = lastPublished(file);
    if (last != null && last.outcome() == Outcome.CHECKING) {
      // Who says that it is looked into owes what was found.
      Duration time = policy.clocks().of(clock.level()).answer();
      Duration within = time.compareTo(Duration.ofDays(1)) < 0 ? Duration.ofDays(1) : time;
      limit(
          "follow-up-" + last.id(),
          "follow-up",
          last.publishedAt().plus(within),
          before,
          last.id(),
          rings);
    }
  }

  private static boolean hasFinal(CaseFile file) {
    return file.statements().stream()
        .anyMatch(each -> each.isPublished() && each.outcome() != Outcome.CHECKING);
  }

  private static Statement lastPublished(CaseFile file) {
    return file.statements().stream()
        .filter(Statement::isPublished)
        .max(Comparator.comparing(Statement::publishedAt))
        .orElse(null);
  }

  private void tasks(CaseFile file, List<Ring> rings) {
    Duration before = rules(file).warnBefore();
    for (Task task : file.tasks()) {
      if (task.isOpen()) {
        limit("task-" + task.id(), "task", task.due(), before, task.id(), rings);
      }
    }
  }

  private static void limit(
      String name, String what, Instant limit, Duration before, String about, List<Ring> rings) {
    rings.add(new Ring(name + "-soon", what, 0, limit.minus(before), limit, about));
    for (int step = 1; step <= OVERDUE_STEPS; step++) {
      Instant at = limit.plus(OVERDUE_AGAIN.multipliedBy(step - 1));
      rings.add(new Ring(name + "-over-" + step, what, step, at, limit, about));
    }
  }
}
