package org.qingting.benchmarks.outbreaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnitRulesTest {

  /** The units, from 0 on, that are judged above. */
  private static List<Integer> above(UnitRule rule, long... counts) {
    List<Integer> above = new ArrayList<>();
    for (int unit = 0; unit < counts.length; unit++) {
      if (rule.isAbove(counts[unit])) {
        above.add(unit);
      }
    }
    return above;
  }

  @Test
  void c1_isAboveThreeDeviations_ofTheSevenUnitsBefore() {
    // Mean 4, deviation 1: three of them end at 7.
    assertThat(above(Ears.c1(), 3, 5, 3, 5, 3, 5, 4, 7)).isEmpty();
    assertThat(above(Ears.c1(), 3, 5, 3, 5, 3, 5, 4, 8)).containsExactly(7);
  }

  @Test
  void c1_saysNothingBeforeItHasSevenUnits() {
    assertThat(above(Ears.c1(), 3, 5, 3, 5, 3, 5, 900)).isEmpty();
  }

  @Test
  void c1_takesAnyRiseAboveABaselineThatNeverVaried() {
    assertThat(above(Ears.c1(), 0, 0, 0, 0, 0, 0, 0, 0, 1)).containsExactly(8);
  }

  @Test
  void c2_doesNotLearnFromTheTwoUnitsBefore() {
    long[] slowly = {3, 5, 3, 5, 3, 5, 4, 7, 7, 8};
    assertThat(above(Ears.c1(), slowly)).isEmpty();
    assertThat(above(Ears.c2(), slowly)).containsExactly(9);
  }

  @Test
  void c3_addsUpWhatExceedsOneDeviation_overThreeUnits() {
    // The first 6 is 2 deviations above its baseline, the 5 less than one, the second 6 2.45.
    long[] slowly = {3, 5, 3, 5, 3, 5, 4, 4, 4, 6, 5, 6, 4};
    assertThat(above(Ears.c2(), slowly)).isEmpty();
    assertThat(above(Ears.c3(), slowly)).containsExactly(11);
  }

  @Test
  void elastAlert_comparesAWindowWithTheOneBefore() {
    assertThat(above(new ElastAlertSpike(2), 3, 3, 9, 8)).isEmpty();
    assertThat(above(new ElastAlertSpike(2), 3, 3, 9, 9)).containsExactly(3);
  }

  @Test
  void elastAlert_needsFiveInTheCurrentWindow() {
    assertThat(above(new ElastAlertSpike(1), 1, 4)).isEmpty();
    assertThat(above(new ElastAlertSpike(1), 1, 5)).containsExactly(1);
  }

  @Test
  void elastAlert_beginsAnewAfterAnAlert() {
    // The 45 is thrice the 15 too, but both windows have to fill again first.
    assertThat(above(new ElastAlertSpike(1), 5, 15, 45, 135, 405)).containsExactly(1, 3);
  }

  @Test
  void alarmsOf_showsOneUnitAfterTheOther() {
    List<String> seen = new ArrayList<>();
    UnitRule rule = new AlarmsOf((at, count) -> seen.add(at + " " + count), Duration.ofDays(1));

    assertThat(above(rule, 4, 5)).containsExactly(0, 1);
    assertThat(seen).containsExactly("2025-01-06T00:00:00Z 4", "2025-01-07T00:00:00Z 5");
  }
}
