package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.Alert;

/** What changes how much is heard, or how it is read, is no change of what people say. */
final class ExposureTest {
  private static final int CHANGE = 24 * 28;
  private static final int END = 24 * 56;
  private final Random random = new Random(7);

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 5, 20})
  void aSourceThatIsAdded_andWritesMoreThanAllBefore_raisesNothing(double perHour) {
    List<Observation> posts = posts("forum", hour -> 1, END);
    posts.addAll(posts("news", hour -> hour < CHANGE ? 0 : perHour, END));
    assertThat(run(posts)).isEmpty();
  }

  @Test
  void sourcesThatAreAddedDayByDay_raiseNothing() {
    List<Observation> posts = posts("forum", hour -> 1, END);
    for (int i = 0; i < 6; i++) {
      int from = CHANGE + 24 * i;
      posts.addAll(posts("added-" + i, hour -> hour < from ? 0 : 1, END));
    }
    assertThat(run(posts)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 14, 25})
  void aSourceThatIsLostForDays_andFoundAgain_raisesNothing(int days) {
    List<Observation> posts = posts("forum", hour -> 1, END);
    posts.addAll(posts("news", hour -> hour >= CHANGE && hour < CHANGE + 24L * days ? 0 : 5, END));
    assertThat(run(posts)).isEmpty();
  }

  @Test
  void aPastThatIsFilledInLater_raisesNothing() {
    List<Observation> posts = posts("forum", hour -> 1, END);
    List<Observation> archive = posts("archive", hour -> hour < CHANGE ? 10 : 0, CHANGE);
    Watched watched = new Watched();
    List<Alert> said = new ArrayList<>();
    for (Observation post : sorted(posts)) {
      said.addAll(watched.feed(post));
      if (!archive.isEmpty() && !post.at().isBefore(Stream.hour(CHANGE))) {
        for (Observation old : archive) {
          said.addAll(watched.observe(fetchedAt(old, post.fetchedAt())));
        }
        archive = List.of();
      }
    }
    assertThat(said).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0.6, 1})
  void anotherModelVersion_thatCallsMoreCritical_raisesNothing(double share) {
    List<Observation> posts = new ArrayList<>();
    LongToDoubleFunction all = hour -> 6 * Stream.day((double) hour);
    for (Observation post : Stream.posts(all, END, 10, 5000, random)) {
      boolean after = !post.at().isBefore(Stream.hour(CHANGE));
      posts.add(
          read(post, random.nextDouble() < (after ? share : 0.2), after ? "models-2" : "models-1"));
    }
    assertThat(run(posts)).isEmpty();
  }

  @Test
  void aWaveInAKnownSource_isFoundWhileAnotherIsOnTrial() {
    List<Observation> posts = posts("forum", hour -> 1, END);
    posts.addAll(posts("news", hour -> hour < CHANGE ? 0 : 5, END));
    for (int i = 0; i < 60; i++) {
      posts.add(Stream.post(CHANGE + 48 + i / 30.0, 90_000 + i, "w" + i));
    }
    assertThat(run(posts)).isNotEmpty();
  }

  @Test
  void aWave_isFoundRightAfterAnotherModelVersion() {
    List<Observation> posts = new ArrayList<>();
    LongToDoubleFunction all =
        hour -> (hour >= CHANGE + 2 && hour < CHANGE + 4 ? 60 : 6) * Stream.day((double) hour);
    for (Observation post : Stream.posts(all, CHANGE + 24, 10, 5000, random)) {
      boolean after = !post.at().isBefore(Stream.hour(CHANGE));
      boolean wave = after && !post.at().isBefore(Stream.hour(CHANGE + 2));
      posts.add(
          read(post, random.nextDouble() < (wave ? 0.8 : 0.2), after ? "models-2" : "models-1"));
    }
    assertThat(run(posts)).isNotEmpty();
  }

  @Test
  void aNewSource_isEvidenceAfterItsTrial() {
    List<Observation> posts = posts("forum", hour -> 1, END);
    posts.addAll(posts("news", hour -> hour < CHANGE ? 0 : 1, END));
    for (int i = 0; i < 60; i++) {
      posts.add(Stream.post(CHANGE + 24 * 9 + i / 30.0, 90_000 + i, "w" + i, "news", true));
    }
    assertThat(run(posts)).isNotEmpty();
  }

  private static List<Alert> run(List<Observation> posts) {
    Watched watched = new Watched();
    return watched.feed(sorted(posts));
  }

  private static List<Observation> sorted(List<Observation> posts) {
    List<Observation> sorted = new ArrayList<>(posts);
    sorted.sort(Comparator.comparing(Observation::at));
    return sorted;
  }

  /** Critical posts of one feed, most of them by day. */
  private List<Observation> posts(String feed, LongToDoubleFunction rate, int hours) {
    List<Observation> posts = new ArrayList<>();
    LongToDoubleFunction byDay = hour -> rate.applyAsDouble(hour) * Stream.day((double) hour);
    for (Observation post : Stream.posts(byDay, hours, 20, 5000, random)) {
      if (post.critical()) {
        posts.add(
            new Observation(
                post.at(),
                post.fetchedAt(),
                true,
                false,
                post.person(),
                feed,
                feed,
                feed + post.post(),
                post.reading()));
      }
    }
    return posts;
  }

  private static Observation read(Observation post, boolean critical, String reading) {
    return new Observation(
        post.at(),
        post.fetchedAt(),
        critical,
        false,
        post.person(),
        post.source(),
        post.feed(),
        post.post(),
        reading);
  }

  private static Observation fetchedAt(Observation post, Instant now) {
    return new Observation(
        post.at(),
        now.plus(Duration.ofSeconds(1)),
        post.critical(),
        post.repost(),
        post.person(),
        post.source(),
        post.feed(),
        post.post(),
        post.reading());
  }
}
