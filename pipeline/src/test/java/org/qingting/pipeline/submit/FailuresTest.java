package org.qingting.pipeline.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void tasksThatFailTogether_areOneRound() {
    assertThat(at(10_050, 10_020, 10_000).rounds()).isEqualTo(1);
  }

  @Test
  void eachAttempt_isARound() {
    assertThat(at(12_010, 12_000, 11_000, 10_000).rounds()).isEqualTo(3);
  }

  @Test
  void noFailure_isNoRound() {
    assertThat(at().rounds()).isZero();
    assertThat(at().newest()).isEmpty();
  }

  @Test
  void theNewest_isTold() {
    assertThat(at(12_000, 10_000).newest()).contains("at 12000");
  }

  private static Failures at(long... newestFirst) {
    return new Failures(
        LongStream.of(newestFirst)
            .mapToObj(time -> new Failures.Failure(time, "at " + time))
            .toList());
  }
}
