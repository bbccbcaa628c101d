package org.qingting.benchmarks.outbreaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class FarringtonFlexibleTest {
  private static final int FIVE_YEARS = 263;

  /** Shows the past; gives the rule, which is to see the next unit. */
  private static UnitRule after(UnitRule rule, IntToLongFunction past) {
    for (int unit = 0; unit < FIVE_YEARS; unit++) {
      assertThat(rule.isAbove(past.applyAsLong(unit))).as("no five years yet").isFalse();
    }
    return rule;
  }

  /** Nine, ten and eleven in turn. */
  private static long about10(int unit) {
    return 9L + unit % 3;
  }

  @Test
  void isAbove_fromThePoissonBoundOn_whereNothingVariesMore() {
    // P(X >= 19) = 0.0072 and P(X >= 20) = 0.0035 for the mean 10.
    assertThat(after(FarringtonFlexible.annual(), FarringtonFlexibleTest::about10).isAbove(19))
        .isFalse();
    assertThat(after(FarringtonFlexible.annual(), FarringtonFlexibleTest::about10).isAbove(20))
        .isTrue();
    assertThat(after(FarringtonFlexible.weekly(), FarringtonFlexibleTest::about10).isAbove(20))
        .isTrue();
  }

  @Test
  void pastOutbreak_isWeightedDown() {
    IntToLongFunction outbreak = unit -> unit / 4 == 40 ? 60 : about10(unit);

    assertThat(after(FarringtonFlexible.annual(), outbreak).isAbove(24)).isTrue();
  }

  @Test
  void newestUnits_areLeftOut() {
    IntToLongFunction rising = unit -> unit > FIVE_YEARS - 14 ? 25 : about10(unit);

    assertThat(after(FarringtonFlexible.annual(), rising).isAbove(25)).isTrue();
    assertThat(after(FarringtonFlexible.weekly(), rising).isAbove(25)).isTrue();
  }

  @Test
  void season_isExpected() {
    IntToLongFunction sundays = unit -> unit % 7 == 4 ? 40 : about10(unit);
    // The next unit, 263, is such a day.
    assertThat(after(FarringtonFlexible.weekly(), sundays).isAbove(40)).isFalse();
    IntToLongFunction winters = unit -> (unit + 3) % 52 < 10 ? 40 : about10(unit);
    assertThat(after(FarringtonFlexible.annual(), winters).isAbove(40)).isFalse();
  }

  @Test
  void trend_isExpected() {
    IntToLongFunction growing = unit -> Math.round(5 * Math.exp(0.008 * unit));
    long usual = Math.round(5 * Math.exp(0.008 * FIVE_YEARS));

    assertThat(after(FarringtonFlexible.weekly(), growing).isAbove(usual)).isFalse();
    assertThat(after(FarringtonFlexible.weekly(), growing).isAbove(2 * usual)).isTrue();
  }

  @Test
  void fewerThanFiveCasesInFourUnits_areNeverAbove() {
    assertThat(after(FarringtonFlexible.annual(), unit -> unit % 50 == 0 ? 1 : 0).isAbove(4))
        .isFalse();
    assertThat(after(FarringtonFlexible.annual(), unit -> unit % 50 == 0 ? 1 : 0).isAbove(5))
        .isTrue();
  }

  @Test
  void upperTail_isPoissonOrNegativeBinomial() {
    assertThat(FarringtonFlexible.upperTail(0, 3, 2)).isEqualTo(1);
    assertThat(FarringtonFlexible.upperTail(1, 3, 1)).isCloseTo(1 - Math.exp(-3), within(1e-12));
    // Size 3 and success probability 1/2: 1 - 1/8.
    assertThat(FarringtonFlexible.upperTail(1, 3, 2)).isCloseTo(0.875, within(1e-12));
  }
}
