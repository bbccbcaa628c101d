package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qingting.model.Alert;
import org.qingting.model.Series;

final class SpikeDetectorTest {
  private static final int WAVE = 24 * 20 + 4; // noon in China, twenty days in
  private final SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT);

  @Test
  void aWave_isRaisedUpdatedAndEnded_underOneId() {
    List<Observation> posts = ordinary(1, 1, 24 * 22);
    posts.addAll(wave(WAVE, 3, 40, "w"));
    List<Alert> said = run(posts);
    assertThat(said).extracting(Alert::phase).startsWith(Alert.Phase.RAISED, Alert.Phase.UPDATED);
    assertThat(said.get(said.size() - 1).phase()).isEqualTo(Alert.Phase.ENDED);
    assertThat(said).extracting(Alert::id).containsOnly(said.get(0).id());
    assertThat(said.get(0).id()).matches("[0-9a-f]{32}");
    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i).revision()).isEqualTo(i);
    }
    Alert raised = said.get(0);
    assertThat(raised.onset()).isEqualTo(Stream.hour(WAVE));
    assertThat(raised.at()).isBefore(Stream.hour(WAVE + 1));
    assertThat(raised.observed()).isGreaterThan((long) (2.5 * raised.expected()));
    assertThat(raised.evidence()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
    assertThat(raised.silent()).isFalse();
    Alert ended = said.get(said.size() - 1);
    assertThat(ended.at()).isAfterOrEqualTo(Stream.hour(WAVE + 3 + 12));
    assertThat(ended.people()).isGreaterThan(100);
    assertThat(ended.observed()).isGreaterThanOrEqualTo(120);
    assertThat(ended.evidence()).hasSize(20);
  }

  @Test
  void growth_isStatedAtEachDoublingOnly() {
    List<Observation> posts = ordinary(2, 1, 24 * 22);
    posts.addAll(wave(WAVE, 3, 200, "w"));
    List<Alert> growing = new ArrayList<>(run(posts));
    growing.removeIf(alert -> alert.phase() == Alert.Phase.ENDED);
    for (int i = 1; i < growing.size(); i++) {
      assertThat(growing.get(i).observed())
          .isGreaterThanOrEqualTo(2 * growing.get(i - 1).observed());
    }
    assertThat(growing).hasSizeBetween(4, 8);
  }

  @Test
  void onePersonPostingFiftyTimes_isNoWave() {
    List<Observation> posts = new ArrayList<>(ordinary(3, 0.1, 24 * 22));
    for (int i = 0; i < 50; i++) {
      posts.add(Stream.post(WAVE + i / 60.0, 77, "again" + i));
    }
    assertThat(run(posts)).isEmpty();
  }

  @Test
  void postsWithoutAuthor_countByDistinctSource() {
    List<Observation> one = new ArrayList<>(ordinary(3, 0.1, 24 * 22));
    List<Observation> many = new ArrayList<>(one);
    for (int i = 0; i < 12; i++) {
      one.add(from(WAVE + i / 60.0, "paper", "a" + i, false));
      many.add(from(WAVE + i / 60.0, "paper" + i % 6, "b" + i, false));
    }
    assertThat(run(one)).isEmpty();
    assertThat(run(many)).isNotEmpty();
  }

  @Test
  void reposts_areHeat_notPosts() {
    List<Observation> posts = new ArrayList<>(ordinary(4, 0.1, 24 * 22));
    for (int i = 0; i < 50; i++) {
      posts.add(from(WAVE + i / 100.0, "s" + i, "r" + i, true));
    }
    assertThat(run(posts)).isEmpty();
    posts.addAll(wave(WAVE + 0.1, 1, 30, "w"));
    List<Alert> said = run(posts);
    assertThat(said).isNotEmpty();
    assertThat(said.get(said.size() - 1).reposts()).isEqualTo(50);
  }

  @Test
  void duringTheFirstWeek_nothingIsRaised_unlessTheSeriesWasListenedToBefore() {
    List<Observation> posts = new ArrayList<>();
    posts.add(Stream.post(0, 1, "first"));
    posts.addAll(wave(24 * 6, 2, 100, "w"));
    SeriesState fresh = detector.begin(Series.OVERALL);
    assertThat(Stream.run(detector, fresh, posts, Stream.hour(24 * 6.5))).isEmpty();
    assertThat(detector.onTrial(fresh)).isTrue();
    SeriesState known = detector.begin(Series.OVERALL, Stream.START.minus(Duration.ofDays(30)));
    assertThat(Stream.run(detector, known, posts, Stream.hour(24 * 6.5))).isNotEmpty();
    assertThat(detector.onTrial(known)).isFalse();
  }

  @Test
  void filledBackwardsWithTwoWeeksOfPast_itRaisesNothing_andThenKnowsItsPast() {
    List<Observation> past = ordinary(5, 3, 24 * 14);
    Collections.reverse(past);
    Instant now = Stream.hour(24 * 14);
    SeriesState state = detector.begin(Series.OVERALL);
    for (Observation post : past) {
      Observation late =
          new Observation(post.at(), now, true, false, post.person(), "forum", post.post());
      assertThat(detector.observe(state, late)).isEmpty();
    }
    assertThat(detector.nextWakeUp(state)).isPresent();
    assertThat(detector.advance(state, now)).isEmpty();
    assertThat(detector.onTrial(state)).isFalse();
    assertThat(detector.nextWakeUp(state)).isEmpty();
    List<Alert> said =
        Stream.run(detector, state, wave(24 * 14 + 1, 1, 60, "w"), Stream.hour(24 * 14 + 2));
    assertThat(said).isNotEmpty();
    assertThat(said.get(0).expected()).isBetween(1.0, 15.0);
  }

  @Test
  void aWaveAlreadyThereWhenThePastIsFilled_isRaisedByTheFirstWatermark() {
    List<Observation> posts = new ArrayList<>(ordinary(6, 1, 24 * 20));
    posts.addAll(wave(WAVE, 1, 60, "w"));
    Collections.shuffle(posts, new Random(1));
    SeriesState state = detector.begin(Series.OVERALL);
    for (Observation post : posts) {
      assertThat(detector.observe(state, post)).isEmpty();
    }
    Optional<Alert> said = detector.advance(state, Stream.hour(WAVE + 0.9));
    assertThat(said).isPresent();
    assertThat(said.get().silent()).isFalse();
  }

  @Test
  void postsAboutThePast_alertOnlySilently() {
    List<Observation> posts = new ArrayList<>();
    Instant now = Stream.hour(24 * 300);
    for (Observation post : withWave(7)) {
      posts.add(
          new Observation(post.at(), now, true, false, post.person(), "archive", post.post()));
    }
    SeriesState state = detector.begin(Series.OVERALL);
    List<Alert> said = new ArrayList<>();
    for (Observation post : posts) {
      detector.observe(state, post).ifPresent(said::add);
    }
    detector.advance(state, now).ifPresent(said::add);
    assertThat(said).isNotEmpty().allMatch(Alert::silent);
    assertThat(said.get(said.size() - 1).phase()).isEqualTo(Alert.Phase.ENDED);
  }

  @Test
  void postsOlderThanTheWatermark_fillTheBaseline_andRaiseNothing() {
    SeriesState state = detector.begin(Series.OVERALL);
    assertThat(run(detector, state, ordinary(8, 1, 24 * 20))).isEmpty();
    detector.advance(state, Stream.hour(24 * 20));
    List<Observation> late = wave(24 * 19.0, 2, 100, "late");
    for (Observation post : late) {
      assertThat(detector.observe(state, post)).isEmpty();
    }
    assertThat(state.history.negatives(state.first, state.head)).isGreaterThan(500);
  }

  @Test
  void anEpisode_doesNotRaiseTheBaselineForWeeks() {
    List<Observation> posts = ordinary(9, 1, 24 * 30);
    List<Observation> disturbed = new ArrayList<>(posts);
    disturbed.addAll(wave(WAVE, 24, 40, "w"));
    SeriesState calm = detector.begin(Series.OVERALL);
    SeriesState after = detector.begin(Series.OVERALL);
    run(detector, calm, posts);
    run(detector, after, disturbed);
    long end = calm.head + 1;
    double before = calm.baseline(end, SpikeSettings.DEFAULT).expected();
    assertThat(after.baseline(end, SpikeSettings.DEFAULT).expected()).isLessThan(1.5 * before);
  }

  @Test
  void whatLasts_becomesTheNewNormal() {
    List<Observation> posts = ordinary(10, 1, 24 * 20);
    Random random = new Random(10);
    List<Observation> more =
        Stream.posts(Stream.ordinary(8, random, 70), 24 * 70, 10, 5000, random);
    more.removeIf(post -> post.at().isBefore(Stream.hour(24 * 20)));
    posts.addAll(more);
    List<Alert> said = run(posts);
    List<Alert> raised =
        said.stream().filter(alert -> alert.phase() == Alert.Phase.RAISED).toList();
    assertThat(raised).hasSizeBetween(1, 2);
    assertThat(said.get(said.size() - 1).phase()).isEqualTo(Alert.Phase.ENDED);
  }

  @Test
  void afterOneEpisodeEnded_theNextHasAnotherId() {
    List<Observation> posts = ordinary(11, 1, 24 * 26);
    posts.addAll(wave(WAVE, 2, 50, "a"));
    posts.addAll(wave(WAVE + 48, 2, 50, "b"));
    assertThat(
            run(posts).stream()
                .filter(alert -> alert.phase() == Alert.Phase.RAISED)
                .map(Alert::id)
                .distinct())
        .hasSize(2);
  }

  @Test
  void shuffledWithinItsHour_theSameEpisodesAreFound() {
    for (int seed = 0; seed < 20; seed++) {
      List<Observation> posts = withWave(seed);
      List<String> episodes = episodes(run(posts));
      List<Observation> shuffled = new ArrayList<>(posts);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(Comparator.comparingLong(post -> post.at().getEpochSecond() / 3600));
      SeriesState state = detector.begin(Series.OVERALL);
      List<Alert> said = new ArrayList<>();
      for (Observation post : shuffled) {
        Instant hour = Instant.ofEpochSecond(post.at().getEpochSecond() / 3600 * 3600);
        detector.advance(state, hour).ifPresent(said::add);
        detector.observe(state, post).ifPresent(said::add);
      }
      detector.advance(state, Stream.hour(24 * 40)).ifPresent(said::add);
      assertThat(episodes(said)).isEqualTo(episodes);
      assertThat(episodes).isNotEmpty();
    }
  }

  @Test
  void storedAndRestoredAfterEveryPost_itSaysExactlyTheSame() {
    List<Observation> posts = withWave(12);
    List<Alert> said = run(posts);
    SeriesState state = detector.begin(Series.OVERALL);
    List<Alert> again = new ArrayList<>();
    for (Observation post : posts) {
      again.addAll(Stream.feed(detector, state, post));
      state = SeriesState.decode(state.encode());
    }
    Instant end = posts.get(posts.size() - 1).at().plus(Duration.ofDays(3));
    detector.advance(state, end).ifPresent(again::add);
    assertThat(again).isEqualTo(said);
    assertThat(again).isNotEmpty();
  }

  @Test
  void nextWakeUp_endsAnEpisodeWithoutAnotherPost() {
    SeriesState state = detector.begin(Series.OVERALL);
    List<Alert> said = new ArrayList<>(run(detector, state, withWave(13)));
    int wakeUps = 0;
    Optional<Instant> wake = detector.nextWakeUp(state);
    while (wake.isPresent()) {
      detector.advance(state, wake.get()).ifPresent(said::add);
      assertThat(++wakeUps).isLessThan(20);
      wake = detector.nextWakeUp(state);
    }
    assertThat(said.get(said.size() - 1).phase()).isEqualTo(Alert.Phase.ENDED);
  }

  @Test
  void pseudonyms_areForgottenWhenTheEpisodeEnds() {
    SeriesState state = detector.begin(Series.OVERALL);
    run(detector, state, withWave(14));
    detector.advance(state, Stream.hour(24 * 40));
    detector.observe(state, Stream.post(24 * 40 + 1.0, 5, "next"));
    assertThat(state.people.size()).isLessThanOrEqualTo(1);
  }

  @Test
  void anObservation_costsMicroseconds_andADenseStateStaysSmall() {
    Random random = new Random(15);
    List<Observation> posts =
        Stream.posts(Stream.ordinary(300, random, 60), 24 * 60, 20, 100_000, random);
    SeriesState state = detector.begin(Series.OVERALL);
    long start = System.nanoTime();
    int largest = 0;
    for (int i = 0; i < posts.size(); i++) {
      Stream.feed(detector, state, posts.get(i));
      if (i % 10_000 == 0) {
        largest = Math.max(largest, state.encode().length);
      }
    }
    double micros = (System.nanoTime() - start) / 1000.0 / posts.size();
    System.out.printf(
        Locale.ROOT,
        "%d observations at 300 negative/h: %.2f microseconds each, largest state %d bytes%n",
        posts.size(),
        micros,
        largest);
    assertThat(largest).isLessThan(16_384);
    assertThat(micros).isLessThan(50); // a bound for the slowest machine, not a goal
  }

  @Test
  void settingsThatDoNotFit_areRefusedByName() {
    SpikeSettings d = SpikeSettings.DEFAULT;
    assertThatThrownBy(
            () ->
                new SpikeSettings(
                    Duration.ofMinutes(50),
                    d.window(),
                    5,
                    4,
                    2.5,
                    1e-6,
                    d.trial(),
                    d.history(),
                    d.past(),
                    d.quiet(),
                    d.wave(),
                    1024))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'bucket' is PT50M but must be");
  }

  private static List<String> episodes(List<Alert> said) {
    return said.stream().map(Alert::id).distinct().toList();
  }

  private List<Alert> run(List<Observation> posts) {
    List<Observation> ordered = new ArrayList<>(posts);
    ordered.sort(Comparator.comparing(Observation::at));
    return Stream.run(ordered);
  }

  private static List<Alert> run(
      SpikeDetector detector, SeriesState state, List<Observation> posts) {
    List<Alert> said = new ArrayList<>();
    List<Observation> ordered = new ArrayList<>(posts);
    ordered.sort(Comparator.comparing(Observation::at));
    for (Observation post : ordered) {
      said.addAll(Stream.feed(detector, state, post));
    }
    return said;
  }

  private static List<Observation> withWave(int seed) {
    List<Observation> posts = ordinary(seed, 2, 24 * 20 + 12);
    posts.addAll(wave(WAVE, 3, 30, "w"));
    posts.sort(Comparator.comparing(Observation::at));
    return posts;
  }

  private static List<Observation> ordinary(int seed, double perHour, int hours) {
    Random random = new Random(seed);
    return Stream.posts(Stream.ordinary(perHour, random, hours / 24), hours, 10, 5000, random);
  }

  private static List<Observation> wave(double from, int hours, int perHour, String id) {
    List<Observation> posts = new ArrayList<>();
    for (int i = 0; i < hours * perHour; i++) {
      posts.add(Stream.post(from + (double) i / perHour, 900_000L + i, id + i));
    }
    return posts;
  }

  private static Observation from(double hour, String source, String id, boolean repost) {
    return new Observation(Stream.hour(hour), Stream.hour(hour), true, repost, 0, source, id);
  }
}
