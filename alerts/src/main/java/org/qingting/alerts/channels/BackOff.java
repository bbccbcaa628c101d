package org.qingting.alerts.channels;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential back-off: 5 s doubled with each failure up to 15 min, of which the jitter takes away
 * up to half, so that what failed together does not come back together.
 *
 * @param jitter from 0 (inclusive) to 1
 */
record BackOff(DoubleSupplier jitter) {
  private static final long FIRST_MS = 5_000;
  private static final long LONGEST_MS = Duration.ofMinutes(15).toMillis();

  Duration after(int failures) {
    long full = Math.min(LONGEST_MS, FIRST_MS << Math.min(Math.max(failures, 0), 20));
    return Duration.ofMillis(full - (long) (full / 2.0 * jitter.getAsDouble()));
  }

  /** At least so long, where the service says or we know that less is no use. */
  Duration after(int failures, Duration atLeast) {
    Duration usual = after(failures);
    return usual.compareTo(atLeast) < 0 ? atLeast.plus(usual.dividedBy(10)) : usual;
  }
}
