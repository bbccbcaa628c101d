package org.qingting.pipeline.submit;

import java.util.List;
import java.util.Optional;

/**
 * The failures of a job that Flink remembers, the newest first.
 *
 * @param entries each with its time in milliseconds and its cause in a sentence
 */
record Failures(List<Failure> entries) {
  /** Tasks of one job fail together within this; the next attempt begins after half a second. */
  private static final long TOGETHER_MILLIS = 400;

  record Failure(long time, String cause) {}

  Optional<String> newest() {
    return entries.stream().findFirst().map(Failure::cause);
  }

  /** How often the job as a whole was tried and failed. */
  int rounds() {
    int rounds = 0;
    long before = Long.MAX_VALUE;
    for (Failure each : entries) {
      if (before - each.time() > TOGETHER_MILLIS) {
        rounds++;
      }
      before = each.time();
    }
    return rounds;
  }
}
