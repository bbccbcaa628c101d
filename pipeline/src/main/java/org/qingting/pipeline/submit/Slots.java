package org.qingting.pipeline.submit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.qingting.pipeline.submit.SessionCluster.Size;

/** Whether the cluster has room for the job. */
final class Slots {
  private Slots() {}

  /**
   * What is in the way; empty when the job fits.
   *
   * @param succession whether a job makes room first
   */
  static Optional<String> lack(Size size, OptionalInt parallelism, boolean succession) {
    int needed = parallelism.orElse(1);
    if (size.taskManagers() == 0) {
      return Optional.of("the Flink cluster has no TaskManager: start one");
    }
    if (size.slots() < needed) {
      return Optional.of(
          "the job needs "
              + needed
              + " slots, the whole cluster has "
              + size.slots()
              + ": add TaskManagers, or give a lower --parallelism");
    }
    if (!succession && size.free() < needed) {
      return Optional.of(
          "no slots free: the job needs "
              + needed
              + ", other jobs leave "
              + size.free()
              + " of "
              + size.slots()
              + ": end one of them, or add TaskManagers");
    }
    return Optional.empty();
  }

  /**
   * Waits for room: TaskManagers register a little after they start, and a job that has just ended
   * gives its slots back a little later.
   */
  static void await(
      SessionCluster cluster, OptionalInt parallelism, boolean succession, Duration patience)
      throws IOException {
    Patience waiting = new Patience(patience);
    Optional<String> lack = lack(cluster.size(), parallelism, succession);
    while (lack.isPresent()) {
      if (!waiting.more()) {
        throw SubmissionException.failed(lack.get());
      }
      lack = lack(cluster.size(), parallelism, succession);
    }
  }
}
