package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
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
    watched.damp(TRAFFIC, factor, Stream.hour(from), Stream.hour(until));
  }

  @Test
  void aWaveLikeTheFalseAlarm_isNone_andOtherSeriesHearAllTheSame() {
    damp(4, 0, 24 * 30);
    assertThat(raised(run(wave(WAVE, 3, 12), false))).containsExactly(FORCE);
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
  void whatIsTakenBack_dampsNoMore_andWhatWasSaidTwice_isSaidOnce() {
    damp(4, 0, 24 * 30);
    damp(4, 0, 24 * 30);
    damp(1, 0, 24 * 30);
    assertThat(raised(run(wave(WAVE, 3, 12), false))).containsExactlyInAnyOrder(TRAFFIC, FORCE);
  }

  @Test
  void theState_isOfTheOldVersion_whereNothingIsDamped_andForgetsWhatIsOver() {
    byte[] before = watched.panel().encode();
    assertThat(before[0]).isEqualTo((byte) 1);
    damp(2, 0, 24);
    byte[] damped = watched.panel().encode();
    assertThat(damped[0]).isEqualTo((byte) 2);
    assertThat(Panel.decode(damped).encode()).isEqualTo(damped);
    run(List.of(), false);
    assertThat(watched.panel().encode()[0]).isEqualTo((byte) 1);
  }
}
