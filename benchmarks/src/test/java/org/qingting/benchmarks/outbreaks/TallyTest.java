package org.qingting.benchmarks.outbreaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final int START = Simulation.TESTED_FROM;

  /** Ten free tested units, then an outbreak of four. */
  private static Tally tally(int... above) {
    BitSet outbreaks = new BitSet();
    outbreaks.set(START + 10, START + 14);
    BitSet set = new BitSet();
    for (int unit : above) {
      set.set(START + unit);
    }
    return Tally.of(
        new SimulatedSeries(
            Collections.nCopies(Simulation.UNITS, 0L), outbreaks, START + 10, START + 13),
        set);
  }

  @Test
  void unitsBeforeTheOutbreak_tellOfFalseAlarms() {
    Tally tally = tally(2, 3, 7);

    assertThat(tally.falsePositiveRate()).isCloseTo(0.3, within(1e-12));
    assertThat(tally.falseAlarmsPerWeek()).isCloseTo(1.4, within(1e-12));
    assertThat(tally.probabilityOfDetection()).isZero();
  }

  @Test
  void outbreak_isFoundAtItsFirstUnitAbove() {
    assertThat(tally(12, 13).meanDelay()).isEqualTo(2);
    assertThat(tally(13).probabilityOfDetection()).isEqualTo(1);
    assertThat(tally(14).probabilityOfDetection()).isZero();
  }

  @Test
  void talliesAddUp() {
    Tally both = tally(0, 10).plus(tally());

    assertThat(both).isEqualTo(new Tally(20, 1, 1, 2, 1, 0));
  }
}
