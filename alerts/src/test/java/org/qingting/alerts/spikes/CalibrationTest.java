package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.Alert;

/** How often the detector errs and how fast it is, on invented streams whose truth is known. */
final class CalibrationTest {
  private static final int SEEDS = 200;
  private static final int WAVES = 100;
  private static final int DAYS = 30;
  private static final double SIZE = 4;

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 1, 5, 20})
  void ordinaryLife_raisesLessThanOneAlarmInTwentySeriesWeeks(double perHour) {
    int alarms = 0;
    Map<Alert.Trigger, Integer> triggers = new TreeMap<>();
    int seeds = perHour > 10 ? SEEDS / 2 : SEEDS;
    for (int seed = 0; seed < seeds; seed++) {
      Random random = new Random(seed);
      LongToDoubleFunction rate = Stream.ordinary(perHour, random, DAYS);
      List<Observation> posts = Stream.posts(rate, DAYS * 24, SIZE, 5000, random);
      for (Alert alert : raised(posts)) {
        alarms++;
        triggers.merge(alert.trigger(), 1, Integer::sum);
      }
    }
    double weeks = seeds * (DAYS - 7) / 7.0;
    System.out.printf(
        Locale.ROOT,
        "ordinary life, %.2f negative/h: %d false alarms %s in %.0f series-weeks = %.4f a week%n",
        perHour,
        alarms,
        triggers,
        weeks,
        alarms / weeks);
    assertThat(alarms / weeks).isLessThan(0.05);
  }

  /** Hours vary by half of their mean here, so that some of these waves drown in chance. */
  @ParameterizedTest
  @CsvSource({"1, 20", "5, 45", "20, 60"})
  void fiveTimesTheUsualForThreeHours_isFoundWhileItLasts_atLeastThisOften(
      double perHour, int atLeast) {
    double[] delays = delays("five times the usual", perHour, usual -> 5 * usual);
    assertThat(delays).hasSizeGreaterThanOrEqualTo(atLeast);
    assertThat(delays[delays.length / 2]).isLessThan(2.5);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.5", "1, 1"})
  void thirtyMoreAnHour_onAQuietSeries_isFoundAlways_andSoon(double perHour, double median) {
    double[] delays = delays("thirty more an hour", perHour, usual -> usual + 30);
    assertThat(delays).hasSizeGreaterThanOrEqualTo(95);
    assertThat(delays[delays.length / 2]).isLessThan(median);
  }

  /** Hours from the beginning of a wave of three hours until it is raised, where it is, sorted. */
  private static double[] delays(String what, double perHour, DoubleUnaryOperator wave) {
    List<Double> delays = new ArrayList<>();
    for (int seed = 0; seed < WAVES; seed++) {
      Random random = new Random(1000 + seed);
      int onset = 24 * 15 + 2 + random.nextInt(10); // by day: 10 to 20 o'clock in China
      LongToDoubleFunction usual = Stream.ordinary(perHour, random, DAYS);
      LongToDoubleFunction rate =
          hour -> {
            double mean = usual.applyAsDouble(hour);
            return hour >= onset && hour < onset + 3 ? wave.applyAsDouble(mean) : mean;
          };
      List<Observation> posts = Stream.posts(rate, 24 * 17, SIZE, 5000, random);
      raised(posts).stream()
          .mapToDouble(
              alert -> (alert.at().toEpochMilli() - Stream.hour(onset).toEpochMilli()) / 3.6e6)
          .filter(delay -> delay >= 0 && delay <= 3)
          .findFirst()
          .ifPresent(delays::add);
    }
    double[] sorted = delays.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%s for 3 h, %.2f negative/h: found %d of %d, median after %.2f h, 90 %% within %.2f h%n",
        what,
        perHour,
        sorted.length,
        WAVES,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.9)]);
    return sorted;
  }

  @Test
  void aWaveOutOfSilence_isFoundAtItsFifthPost() {
    List<Observation> posts = new ArrayList<>();
    for (int hour = 0; hour < 24 * 20; hour += 12) {
      posts.add(Stream.post(hour, 1, "neutral" + hour, "forum", false));
    }
    for (int i = 0; i < 10; i++) {
      posts.add(Stream.post(24 * 20 + i / 10.0, 100 + i, "new" + i));
    }
    List<Alert> raised = raised(posts);
    assertThat(raised).hasSize(1);
    assertThat(raised.get(0).observed()).isEqualTo(5);
    assertThat(raised.get(0).at()).isEqualTo(posts.get(44).at());
    assertThat(raised.get(0).onset()).isEqualTo(Stream.hour(24 * 20));
    assertThat(raised.get(0).expected()).isLessThan(0.1);
  }

  private static List<Alert> raised(List<Observation> posts) {
    return Stream.run(posts).stream().filter(a -> a.phase() == Alert.Phase.RAISED).toList();
  }
}
