package org.qingting.pipeline.submit;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waiting with an end. */
final class Patience {
  private static final long STEP_MILLIS = 300;

  private final long deadline;

  Patience(Duration patience) {
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** Waits a little; false when the time is over. */
  boolean more() throws SubmissionException {
    if (System.nanoTime() > deadline) {
      return false;
    }
    try {
      TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw SubmissionException.failed("interrupted while waiting for Flink", e);
    }
  }
}
