package org.qingting.pipeline.submit;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.qingting.pipeline.submit.SessionCluster.Step;

/** The end of a running job, such that its successor loses nothing. */
final class Stopping {
  private final Jobs jobs;
  private final String job;
  private final Duration patience;

  Stopping(Jobs jobs, String job, Duration patience) {
    this.jobs = jobs;
    this.job = job;
    this.patience = patience;
  }

  /** Told of what happens. */
  interface Teller {
    void tell(Step step, String... values);
  }

  /**
   * Stops with a savepoint. A job that fails again and again cannot write one: it is cancelled, and
   * its newest checkpoint is as good.
   *
   * @return the savepoint, or the newest checkpoint; empty when it never completed any
   */
  Optional<String> stop(String folder, Teller teller) throws IOException {
    try {
      awaitAllRun();
      String savepoint = savepoint(jobs.stop(job, folder));
      awaitEnd();
      return Optional.of(savepoint);
    } catch (SubmissionException | FlinkRest.Refusal e) {
      if (now().state().equals("FINISHED")) {
        return jobs.newestState(now());
      }
      teller.tell(Step.CANCELLED, e.getMessage());
    }
    jobs.cancel(job);
    awaitEnd();
    return jobs.newestState(now());
  }

  private Job now() throws IOException {
    return new Job(job, jobs.state(job), 0);
  }

  private void awaitAllRun() throws IOException {
    Patience waiting = new Patience(patience.dividedBy(4));
    while (!jobs.allRun(job)) {
      if (!waiting.more()) {
        throw SubmissionException.failed(
            jobs.failures(job).newest().orElse("the job is " + jobs.state(job)));
      }
    }
  }

  private String savepoint(String trigger) throws IOException {
    Patience waiting = new Patience(patience);
    for (; ; ) {
      Optional<String> done = jobs.savepoint(job, trigger);
      if (done.isPresent()) {
        return done.get();
      }
      if (!waiting.more()) {
        throw SubmissionException.failed(
            "the savepoint takes more than " + patience.toSeconds() + " s");
      }
    }
  }

  private void awaitEnd() throws IOException {
    Patience waiting = new Patience(patience);
    while (!now().ended()) {
      if (!waiting.more()) {
        throw SubmissionException.failed(
            "the running job " + job + " does not end: see Flink's web page");
      }
    }
  }
}
