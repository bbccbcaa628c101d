package org.qingting.pipeline.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qingting.pipeline.submit.StartPoint.Found;
import org.qingting.pipeline.submit.StartPoint.Kind;
import org.qingting.pipeline.submit.StartPoint.Plan;

class StartPointTest {
  private static final Job JOB = new Job("a1", "RUNNING", 1);
  private static final Optional<String> NONE = Optional.empty();
  private static final Optional<String> CHECKPOINT = Optional.of("file:/home/chk-7");
  private static final Optional<String> NAMED = Optional.of("file:/elsewhere/savepoint-1");

  @Test
  void nothingAnywhere_isAFirstStart() throws Exception {
    assertThat(decide(NONE, false, List.of(), NONE, NONE, NONE, false))
        .isEqualTo(new Plan(NONE, Kind.FRESH, NONE));
  }

  @Test
  void aJobThatRunsNoMore_isTakenUpFromItsNewestCheckpoint() throws Exception {
    assertThat(decide(NONE, false, List.of(), NONE, CHECKPOINT, NONE, true))
        .isEqualTo(new Plan(NONE, Kind.NEWEST, CHECKPOINT));
  }

  @Test
  void aRunningJob_isSucceeded_whateverIsInTheFolder() throws Exception {
    assertThat(decide(NONE, false, List.of(JOB), NONE, CHECKPOINT, NONE, true))
        .isEqualTo(new Plan(Optional.of("a1"), Kind.SUCCESSION, NONE));
  }

  @Test
  void aNamedSavepoint_winsOverTheNewest_andTheRunningJobIsStillStoppedInOrder() throws Exception {
    assertThat(decide(NAMED, false, List.of(JOB), NONE, CHECKPOINT, NONE, true))
        .isEqualTo(new Plan(Optional.of("a1"), Kind.NAMED, NAMED));
  }

  @Test
  void fresh_leavesStateAside_andTheRunningJobIsStillStoppedInOrder() throws Exception {
    assertThat(decide(NONE, true, List.of(JOB), NONE, CHECKPOINT, NONE, true))
        .isEqualTo(new Plan(Optional.of("a1"), Kind.FRESH, NONE));
  }

  @Test
  void stateWithoutAWholeCheckpoint_isNotSilentlyLeftAside() {
    assertThatThrownBy(() -> decide(NONE, false, List.of(), NONE, NONE, NONE, true))
        .isInstanceOf(SubmissionException.class)
        .hasMessageContaining("no whole checkpoint")
        .hasMessageContaining("--fresh");
  }

  @Test
  void stateThatOnlyTheClusterSees_isNotSilentlyLeftAside() {
    assertThatThrownBy(() -> decide(NONE, false, List.of(), NONE, NONE, CHECKPOINT, false))
        .hasMessageContaining("not seen here, file:/home/chk-7");
  }

  @Test
  void bothAreOvercome_byFresh() throws Exception {
    assertThat(decide(NONE, true, List.of(), NONE, NONE, CHECKPOINT, true).kind())
        .isEqualTo(Kind.FRESH);
  }

  @Test
  void aJobOfAnotherHome_isNotStopped() {
    assertThatThrownBy(
            () ->
                decide(NONE, false, List.of(JOB), Optional.of("file:/b/chk-1"), NONE, NONE, false))
        .hasMessageContaining("keeps its state elsewhere, in file:/b/chk-1")
        .satisfies(e -> assertThat(((SubmissionException) e).badInput()).isTrue());
  }

  @Test
  void twoJobsOfTheName_areNotGuessedAt() {
    assertThatThrownBy(() -> decide(NONE, false, List.of(JOB, JOB), NONE, CHECKPOINT, NONE, true))
        .hasMessageContaining("2 jobs of this name");
  }

  @Test
  void namedAndFresh_contradict() {
    assertThatThrownBy(() -> decide(NAMED, true, List.of(), NONE, NONE, NONE, false))
        .satisfies(e -> assertThat(((SubmissionException) e).badInput()).isTrue());
  }

  private static Plan decide(
      Optional<String> named,
      boolean fresh,
      List<Job> running,
      Optional<String> elsewhere,
      Optional<String> inFolder,
      Optional<String> unseen,
      boolean remains)
      throws SubmissionException {
    return StartPoint.decide(
        named, fresh, new Found(running, elsewhere, inFolder, unseen, remains));
  }
}
