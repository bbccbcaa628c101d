package org.qingting.alerts.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Series;

class BacktestTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Series THEME = new Series(Series.Kind.THEME, "force");
  private static final Series PLACE = new Series(Series.Kind.PLACE, "示例镇");
  private static final Series BOTH = new Series(Series.Kind.THEME_PLACE, "force@示例镇");
  private static final Series ELSEWHERE = new Series(Series.Kind.PLACE, "另一镇");
  private static final List<Double> COMPARED = List.of(0.05, 0.25, 1.0, 4.0);
  private static final int DAYS = 28;
  private static final Instant WAVE = START.plus(Duration.ofHours(20 * 24 + 6));

  /** A post and the series that count it. */
  private record Counted(List<Series> series, Observation post) {}

  @Test
  void aPlantedWave_isFoundAtAllSensitivities_andAMoreSensitiveOneIsNeverLater() {
    for (int seed = 0; seed < 5; seed++) {
      Backtest.Report report = run(withWave(seed), null);
      assertThat(report.compared()).as("seed %d", seed).isPositive();
      List<Backtest.Sensitivity> all = report.sensitivities();
      assertThat(all).extracting(Backtest.Sensitivity::falsePerWeek).isEqualTo(COMPARED);
      for (int i = 0; i < all.size(); i++) {
        assertThat(all.get(i).alerts() - all.get(i).withdrawn()).isPositive();
        assertThat(all.get(i).medianDelayMinutes()).isBetween(0.0, 180.0);
        if (i > 0) {
          assertThat(all.get(i).medianDelayMinutes())
              .isLessThanOrEqualTo(all.get(i - 1).medianDelayMinutes());
          assertThat(all.get(i).alerts()).isGreaterThanOrEqualTo(all.get(i - 1).alerts());
        }
      }
      assertThat(report.episodes())
          .as("seed %d", seed)
          .anySatisfy(
              episode -> {
                assertThat(episode.onset()).isBetween(WAVE, WAVE.plus(Duration.ofHours(2)));
                assertThat(episode.raisedAt()).isAfterOrEqualTo(episode.onset());
                assertThat(episode.confirmedAt()).isAfterOrEqualTo(episode.raisedAt());
                assertThat(episode.overAt()).isAfter(episode.confirmedAt());
                assertThat(episode.withdrawn()).isFalse();
                assertThat(episode.observed()).isGreaterThan((long) (2 * episode.expected()));
                assertThat(episode.people()).isGreaterThanOrEqualTo(4);
              });
    }
  }

  @Test
  void theSameWaveInSeriesThatHoldEachOther_isOneMatter() {
    Backtest.Report report = run(withWave(1), null);
    List<Backtest.Episode> ofWave =
        report.episodes().stream()
            .filter(episode -> !episode.raisedAt().isBefore(WAVE))
            .filter(episode -> episode.raisedAt().isBefore(WAVE.plus(Duration.ofHours(6))))
            .toList();
    assertThat(ofWave)
        .extracting(Backtest.Episode::series)
        .contains(Series.OVERALL, THEME, PLACE, BOTH);
    assertThat(ofWave).extracting(Backtest.Episode::matter).containsOnly(ofWave.get(0).matter());
  }

  @Test
  void wavesOfSeriesThatShareNothing_areTwoMatters() {
    List<Counted> posts = ordinary(2);
    wave(posts, List.of(BOTH), "a");
    wave(posts, List.of(ELSEWHERE), "b");
    Backtest.Report report = run(sorted(posts), null);
    assertThat(report.episodes())
        .filteredOn(episode -> episode.series().equals(BOTH) || episode.series().equals(ELSEWHERE))
        .extracting(Backtest.Episode::matter)
        .hasSizeGreaterThanOrEqualTo(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void countsAWeek_areOfTheJudgedTimeAlone() {
    Backtest.Report report = run(withWave(1), null);
    assertThat(report.from()).isEqualTo(START.plus(SpikeSettings.DEFAULT.trial()));
    assertThat(report.judged().toHours()).isBetween(20 * 24L, 21 * 24L + 1);
    double weeks = report.judged().toMinutes() / (7 * 24 * 60.0);
    Backtest.Sensitivity chosen = report.sensitivities().get(1);
    assertThat(chosen.alerts()).isEqualTo(report.episodes().size());
    assertThat(chosen.alertsPerWeek()).isCloseTo(chosen.alerts() / weeks, within(1e-9));
    assertThat(chosen.mattersPerWeek()).isCloseTo(chosen.matters() / weeks, within(1e-9));
    assertThat(chosen.matters()).isLessThanOrEqualTo(chosen.alerts());
    assertThat(report.days()).as("by the days of the zone").hasSize(22);
    assertThat(report.days().stream().mapToLong(Backtest.Day::critical).max().orElseThrow())
        .isGreaterThan(40);
    assertThat(report.days()).allSatisfy(day -> assertThat(day.usual()).isBetween(10.0, 40.0));
  }

  @Test
  void whatIsBeforeTheAskedTime_onlyTeachesWhatIsUsual() {
    Instant behind = WAVE.plus(Duration.ofDays(2));
    Backtest.Report report = run(withWave(1), behind);
    assertThat(report.from()).isEqualTo(behind);
    assertThat(report.episodes())
        .allSatisfy(episode -> assertThat(episode.raisedAt()).isAfterOrEqualTo(behind));
    assertThat(report.compared()).isZero();
    assertThat(report.sensitivities())
        .allSatisfy(each -> assertThat(each.medianDelayMinutes()).isNaN());
  }

  @Test
  void withinTheTrial_nothingIsJudged() {
    List<Counted> week =
        withWave(1).stream()
            .filter(each -> each.post().at().isBefore(START.plus(Duration.ofDays(6))))
            .toList();
    Backtest.Report report = run(week, null);
    assertThat(report.from()).isNull();
    assertThat(report.judged()).isZero();
    assertThat(report.posts()).isEqualTo(week.size());
    assertThat(report.episodes()).isEmpty();
    assertThat(report.days()).isEmpty();
  }

  @Test
  void nothingAtAll_givesAnEmptyReport() {
    Backtest.Report report = run(List.of(), null);
    assertThat(report.until()).isNull();
    assertThat(report.sensitivities()).hasSize(4);
  }

  @Test
  void postsOutOfOrder_areRefused() {
    Backtest backtest = new Backtest(SpikeSettings.DEFAULT, COMPARED, null);
    backtest.take(List.of(THEME), post(START.plusSeconds(60), 1, "a"));
    assertThatThrownBy(() -> backtest.take(List.of(THEME), post(START, 2, "b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("oldest first");
  }

  @Test
  void aSensitivityThatCannotBe_isNamed() {
    assertThatThrownBy(() -> new Backtest(SpikeSettings.DEFAULT, List.of(0.0), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("falsePerWeek");
  }

  private static Backtest.Report run(List<Counted> posts, Instant judgedFrom) {
    Backtest backtest = new Backtest(SpikeSettings.DEFAULT, COMPARED, judgedFrom);
    posts.forEach(each -> backtest.take(each.series(), each.post()));
    return backtest.report();
  }

  private static List<Counted> withWave(int seed) {
    List<Counted> posts = ordinary(seed);
    wave(posts, List.of(Series.OVERALL, THEME, PLACE, BOTH), "w");
    return sorted(posts);
  }

  private static List<Counted> sorted(List<Counted> posts) {
    return posts.stream().sorted(Comparator.comparing(each -> each.post().at())).toList();
  }

  /** About one critical post an hour, of which one in six counts in a theme and a place. */
  private static List<Counted> ordinary(int seed) {
    Random random = new Random(seed);
    List<Counted> posts = new ArrayList<>();
    for (int hour = 0; hour < DAYS * 24; hour++) {
      for (int i = random.nextInt(3); i > 0; i--) {
        List<Series> series =
            switch (random.nextInt(6)) {
              case 0 -> List.of(Series.OVERALL, THEME, PLACE, BOTH);
              case 1 -> List.of(Series.OVERALL, ELSEWHERE);
              default -> List.of(Series.OVERALL);
            };
        Instant at = START.plus(Duration.ofHours(hour)).plusSeconds(random.nextInt(3600));
        posts.add(new Counted(series, post(at, 1 + random.nextInt(500), "p" + posts.size())));
      }
    }
    return posts;
  }

  /** Fifteen posts an hour for five hours. */
  private static void wave(List<Counted> posts, List<Series> series, String name) {
    for (int i = 0; i < 75; i++) {
      posts.add(new Counted(series, post(WAVE.plusSeconds(240L * i), 1000 + i, name + i)));
    }
  }

  private static Observation post(Instant at, long person, String id) {
    return new Observation(at, at, true, false, person, "forum", "forum", id, "models-1");
  }
}
