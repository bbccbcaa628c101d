package org.qingting.pipeline.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartFailureTest {
  @Test
  void stateThatDoesNotFit_isToldApart() {
    assertThat(
            StartFailure.because(
                "Failed to rollback to checkpoint/savepoint file:/a. Cannot map"
                    + " checkpoint/savepoint state for operator 1 to the new program"))
        .hasMessageStartingWith("the state does not fit this program");
    assertThat(
            StartFailure.because(
                "The new state serializer must not be incompatible with the old state serializer"))
        .hasMessageStartingWith("the state does not fit this program");
  }

  @Test
  void aSavepointThatIsNotThere_isToldApart() {
    assertThat(
            StartFailure.because(
                "Cannot find checkpoint or savepoint file/directory 'file:/a' on file system"
                    + " 'file'"))
        .hasMessageStartingWith("the savepoint cannot be read by the cluster");
  }

  @Test
  void aClusterWithoutRoom_isToldApart() {
    assertThat(StartFailure.because("Could not acquire the minimum required resources"))
        .hasMessageStartingWith("no slots free");
  }

  @Test
  void anythingElse_isTheJobsOwn() {
    assertThat(StartFailure.because("the model cannot be loaded"))
        .hasMessage("the job failed at start: the model cannot be loaded");
  }

  @Test
  void whatStands_namesTheState() {
    assertThat(StartFailure.stands(Optional.of("file:/s/savepoint-1")))
        .contains("the newest state is file:/s/savepoint-1")
        .contains("--from file:/s/savepoint-1");
    assertThat(StartFailure.stands(Optional.empty())).contains("no state to lose");
  }
}
