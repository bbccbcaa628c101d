package org.qingting.alerts.cases;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.qingting.model.Series;

/**
 * Which episodes are of one matter: an incident makes its theme, its place and the whole rise with
 * it. Two are if their themes and places do not contradict each other, they rise at the same time,
 * and they share evidence. Two incidents are two matters until a person says otherwise.
 */
final class Kinship {
  /** Longest time between the end of one and the onset of the other. */
  private static final Duration APART = Duration.ofHours(6);

  /** Onsets so close are one rise. */
  private static final Duration TOGETHER = Duration.ofHours(2);

  private Kinship() {}

  /** Whether an episode belongs to a case as it stands. */
  static boolean belongs(Member episode, CaseFile file) {
    if (file.state().isOver() || file.moved().containsKey(episode.id())) {
      return false;
    }
    boolean related = false;
    for (Member other : file.episodes()) {
      if (other.id().equals(episode.id())) {
        return true;
      }
      if (isIncident(other) && isIncident(episode) && !other.series().equals(episode.series())) {
        return false;
      }
      related |=
          atTheSameTime(episode, other) && (sameSeries(episode, other) || kin(episode, other));
    }
    return related;
  }

  private static boolean isIncident(Member member) {
    return member.series().kind() == Series.Kind.INCIDENT;
  }

  private static boolean sameSeries(Member one, Member other) {
    return one.series().equals(other.series());
  }

  /**
   * Only the newest posts stand as evidence, so that two that rise together need to share but one;
   * what rises at another hour has to share half.
   */
  private static boolean kin(Member one, Member other) {
    if (!agree(one.theme(), other.theme()) || !agree(one.place(), other.place())) {
      return false;
    }
    int shared = shared(one, other);
    boolean together = Duration.between(one.onset(), other.onset()).abs().compareTo(TOGETHER) <= 0;
    return shared > 0
        && (together || 2 * shared >= Math.min(one.evidence().size(), other.evidence().size()));
  }

  private static boolean agree(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static boolean atTheSameTime(Member one, Member other) {
    return !one.onset().isAfter(other.at().plus(APART))
        && !other.onset().isAfter(one.at().plus(APART));
  }

  private static int shared(Member one, Member other) {
    Set<String> both = new HashSet<>(one.evidence());
    both.retainAll(other.evidence());
    return both.size();
  }
}
