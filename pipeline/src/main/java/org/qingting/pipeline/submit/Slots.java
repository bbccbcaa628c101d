package org.qingting.pipeline.submit;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import org.qingting.pipeline.submit.SessionCluster.Size;

/** Whether the cluster has room for the job. */
final class Slots {
  private Slots() {}

  /**
   * Refuses what can never fit, before anything is stopped for it.
   *
   * @param succession whether a job makes room first
   */
  static void check(Size size, OptionalInt parallelism, boolean succession)
      throws SubmissionException {
    if (size.taskManagers() == 0) {
      throw SubmissionException.failed(
          "the Flink cluster has no TaskManager: start one, or wait until it has registered");
    }
    int needed = parallelism.orElse(1);
    if (size.slots() < needed) {
      throw SubmissionException.failed(
          "the job needs "
              + needed
              + " slots, the whole cluster has "
              + size.slots()
              + ": add TaskManagers, or give a lower --parallelism");
    }
    if (!succession && size.free() < needed) {
      throw SubmissionException.failed(
          "no slots free: the job needs "
              + needed
              + ", other jobs leave "
              + size.free()
              + " of "
              + size.slots()
              + ": end one of them, or add TaskManagers");
    }
  }

  /** A job that has just ended gives its slots back a little later. */
  static void await(SessionCluster cluster, OptionalInt parallelism, Duration patience)
      throws IOException {
    Patience waiting = new Patience(patience);
    while (cluster.size().free() < parallelism.orElse(1)) {
      if (!waiting.more()) {
        check(cluster.size(), parallelism, false);
        return;
      }
    }
  }
}
