package org.qingting.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DurationsTest {

  @Test
  void tellsTheTimeWithinWhichAShareEnded_whateverTheirOrder() {
    Durations durations = new Durations();
    for (int millis = 200; millis >= 1; millis--) {
      durations.add(millis * 1_000_000L);
    }

    assertThat(durations.millis(0.5)).isEqualTo(100);
    assertThat(durations.millis(0.99)).isEqualTo(198);
    assertThat(durations.millis(1)).isEqualTo(200);
  }

  @Test
  void ofNothing_thereIsNoTime() {
    assertThat(new Durations().millis(0.5)).isNaN();
  }
}
