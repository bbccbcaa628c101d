package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qingting.model.Alert;
import org.qingting.model.Series;

final class SpikeDetectorTest {
  private static final int WAVE = 24 * 20 + 4; // noon in China, twenty days in

  @Test
  void aWave_isRaisedConfirmedUpdatedAndEnded_underOneId() {
    List<Observation> posts = ordinary(1, 1, 24 * 22);
    posts.addAll(wave(WAVE, 3, 40, "w"));
    List<Alert> said = run(posts);
    assertThat(said)
        .extracting(Alert::phase)
        .startsWith(Alert.Phase.RAISED)
        .contains(Alert.Phase.UPDATED)
        .endsWith(Alert.Phase.ENDED);
    assertThat(phase(said, Alert.Phase.CONFIRMED)).hasSize(1);
    assertThat(said).extracting(Alert::id).containsOnly(said.get(0).id());
    assertThat(said.get(0).id()).matches("[0-9a-f]{32}");
    for (int i = 0; i < said.size(); i++) {
      assertThat(said.get(i).revision()).isEqualTo(i);
    }
    Alert raised = said.get(0);
    assertThat(raised.onset()).isEqualTo(Stream.hour(WAVE));
    assertThat(raised.at()).isBefore(Stream.hour(WAVE + 1));
    assertThat(raised.observed()).isGreaterThan((long) (2.5 * raised.expected()));
    assertThat(raised.police()).isGreaterThanOrEqualTo(raised.observed());
    assertThat(raised.everyDays()).isGreaterThan(28);
    assertThat(raised.trigger()).isEqualTo(Alert.Trigger.BURST);
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
    List<Alert> growing = phase(run(posts), Alert.Phase.UPDATED);
    for (int i = 1; i < growing.size(); i++) {
      if (growing.get(i).id().equals(growing.get(i - 1).id())) {
        assertThat(growing.get(i).observed())
            .isGreaterThanOrEqualTo(2 * growing.get(i - 1).observed());
      }
    }
    assertThat(growing).hasSizeBetween(3, 8);
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
  void duringTheFirstWeek_nothingIsRaised_unlessTheHomeListenedBefore() {
    Watched fresh = new Watched();
    fresh.feed(Stream.post(0, 1, "first", "forum", false));
    assertThat(fresh.feed(wave(24 * 6, 2, 100, "w"))).isEmpty();
    assertThat(fresh.onTrial()).isTrue();
    Watched known = new Watched();
    listen(known, "forum", 0, 24 * 9);
    assertThat(known.onTrial()).isFalse();
    // Of this place nobody wrote before: it has a past all the same, silence.
    Series place = new Series(Series.Kind.PLACE, "青石镇");
    assertThat(known.feed(wave(24 * 9, 2, 100, "w"), place)).isNotEmpty();
  }

  @Test
  void filledBackwardsWithTwoWeeksOfPast_itRaisesNothing_andThenKnowsItsPast() {
    List<Observation> past = ordinary(5, 3, 24 * 14);
    Collections.reverse(past);
    Instant now = Stream.hour(24 * 14);
    Watched watched = new Watched();
    for (Observation post : past) {
      assertThat(watched.observe(at(post, now))).isEmpty();
    }
    assertThat(watched.advance(now)).isEmpty();
    assertThat(watched.onTrial()).isFalse();
    List<Alert> said = watched.feed(wave(24 * 14 + 1, 1, 60, "w"));
    assertThat(said).isNotEmpty();
    assertThat(said.get(0).expected()).isBetween(1.0, 15.0);
  }

  @Test
  void aWaveAlreadyThereWhenThePastIsFilled_isRaisedByTheFirstWatermark() {
    List<Observation> posts = new ArrayList<>(ordinary(6, 1, 24 * 20));
    posts.addAll(wave(WAVE, 1, 60, "w"));
    Collections.shuffle(posts, new Random(1));
    Watched watched = new Watched();
    for (Observation post : posts) {
      assertThat(watched.observe(post)).isEmpty();
    }
    List<Alert> said = watched.advance(Stream.hour(WAVE + 0.9));
    assertThat(said).hasSize(1);
    assertThat(said.get(0).silent()).isFalse();
  }

  @Test
  void postsForClosedBuckets_fillTheBaseline_andRaiseNothing() {
    Watched watched = new Watched();
    assertThat(watched.feed(ordinary(8, 1, 24 * 20))).isEmpty();
    watched.advance(Stream.hour(24 * 20));
    for (Observation post : wave(24 * 19.0, 2, 100, "late")) {
      assertThat(watched.observe(post)).isEmpty();
    }
    SeriesState state = watched.state(Series.OVERALL);
    assertThat(state.history.criticals(0, state.head)).isGreaterThan(500);
  }

  @Test
  void aWaveHeardOnlyDaysLater_isStatedSilently() {
    Watched watched = new Watched();
    watched.feed(ordinary(7, 1, 24 * 20));
    // Nothing could be fetched for four days; then everything comes at once.
    Instant now = Stream.hour(24 * 24);
    List<Alert> said = new ArrayList<>();
    for (Observation post : wave(WAVE, 3, 40, "w")) {
      said.addAll(watched.observe(at(post, now)));
    }
    said.addAll(watched.advance(now));
    assertThat(said).isNotEmpty().allMatch(Alert::silent);
    assertThat(said.get(said.size() - 1).phase()).isEqualTo(Alert.Phase.ENDED);
  }

  @Test
  void anEpisode_doesNotRaiseTheBaselineForWeeks() {
    List<Observation> disturbed = ordinary(9, 1, 24 * 30);
    Watched calm = new Watched();
    calm.feed(disturbed);
    disturbed.addAll(wave(WAVE, 24, 40, "w"));
    sort(disturbed);
    Watched after = new Watched();
    assertThat(after.feed(disturbed)).isNotEmpty();
    assertThat(level(after)).isLessThan(1.5 * level(calm));
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
    assertThat(phase(said, Alert.Phase.RAISED)).hasSizeBetween(1, 3);
    assertThat(said.get(said.size() - 1).phase()).isEqualTo(Alert.Phase.ENDED);
  }

  @Test
  void afterOneEpisodeEnded_theNextHasAnotherId() {
    List<Observation> posts = ordinary(11, 1, 24 * 26);
    posts.addAll(wave(WAVE, 2, 50, "a"));
    posts.addAll(wave(WAVE + 48, 2, 50, "b"));
    assertThat(phase(run(posts), Alert.Phase.RAISED).stream().map(Alert::id).distinct()).hasSize(2);
  }

  @Test
  void twiceAsMuchForAWeek_isFoundAsAClimb_thoughNoHourStandsOut() {
    int found = 0;
    int climbs = 0;
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(100 + seed);
      List<Observation> posts =
          Stream.posts(
              hour -> (hour < 24 * 28 ? 1 : 2) * Stream.day((double) hour),
              24 * 35,
              20,
              5000,
              random);
      List<Alert> raised = phase(run(posts), Alert.Phase.RAISED);
      found += raised.isEmpty() ? 0 : 1;
      climbs += raised.stream().anyMatch(a -> a.trigger() == Alert.Trigger.CLIMB) ? 1 : 0;
      assertThat(raised).allMatch(alert -> alert.at().isAfter(Stream.hour(24 * 28)));
    }
    assertThat(found).isGreaterThanOrEqualTo(18);
    assertThat(climbs).isGreaterThanOrEqualTo(12);
  }

  @Test
  void onASparseSeries_sixPeopleInThreeDays_areFound() {
    List<Observation> posts = new ArrayList<>();
    Watched watched = new Watched();
    for (int day = 0; day < 40; day++) {
      posts.add(Stream.post(24 * day + 3, 900 + day, "neutral" + day, "forum", false));
      if (day % 8 == 3) {
        posts.add(Stream.post(24 * day + 5, day, "rare" + day));
      }
    }
    for (int i = 0; i < 12; i++) {
      posts.add(Stream.post(24 * 36 + i * 6, 500 + i, "more" + i));
    }
    sort(posts);
    List<Alert> said = watched.feed(posts);
    assertThat(phase(said, Alert.Phase.RAISED)).hasSize(1);
    assertThat(said.get(0).at()).isAfter(Stream.hour(24 * 36));
  }

  @Test
  void aGreaterShareOfCriticism_isFound_whereTheNumberAloneSaysLittle() {
    List<Observation> posts = new ArrayList<>();
    Random random = new Random(3);
    for (int hour = 0; hour < 24 * 30; hour++) {
      // Restless in number: between nothing and much, a tenth of it critical.
      int count = random.nextInt(10) == 0 ? 20 + random.nextInt(20) : random.nextInt(3);
      for (int i = 0; i < count; i++) {
        boolean critical = (hour >= WAVE && hour < WAVE + 3) || random.nextInt(10) == 0;
        int n = posts.size();
        posts.add(Stream.post(hour + i / 60.0, 1 + n, "p" + n, "forum", critical));
      }
      if (hour >= WAVE && hour < WAVE + 3) {
        for (int i = 0; i < 12; i++) {
          int n = posts.size();
          posts.add(Stream.post(hour + 0.7 + i / 60.0, 1 + n, "s" + n, "forum", true));
        }
      }
    }
    assertThat(phase(run(posts), Alert.Phase.RAISED)).isNotEmpty();
  }

  @Test
  void manyMorePostsAboutPolice_asCriticalAsFewOfThem_areNoNegativeWave() {
    List<Observation> posts = ordinary(15, 1, 24 * 22);
    for (int i = 0; i < 400; i++) {
      // A rescue: everybody writes, one in fifty complains.
      posts.add(Stream.post(WAVE + i / 150.0, 9000 + i, "praise" + i, "forum", i % 50 == 0));
    }
    List<Alert> said = run(posts);
    assertThat(phase(said, Alert.Phase.CONFIRMED)).isEmpty();
  }

  @Test
  void shuffledWithinWhatTheWatermarkAllows_twiceOver_theSameEpisodesAreConfirmed() {
    for (int seed = 0; seed < 20; seed++) {
      List<Observation> posts = withWave(seed);
      List<String> confirmed = confirmed(run(posts));
      List<Observation> shuffled = new ArrayList<>(posts);
      Collections.shuffle(shuffled, new Random(seed));
      shuffled.sort(Comparator.comparingLong(post -> post.at().getEpochSecond() / (3 * 3600)));
      Watched watched = new Watched();
      List<Alert> said = new ArrayList<>();
      for (Observation post : shuffled) {
        Instant heard = Instant.ofEpochSecond(post.at().getEpochSecond() / (3 * 3600) * 3 * 3600);
        said.addAll(watched.advance(heard));
        said.addAll(watched.observe(post));
      }
      said.addAll(watched.advance(Stream.hour(24 * 40)));
      assertThat(confirmed(said)).isEqualTo(confirmed).isNotEmpty();
    }
  }

  @Test
  void storedAndRestoredAfterEveryPost_itSaysExactlyTheSame() {
    List<Observation> posts = withWave(12);
    List<Alert> said = run(posts);
    Watched watched = new Watched();
    List<Alert> again = new ArrayList<>();
    for (Observation post : posts) {
      again.addAll(watched.feed(post));
      watched.restart();
    }
    again.addAll(watched.advance(posts.get(posts.size() - 1).at().plus(Duration.ofDays(3))));
    assertThat(again).isEqualTo(said).isNotEmpty();
  }

  @Test
  void pseudonyms_areForgottenWhenTheEpisodeEnds() {
    Watched watched = new Watched();
    watched.feed(withWave(14));
    watched.advance(Stream.hour(24 * 40));
    watched.feed(Stream.post(24 * 40 + 1.0, 5, "next"));
    watched.advance(Stream.hour(24 * 40 + 3.0));
    assertThat(watched.state(Series.OVERALL).people.size()).isLessThanOrEqualTo(1);
  }

  @Test
  void anObservation_costsMicroseconds_andADenseStateStaysSmall() {
    Random random = new Random(15);
    List<Observation> posts =
        Stream.posts(Stream.ordinary(300, random, 60), 24 * 60, 20, 100_000, random);
    Watched watched = new Watched();
    long start = System.nanoTime();
    int largest = 0;
    for (int i = 0; i < posts.size(); i++) {
      watched.feed(posts.get(i));
      if (i % 10_000 == 0) {
        largest = Math.max(largest, watched.state(Series.OVERALL).encode().length);
      }
    }
    double micros = (System.nanoTime() - start) / 1000.0 / posts.size();
    System.out.printf(
        Locale.ROOT,
        "%d observations at 300 critical/h: %.2f microseconds each, largest state %d bytes%n",
        posts.size(),
        micros,
        largest);
    assertThat(largest).isLessThanOrEqualTo(4096);
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
                    0.5,
                    50,
                    d.trial(),
                    d.history(),
                    d.halfLife(),
                    d.past(),
                    d.quiet(),
                    d.wave(),
                    1024,
                    ZoneId.of("Asia/Shanghai")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'bucket' is PT50M but must be");
    assertThatThrownBy(() -> d.withFalsePerWeek(0))
        .hasMessageContaining("'falsePerWeek' is 0.0 but must be above 0");
  }

  private static double level(Watched watched) {
    return new Judge(SpikeSettings.DEFAULT, watched.panel())
        .baseline(watched.state(Series.OVERALL))
        .level();
  }

  private static List<String> confirmed(List<Alert> said) {
    return said.stream()
        .filter(alert -> alert.phase() == Alert.Phase.ENDED)
        .map(alert -> alert.onset() + " " + alert.observed() + " " + alert.people())
        .toList();
  }

  private static List<Alert> phase(List<Alert> said, Alert.Phase phase) {
    return said.stream().filter(alert -> alert.phase() == phase).toList();
  }

  private static List<Alert> run(List<Observation> posts) {
    List<Observation> ordered = new ArrayList<>(posts);
    sort(ordered);
    return Stream.run(ordered);
  }

  private static void sort(List<Observation> posts) {
    posts.sort(Comparator.comparing(Observation::at));
  }

  private static List<Observation> withWave(int seed) {
    List<Observation> posts = ordinary(seed, 2, 24 * 20 + 12);
    posts.addAll(wave(WAVE, 3, 30, "w"));
    sort(posts);
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

  /** A neutral post every six hours. */
  private static void listen(Watched watched, String feed, int from, int until) {
    for (int hour = from; hour < until; hour += 6) {
      watched.feed(Stream.post(hour, 1, feed + hour, feed, false));
    }
  }

  private static Observation at(Observation post, Instant fetched) {
    return new Observation(
        post.at(),
        fetched,
        post.critical(),
        post.repost(),
        post.person(),
        post.source(),
        post.feed(),
        post.post(),
        post.reading());
  }

  private static Observation from(double hour, String source, String id, boolean repost) {
    return new Observation(
        Stream.hour(hour), Stream.hour(hour), true, repost, 0, source, "forum", id, "models-1");
  }
}
