package org.qingting.pipeline.job;

import java.util.List;
import org.qingting.alerts.spikes.Observation;
import org.qingting.model.Series;

/**
 * One post as the detector counts it.
 *
 * @param series all series that it counts in
 * @param observation the post
 */
public record Counted(List<Series> series, Observation observation) {
  public Counted {
    series = series == null ? List.of() : series;
  }
}
