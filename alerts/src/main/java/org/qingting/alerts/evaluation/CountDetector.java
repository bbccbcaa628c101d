package org.qingting.alerts.evaluation;

import java.time.Instant;
import java.util.Optional;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.SeriesState;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** Watches one series of counts; one detector a series. */
@FunctionalInterface
public interface CountDetector {

  /**
   * Sees the next count; each once, in the order of time.
   *
   * @param at when the counted time begins
   * @param count never negative
   * @return whether an alarm begins here
   */
  boolean next(Instant at, long count);

  /** The product's detector on a fresh series: a count is as many negative posts at its time. */
  static CountDetector ofPosts(SpikeSettings settings) {
    SpikeDetector detector = new SpikeDetector(settings);
    SeriesState state = detector.begin(Series.OVERALL);
    return (at, count) -> {
      boolean begins = isRaised(detector.advance(state, at));
      for (long i = 1; i <= count; i++) {
        // Nobody writes twice: counts do not say who did.
        long person = at.toEpochMilli() + i;
        begins |=
            isRaised(
                detector.observe(
                    state, new Observation(at, at, true, false, person, "counts", "")));
      }
      return begins;
    };
  }

  private static boolean isRaised(Optional<Alert> said) {
    return said.filter(alert -> alert.phase() == Alert.Phase.RAISED).isPresent();
  }
}
