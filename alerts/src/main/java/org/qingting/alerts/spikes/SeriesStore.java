package org.qingting.alerts.spikes;

import java.util.HashMap;
import java.util.Map;
import org.qingting.model.Series;

/** Where the detector finds the states of its series. What it is given, it changes in place. */
@FunctionalInterface
public interface SeriesStore {

  /** The state of a series; {@link SeriesState#begin} where nothing is known of it. */
  SeriesState load(Series series);

  /** A store that keeps everything in memory, for backtests and tests. */
  static SeriesStore inMemory() {
    Map<Series, SeriesState> states = new HashMap<>();
    return series -> states.computeIfAbsent(series, SeriesState::begin);
  }
}
