package org.qingting.benchmarks.outbreaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenarioTest {

  @Test
  void thereAre42_sevenOfEachGroup() {
    assertThat(Scenario.all()).hasSize(42).doesNotHaveDuplicates();
    assertThat(
            Scenario.all().stream()
                .collect(Collectors.groupingBy(Scenario::group, Collectors.counting())))
        .hasSize(6)
        .allSatisfy((group, count) -> assertThat(count).isEqualTo(7));
  }

  @Test
  void meanFollowsTrendAndHarmonics() {
    Scenario trend = new Scenario(1, 0.01, 9, 9, 2, 0);
    assertThat(trend.mean(100, 52)).isCloseTo(Math.exp(2), within(1e-9));
    Scenario season = new Scenario(0, 0, 0.6, 0.3, 2, 1);
    assertThat(season.mean(52, 52)).isCloseTo(Math.exp(0.6), within(1e-9));
    assertThat(season.mean(13, 52)).isCloseTo(Math.exp(0.3), within(1e-9));
    Scenario peaks = new Scenario(0, 0, 0.6, 0.3, 2, 2);
    assertThat(peaks.mean(13, 52)).isCloseTo(Math.exp(0.3 - 0.6), within(1e-9));
    assertThat(peaks.mean(7, 7)).isCloseTo(Math.exp(1.2), within(1e-9));
  }
}
