package org.qingting.alerts.cases;

import java.time.Instant;
import java.util.List;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/**
 * An episode in a case, as last stated by the job.
 *
 * @param id id of the episode
 * @param revision of the statement
 * @param theme theme id; {@code ""} for all
 * @param place place; {@code ""} for all
 * @param evidence ids of its newest posts: what tells that two episodes are of one matter
 */
public record Member(
    String id,
    int revision,
    Alert.Phase phase,
    Series series,
    String theme,
    String place,
    Instant onset,
    Instant at,
    long observed,
    double expected,
    long people,
    long sources,
    long reposts,
    List<String> evidence) {

  public Member {
    evidence = List.copyOf(evidence);
  }

  static Member of(Alert alert, String theme, String place) {
    return new Member(
        alert.id(),
        alert.revision(),
        alert.phase(),
        alert.series(),
        theme,
        place,
        alert.onset(),
        alert.at(),
        alert.observed(),
        alert.expected(),
        alert.people(),
        alert.sources(),
        alert.reposts(),
        alert.evidence());
  }

  /** Whether the wave is over. */
  public boolean isOver() {
    return phase.isOver();
  }
}
