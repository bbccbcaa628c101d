package org.qingting.pipeline.job;

import java.util.List;
import org.qingting.alerts.control.Decision;
import org.qingting.alerts.spikes.Observation;
import org.qingting.model.Series;

/**
 * One post as the detector counts it, or something that people decided about a series.
 *
 * @param series all series that it counts in
 * @param observation the post; null for a decision
 * @param decision null for a post
 */
public record Counted(List<Series> series, Observation observation, Decision.Sensitivity decision) {
  public Counted {
    series = series == null ? List.of() : series;
  }

  /** A post. */
  public Counted(List<Series> series, Observation observation) {
    this(series, observation, null);
  }

  static Counted of(Decision.Sensitivity decision) {
    return new Counted(List.of(), null, decision);
  }
}
