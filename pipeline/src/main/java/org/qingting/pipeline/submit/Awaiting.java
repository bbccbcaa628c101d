package org.qingting.pipeline.submit;

import java.io.IOException;
import java.time.Duration;
import org.qingting.pipeline.submit.SessionCluster.Step;

/** Watches a new job until it stands on its own. */
final class Awaiting {
  /** One may be a TaskManager that went; this many attempts are the job's own fault. */
  private static final int FAILURES = 3;

  private final Jobs jobs;
  private final String job;
  private final Duration patience;

  Awaiting(Jobs jobs, String job, Duration patience) {
    this.jobs = jobs;
    this.job = job;
    this.patience = patience;
  }

  /**
   * Waits for the first checkpoint, or for the end of a job that has one.
   *
   * @throws SubmissionException when the job failed; it has been cancelled then
   */
  void firstCheckpoint(Stopping.Teller teller) throws IOException {
    Patience waiting = new Patience(patience);
    String told = "";
    while (jobs.checkpointsCompleted(job) == 0) {
      String state = jobs.state(job);
      if (state.equals("FINISHED")) {
        return;
      }
      Failures failures = jobs.failures(job);
      if (state.equals("FAILED") || state.equals("CANCELED")) {
        throw StartFailure.because(failures.newest().orElse("it is " + state));
      }
      if (failures.rounds() >= FAILURES || !waiting.more()) {
        cancel();
        throw StartFailure.because(failures.newest().orElse(nothingWithin(state)));
      }
      String now = failures.newest().orElse(state.equals("RUNNING") ? "" : state);
      if (!now.equals(told) && !now.isEmpty()) {
        teller.tell(Step.WAITING, now);
        told = now;
      }
    }
  }

  private String nothingWithin(String state) {
    return "no checkpoint within " + patience.toSeconds() + " s, it is " + state;
  }

  private void cancel() throws IOException {
    try {
      jobs.cancel(job);
    } catch (FlinkRest.Refusal e) {
      // It ended by itself meanwhile.
    }
  }
}
