package org.qingting.pipeline.submit;

import java.util.List;
import java.util.Optional;

/** From which state a submission starts, decided from what is asked for and what there is. */
final class StartPoint {
  private StartPoint() {}

  /**
   * What there is.
   *
   * @param running jobs of the name that have not ended
   * @param elsewhere where a running job keeps its state, if not in this home
   * @param inFolder the newest whole checkpoint or savepoint of the home
   * @param unseen one of this home that the cluster tells of, and that is not seen here
   * @param remains whether earlier starts have left anything in the home
   */
  record Found(
      List<Job> running,
      Optional<String> elsewhere,
      Optional<String> inFolder,
      Optional<String> unseen,
      boolean remains) {}

  /** Where the state comes from. */
  enum Kind {
    /** The savepoint or checkpoint that was named. */
    NAMED,
    /** The savepoint with which the running job is stopped. */
    SUCCESSION,
    /** The newest checkpoint or savepoint of a job that runs no more. */
    NEWEST,
    /** Nothing: a first start, or asked for. */
    FRESH
  }

  /**
   * What is to be done.
   *
   * @param stop the running job, which is stopped with a savepoint first
   * @param path of {@link Kind#NAMED} and {@link Kind#NEWEST}
   */
  record Plan(Optional<String> stop, Kind kind, Optional<String> path) {}

  /**
   * Decides.
   *
   * @param named a savepoint or checkpoint that was asked for
   * @param fresh whether state is to be left aside
   */
  static Plan decide(Optional<String> named, boolean fresh, Found found)
      throws SubmissionException {
    if (named.isPresent() && fresh) {
      throw SubmissionException.bad("--from and --fresh contradict each other: give one of them");
    }
    if (found.running().size() > 1) {
      throw SubmissionException.failed(
          found.running().size()
              + " jobs of this name run on the cluster, and which of them holds the state cannot"
              + " be known: cancel all but one in Flink's web page");
    }
    Optional<String> stop = found.running().stream().map(Job::id).findFirst();
    if (named.isPresent()) {
      return new Plan(stop, Kind.NAMED, named);
    }
    if (fresh) {
      return new Plan(stop, Kind.FRESH, Optional.empty());
    }
    if (found.elsewhere().isPresent()) {
      throw SubmissionException.bad(
          "the job that runs keeps its state elsewhere, in "
              + found.elsewhere().get()
              + ": give its --home, or what to start from by --from");
    }
    if (stop.isPresent()) {
      return new Plan(stop, Kind.SUCCESSION, Optional.empty());
    }
    if (found.inFolder().isPresent()) {
      return new Plan(stop, Kind.NEWEST, found.inFolder());
    }
    if (found.unseen().isPresent()) {
      throw SubmissionException.failed(
          "the cluster knows a checkpoint that is not seen here, "
              + found.unseen().get()
              + ": share that folder, give it by --from, or --fresh to begin without");
    }
    if (found.remains()) {
      throw SubmissionException.failed(
          "there is state of earlier starts, but no whole checkpoint: give one by --from, or"
              + " --fresh to begin without (imports and baselines are then read anew)");
    }
    return new Plan(stop, Kind.FRESH, Optional.empty());
  }
}
