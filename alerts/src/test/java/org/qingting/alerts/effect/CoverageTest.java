package org.qingting.alerts.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.alerts.effect.Effect.Interval;
import org.qingting.alerts.effect.Effect.Verdict;

/** How often the interval holds the truth and the verdict is right, where the truth is known. */
final class CoverageTest {
  private static final int SEEDS = 200;

  @ParameterizedTest
  @CsvSource({
    "FADING, 72, 48, true, 12",
    "FADING, 72, 48, true, 60",
    "FADING, 72, 48, true, 400",
    "FADING, 72, 48, false, 60",
    "FADING, 48, 24, true, 60",
    "TURNED, 72, 48, true, 60",
    "LEVEL, 120, 48, true, 20",
  })
  void ninetyFivePercentIntervals_holdTheTruthAsOftenAsTheyClaim(
      Wave.Shape shape, int before, int after, boolean controls, double perHour) {
    for (double effect : new double[] {0, -0.3, -0.6, 0.4}) {
      Wave wave = new Wave(perHour, effect, shape, before, after, controls);
      Tally tally = Tally.of(wave);
      System.out.println(wave + " " + tally);
      assertThat(tally.coverage).as("volume " + wave).isBetween(0.90, 0.99);
      assertThat(tally.shareCoverage).as("share " + wave).isBetween(0.90, 0.99);
      if (effect == 0) {
        assertThat(tally.of(Verdict.EASED)).isLessThanOrEqualTo(0.05);
      }
    }
  }

  /** The straight line is wrong here, and errs to the careful side. */
  @Test
  void aWaveWhoseDecaySlowsDownByItself_isHardlyEverCalledEased() {
    Wave wave = new Wave(60, 0, Wave.Shape.HEAVY_TAIL, 72, 48, true);
    Tally tally = Tally.of(wave);
    System.out.println(wave + " " + tally);
    assertThat(tally.of(Verdict.EASED)).isLessThanOrEqualTo(0.05);
  }

  private static final class Tally {
    private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    private final Map<Effect.Reason, Integer> reasons = new EnumMap<>(Effect.Reason.class);
    private double coverage;
    private double shareCoverage;
    private double width;

    static Tally of(Wave wave) {
      Tally tally = new Tally();
      int measured = 0;
      int held = 0;
      int shares = 0;
      int sharesHeld = 0;
      List<Effect> effects =
          IntStream.range(0, SEEDS)
              .parallel()
              .mapToObj(seed -> StatementEffect.of(wave.counts(seed), EffectSettings.DEFAULT))
              .toList();
      for (Effect effect : effects) {
        tally.verdicts.merge(effect.verdict(), 1, Integer::sum);
        effect.reasons().forEach(reason -> tally.reasons.merge(reason, 1, Integer::sum));
        if (effect.volume().isPresent()) {
          measured++;
          held += holds(effect.volume().get(), 1 + wave.effect()) ? 1 : 0;
          tally.width += Math.log(effect.volume().get().upper() / effect.volume().get().lower());
        }
        if (effect.share().isPresent()) {
          shares++;
          sharesHeld += holds(effect.share().get(), wave.shareEffect()) ? 1 : 0;
        }
      }
      tally.coverage = (double) held / measured;
      tally.shareCoverage = (double) sharesHeld / shares;
      tally.width /= measured;
      return tally;
    }

    double of(Verdict verdict) {
      return verdicts.getOrDefault(verdict, 0) / (double) SEEDS;
    }

    private static boolean holds(Interval interval, double truth) {
      return interval.lower() <= truth && truth <= interval.upper();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "coverage %.3f, of the share %.3f, log width %.2f, %s %s",
          coverage,
          shareCoverage,
          width,
          verdicts,
          reasons);
    }
  }
}
