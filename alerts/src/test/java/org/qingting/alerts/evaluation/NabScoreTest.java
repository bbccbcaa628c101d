package org.qingting.alerts.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.evaluation.LabelledSeries.Window;

/** 100 rows, of which the first 15 are probation; a window of ten rows, from 40 to 49. */
class NabScoreTest {
  private static final Window WINDOW = new Window(40, 49);

  private static NabScore score(List<Window> windows, int... alarms) {
    NabScore score = new NabScore();
    score.add(100, windows, set(alarms));
    return score;
  }

  private static BitSet set(int... alarms) {
    BitSet set = new BitSet();
    for (int row : alarms) {
      set.set(row);
    }
    return set;
  }

  private static double normalised(int... alarms) {
    return score(List.of(WINDOW), alarms).normalised();
  }

  @Test
  void firstRowOfEveryWindow_isPerfect() {
    NabScore score = score(List.of(WINDOW, new Window(70, 74)), 40, 70);

    assertThat(score.normalised()).isCloseTo(100, within(1e-9));
    assertThat(score.windows()).isEqualTo(2);
    assertThat(score.found()).isEqualTo(2);
    assertThat(score.falseAlarms()).isZero();
  }

  @Test
  void silence_isZero() {
    assertThat(normalised()).isZero();
  }

  @Test
  void lateInTheWindow_earnsLess() {
    // Half-way: 2 / (1 + exp(-2.5)) - 1 = 0.848284 of 0.986614; its last row: 0.244919 of it.
    assertThat(normalised(45)).isCloseTo(50 * (1 + 0.848284 / 0.986614), within(1e-3));
    assertThat(normalised(49)).isCloseTo(50 * (1 + 0.244919 / 0.986614), within(1e-3));
  }

  @Test
  void onlyTheFirstAlarmInAWindowCounts() {
    assertThat(normalised(45, 46, 49)).isEqualTo(normalised(45));
  }

  @Test
  void alarmRightAfterAWindow_costsLess_thanOneFarAway() {
    // One ninth of the window behind it: 2 / (1 + exp(5 / 9)) - 1 = -0.270843 of 0.11.
    assertThat(normalised(50)).isCloseTo(50 * -0.11 * 0.270843, within(1e-3));
    // From three windows behind it on: the whole 0.11.
    assertThat(normalised(49 + 27)).isCloseTo(50 * -0.11, within(1e-9));
    assertThat(score(List.of(WINDOW), 50, 76).falseAlarms()).isEqualTo(2);
  }

  @Test
  void alarmBeforeTheFirstWindow_costsAll() {
    assertThat(normalised(39)).isCloseTo(50 * -0.11, within(1e-9));
  }

  @Test
  void probation_isNotScored() {
    assertThat(normalised(0, 14)).isZero();
    assertThat(normalised(15)).isNegative();
  }

  @Test
  void probation_isNeverLongerThan750Rows() {
    NabScore score = new NabScore();
    score.add(20_000, List.of(new Window(10_000, 10_099)), set(749, 750));

    assertThat(score.falseAlarms()).isEqualTo(1);
  }

  @Test
  void windowWithinProbation_isNotToBeFound() {
    assertThat(score(List.of(new Window(3, 9), WINDOW), 40).windows()).isEqualTo(1);
  }
}
