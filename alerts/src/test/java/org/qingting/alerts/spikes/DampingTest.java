package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** What people made less sensitive for a while. */
class DampingTest {
  private static final int WAVE = 24 * 20 + 10;
  private static final Series TRAFFIC = new Series(Series.Kind.THEME, "traffic");
  private static final Series FORCE = new Series(Series.Kind.THEME, "force");

  private final Watched watched = new Watched();

  private static List<Observation> ordinary() {
    Random random = new Random(5);
    return Stream.posts(Stream.ordinary(2, random, 24), 24 * 24, 10, 5000, random);
  }

  private static List<Observation> wave(double from, int hours, int perHour) {
    List<Observation> posts = new ArrayList<>();
    for (int i = 0; i < hours * perHour; i++) {
      posts.add(Stream.post(from + (double) i / perHour, 900_000L + i, "w" + from + "-" + i));
    }
    return posts;
  }

  private List<Alert> run(List<Observation> waves, boolean restarts) {
    List<Observation> posts = new ArrayList<>(ordinary());
    posts.addAll(waves);
    posts.sort(Comparator.comparing(Observation::fetchedAt));
    List<Alert> said = new ArrayList<>();
    for (Observation post : posts) {
      said.addAll(watched.feed(post, TRAFFIC, FORCE));
      if (restarts && post.at().getEpochSecond() % 7 == 0) {
        watched.restart();
      }
    }
    return said;
  }

  private static Set<Series> raised(List<Alert> said) {
    return said.stream().map(Alert::series).collect(Collectors.toSet());
  }

  private void damp(double factor, double from, double until) {
    damp("d1", factor, from, until);
  }

  private void damp(String id, double factor, double from, double until) {
    watched.damp(id, TRAFFIC, factor, Stream.hour(from), Stream.hour(until));
  }

  @Test
  void aWaveLikeTheFalseAlarm_isNone_andOtherSeriesHearAllTheSame() {
    damp(4, 0, 24 * 30);
    assertThat(raised(run(wave(WAVE, 3, 12), false))).containsExactly(FORCE);
  }

  @Test
  void whatOtherSeriesState_isTheVerySame_howeverManyAreDampedBesideThem() {
    List<Series> noisy = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      noisy.add(new Series(Series.Kind.PLACE, "示例村" + i));
    }
    List<Integer> raised = new ArrayList<>();
    for (int count = 5; count <= 24; count++) {
      List<Alert> plain = besides(noisy, count, false);
      List<Alert> damped = besides(noisy, count, true);
      assertThat(raised(plain)).as("all rise").containsAll(noisy);
      assertThat(raised(damped)).as("damped").doesNotContainAnyElementsOf(noisy);
      assertThat(of(FORCE, damped)).as("with %d posts", count).isEqualTo(of(FORCE, plain));
      if (!of(FORCE, plain).isEmpty()) {
        raised.add(count);
      }
    }
    assertThat(raised).as("some waves are too small").isNotEmpty().doesNotContain(5);
  }

  /** Seven places rise by much in one hour, and one theme by little. */
  private static List<Alert> besides(List<Series> noisy, int count, boolean damped) {
    Watched all = new Watched();
    List<Series> both = new ArrayList<>(noisy);
    both.add(FORCE);
    List<Alert> said = new ArrayList<>();
    for (Observation post : ordinary()) {
      if (post.at().isAfter(Stream.hour(WAVE))) {
        break;
      }
      said.addAll(all.feed(post, both.toArray(Series[]::new)));
    }
    if (damped) {
      noisy.forEach(
          series -> all.damp(series.name(), series, 4, Stream.hour(0), Stream.hour(24 * 30)));
    }
    for (Observation post : wave(WAVE + 0.3, 1, 36)) {
      if (post.at().isBefore(Stream.hour(WAVE + 0.9))) {
        said.addAll(all.feed(post, noisy.toArray(Series[]::new)));
      }
    }
    for (int i = 0; i < count; i++) {
      double at = WAVE + 0.9 + i / 1000.0;
      said.addAll(all.feed(Stream.post(at, 700_000L + i, "f" + i), FORCE));
    }
    said.addAll(all.advance(Stream.hour(WAVE + 30)));
    return said;
  }

  private static List<Alert> of(Series series, List<Alert> said) {
    return said.stream().filter(alert -> alert.series().equals(series)).toList();
  }

  @Test
  void aMuchLargerWave_isRaisedAllTheSame() {
    damp(4, 0, 24 * 30);
    assertThat(raised(run(wave(WAVE, 3, 150), false))).containsExactlyInAnyOrder(TRAFFIC, FORCE);
  }

  @Test
  void itEndsByEventTime_andSurvivesRestarts() {
    damp(4, 0, WAVE);
    List<Observation> both = new ArrayList<>(wave(WAVE - 48, 3, 12));
    both.addAll(wave(WAVE + 1, 3, 12));
    List<Alert> said = run(both, true);
    assertThat(said.stream().filter(alert -> alert.series().equals(TRAFFIC)))
        .isNotEmpty()
        .allSatisfy(alert -> assertThat(alert.onset()).isAfterOrEqualTo(Stream.hour(WAVE)));
    assertThat(said.stream().filter(alert -> alert.series().equals(FORCE)).map(Alert::onset))
        .anyMatch(onset -> onset.isBefore(Stream.hour(WAVE - 40)));
  }

  @Test
  void whatRoseWhileDamped_isNotRaisedWhenTheDampingEnds() {
    damp(4, 0, WAVE + 1);
    List<Alert> said = run(wave(WAVE, 1, 60), false);
    said.addAll(watched.advance(Stream.hour(WAVE + 4 * 24)));
    assertThat(raised(said)).containsExactly(FORCE);
  }

  @Test
  void whatIsTakenBack_dampsNoMore_alsoWhereItIsToldOfLate_orAgain() {
    damp(4, 0, 24 * 30);
    damp(1, 0, 24 * 30);
    damp(4, 0, 24 * 30);
    assertThat(raised(run(wave(WAVE, 3, 12), true))).containsExactlyInAnyOrder(TRAFFIC, FORCE);
  }

  @Test
  void takingOneBack_leavesAnotherOfTheSameSeries_andTheyDoNotMultiply() {
    damp("d1", 3, 0, 24 * 30);
    damp("d2", 4, 0, 24 * 30);
    damp("d3", 4, 0, 24 * 30);
    damp("d3", 1, 0, 24 * 30);
    assertThat(raised(run(wave(WAVE, 3, 12), true))).containsExactly(FORCE);
  }

  @Test
  void aWaveMustBeLargerByTheFactor() {
    // An hour that is judged while it is open, by a bound that stands still.
    Map<Double, Integer> least = new TreeMap<>();
    for (double factor : new double[] {1, 2, 4}) {
      for (int perHour = 5; perHour < 120 && !least.containsKey(factor); perHour++) {
        Watched each = new Watched();
        each.damp("d", TRAFFIC, factor, Stream.hour(0), Stream.hour(24 * 30));
        List<Observation> posts = new ArrayList<>(ordinary());
        posts.removeIf(post -> !post.at().isBefore(Stream.hour(WAVE)));
        posts.addAll(wave(WAVE, 1, perHour));
        if (!each.feed(posts, TRAFFIC).isEmpty()) {
          least.put(factor, perHour);
        }
      }
    }
    assertThat(least).containsOnlyKeys(1.0, 2.0, 4.0);
    assertThat(least.get(2.0)).isEqualTo(2 * least.get(1.0));
    assertThat(least.get(4.0)).isEqualTo(4 * least.get(1.0));
  }

  @Test
  void theState_isOfTheOldVersion_whereNothingIsDamped_andForgetsWhatIsOver() {
    byte[] before = watched.panel().encode();
    assertThat(before[0]).isEqualTo((byte) 1);
    damp(2, 0, 24);
    byte[] damped = watched.panel().encode();
    assertThat(damped[0]).isEqualTo((byte) 2);
    assertThat(Panel.decode(damped).encode()).isEqualTo(damped);
    damp(1, 0, 24);
    assertThat(Panel.decode(watched.panel().encode()).damped.values())
        .containsExactly(
            new Damping(TRAFFIC, 1, Stream.hour(0).toEpochMilli(), Stream.hour(24).toEpochMilli()));
    run(List.of(), false);
    assertThat(watched.panel().encode()[0]).isEqualTo((byte) 1);
  }
}
