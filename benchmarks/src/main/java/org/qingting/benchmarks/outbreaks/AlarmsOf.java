package org.qingting.benchmarks.outbreaks;

import java.time.Duration;
import java.time.Instant;
import org.qingting.alerts.evaluation.CountDetector;

/** A detector that says only where alarms begin, shown one unit after the other. */
final class AlarmsOf implements UnitRule {
  private final CountDetector detector;
  private final Duration unit;
  private Instant next = Instant.parse("2025-01-06T00:00:00Z");

  AlarmsOf(CountDetector detector, Duration unit) {
    this.detector = detector;
    this.unit = unit;
  }

  @Override
  public boolean isAbove(long count) {
    boolean begins = detector.next(next, count);
    next = next.plus(unit);
    return begins;
  }
}
