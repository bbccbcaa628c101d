package org.qingting.alerts.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.Panel;
import org.qingting.alerts.spikes.SeriesStore;
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

  /**
   * Settings for one series of nothing but counts, as in the Numenta benchmark's tweets: half-hour
   * buckets, since its bursts last minutes; a false alarm in two weeks; no people, since counts
   * have none; a greater ratio, since crowds about companies are more restless than those about a
   * county's police. Chosen on four of its series.
   */
  SpikeSettings COUNTS =
      new SpikeSettings(
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          10,
          1,
          4,
          0.5,
          1,
          Duration.ofDays(2),
          SpikeSettings.DEFAULT.history(),
          SpikeSettings.DEFAULT.halfLife(),
          SpikeSettings.DEFAULT.past(),
          Duration.ofHours(18),
          SpikeSettings.DEFAULT.wave(),
          SpikeSettings.DEFAULT.peopleLimit(),
          ZoneOffset.UTC);

  /**
   * The product's detector on a fresh series: a count is as many critical posts at its time, each
   * by somebody else, and a zero is silence that was listened to.
   */
  static CountDetector ofPosts(SpikeSettings settings) {
    SpikeDetector detector = new SpikeDetector(settings, Panel.begin(), SeriesStore.inMemory());
    List<Series> one = List.of(Series.OVERALL);
    return (at, count) -> {
      boolean begins = isRaised(detector.advance(at));
      // Counted by no series: it only shows that there was listening.
      detector.observe(List.of(), post(at, false, 0));
      for (long i = 1; i <= count; i++) {
        begins |= isRaised(detector.observe(one, post(at, true, at.toEpochMilli() + i)));
      }
      return begins;
    };
  }

  private static Observation post(Instant at, boolean critical, long person) {
    return new Observation(at, at, critical, false, person, "counts", "counts", "", "");
  }

  private static boolean isRaised(List<Alert> said) {
    return said.stream().anyMatch(alert -> alert.phase() == Alert.Phase.RAISED);
  }
}
