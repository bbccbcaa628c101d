package org.qingting.pipeline.submit;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A job that was accepted or refused, and does not run: why, and what stands. */
final class StartFailure {
  private static final List<String> MISFITS =
      List.of(
          "cannot map checkpoint/savepoint state",
          "must not be incompatible",
          "is incompatible",
          "incompatible state",
          "maximum parallelism",
          "max parallelism");
  private static final List<String> UNREADABLE =
      List.of(
          "cannot find checkpoint or savepoint",
          "cannot find meta data file",
          "unexpected magic number",
          "could not deserialize",
          "eofexception");
  private static final List<String> NO_ROOM =
      List.of("could not acquire the minimum required resources", "noresourceavailable");

  private StartFailure() {}

  /** In a sentence, from the root cause that Flink told. */
  static SubmissionException because(String cause) {
    if (names(cause, MISFITS)) {
      return SubmissionException.failed(
          "the state does not fit this program, which needs a version that can read it: " + cause);
    }
    if (names(cause, UNREADABLE)) {
      return SubmissionException.failed(
          "the savepoint cannot be read by the cluster (is the folder shared, is it whole?): "
              + cause);
    }
    if (names(cause, NO_ROOM)) {
      return SubmissionException.failed(
          "no slots free for the job: add TaskManagers, or give a lower --parallelism");
    }
    return SubmissionException.failed("the job failed at start: " + cause);
  }

  /**
   * What stands after a failed start.
   *
   * @param newest the newest state that there is
   */
  static String stands(Optional<String> newest) {
    return newest
        .map(
            path ->
                "; no job runs now, nothing is lost: the newest state is "
                    + path
                    + ", from where the next 'qingting submit' goes on (the earlier program, too:"
                    + " --jar OLD --from "
                    + path
                    + ")")
        .orElse("; no job runs now, and there was no state to lose");
  }

  private static boolean names(String cause, List<String> signs) {
    String lower = cause.toLowerCase(Locale.ROOT);
    return signs.stream().anyMatch(lower::contains);
  }
}
