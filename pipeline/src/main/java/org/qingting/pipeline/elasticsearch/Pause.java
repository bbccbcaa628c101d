package org.qingting.pipeline.elasticsearch;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to leave a server alone that takes nothing: twice as long after each failure in a row,
 * up to a limit, spread so that not all come back at once. Pure; used by one thread.
 */
final class Pause {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final DoubleSupplier random;
  private int failures;

  /**
   * Begins without one.
   *
   * @param random from 0 to 1
   */
  Pause(DoubleSupplier random) {
    this.random = random;
  }

  /** How long to wait after one more failure. */
  Duration failed() {
    long doubled = FIRST.toMillis() << Math.min(failures, 10);
    failures++;
    long most = Math.min(doubled, LONGEST.toMillis());
    return Duration.ofMillis((long) (most * (0.5 + random.getAsDouble() / 2)));
  }

  void succeeded() {
    failures = 0;
  }
}
