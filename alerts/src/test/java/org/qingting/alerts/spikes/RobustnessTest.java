package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.qingting.model.Alert;
import org.qingting.model.Series;

final class RobustnessTest {
  private final SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT);

  @Test
  void aYearOfSilence_costsNothing_andPutsASteadySeriesOnTrialAgain() {
    SeriesState state = detector.begin(Series.OVERALL);
    Random random = new Random(1);
    List<Observation> before =
        Stream.posts(Stream.ordinary(5, random, 20), 24 * 20, 10, 5000, random);
    before.forEach(post -> Stream.feed(detector, state, post));
    for (Observation post : before) {
      Observation later =
          new Observation(
              post.at().plus(Duration.ofDays(365)),
              post.fetchedAt().plus(Duration.ofDays(365)),
              true,
              false,
              post.person(),
              "forum",
              "again" + post.post());
      assertThat(Stream.feed(detector, state, later)).isEmpty();
    }
    assertThat(state.encode().length).isLessThan(16_384);
  }

  @Test
  void aClockThatJumpsAYearAheadAndBack_raisesNothing_andIsRecoveredFrom() {
    SeriesState state = detector.begin(Series.OVERALL);
    Random random = new Random(2);
    List<Observation> posts =
        Stream.posts(Stream.ordinary(5, random, 40), 24 * 40, 10, 5000, random);
    for (int i = 0; i < posts.size(); i++) {
      if (i == posts.size() / 2) {
        for (int j = 0; j < 30; j++) {
          Observation ahead = Stream.post(24 * 400 + j / 60.0, 7000 + j, "ahead" + j);
          assertThat(Stream.feed(detector, state, ahead)).isEmpty();
        }
      }
      assertThat(Stream.feed(detector, state, posts.get(i))).isEmpty();
    }
    assertThat(detector.onTrial(state)).isFalse();
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      said.addAll(
          Stream.feed(detector, state, Stream.post(24 * 40 + i / 100.0, 8000 + i, "w" + i)));
    }
    assertThat(said).isNotEmpty();
  }

  @Test
  void aMillionPostsInAnHour_areBounded() {
    SeriesState state = detector.begin(Series.OVERALL, Stream.START.minus(Duration.ofDays(30)));
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      said.addAll(Stream.feed(detector, state, Stream.post(i / 1e6, i + 1L, "p" + i)));
    }
    assertThat(said).hasSizeBetween(10, 25);
    assertThat(said.get(said.size() - 1).people()).isEqualTo(1024);
    assertThat(state.encode().length).isLessThan(16_384);
  }

  @Test
  void theEdgesOfTime_areBorne() {
    SeriesState state = detector.begin(Series.OVERALL);
    for (Instant at : List.of(Instant.MIN, Instant.EPOCH, Stream.START, Instant.MAX)) {
      for (Instant fetched : List.of(Instant.MIN, Stream.START, Instant.MAX)) {
        assertThatCode(
                () -> {
                  detector.observe(state, new Observation(at, fetched, true, false, 1, "s", "p"));
                  detector.advance(state, at);
                  detector.nextWakeUp(state);
                  state.copy();
                })
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void theEndOfABoundedInput_doesNotDeafenTheSeries() {
    SeriesState state = detector.begin(Series.OVERALL, Stream.START.minus(Duration.ofDays(30)));
    detector.advance(state, Stream.START);
    detector.advance(state, Instant.ofEpochMilli(Long.MAX_VALUE));
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      said.addAll(Stream.feed(detector, state, Stream.post(1 + i / 60.0, 1L + i, "w" + i)));
    }
    assertThat(said).isNotEmpty();
  }

  @Test
  void anotherBucketLength_beginsTheSeriesAnew() {
    SpikeSettings d = SpikeSettings.DEFAULT;
    SpikeDetector half =
        new SpikeDetector(
            new SpikeSettings(
                Duration.ofMinutes(30),
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
                1024));
    SeriesState state = detector.begin(Series.OVERALL);
    Stream.feed(detector, state, Stream.post(1, 1, "a"));
    Stream.feed(half, state, Stream.post(300, 1, "b"));
    assertThat(half.onTrial(state)).isTrue();
    assertThat(state.history.size()).isEqualTo(1);
  }

  @Property(tries = 100)
  void anyState_isTheSameAfterStoringAndRestoring(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 2000) Integer> hours,
      @ForAll @IntRange(min = 0, max = 50) int people) {
    SeriesState state = detector.begin(new Series(Series.Kind.PLACE, "青石镇"));
    int n = 0;
    for (int hour : hours) {
      Observation post = Stream.post(hour, n % (people + 1), "id" + n++);
      detector.advance(state, post.at().minus(Duration.ofHours(1)));
      detector.observe(state, post);
      assertThat(SeriesState.decode(state.encode()).encode()).isEqualTo(state.encode());
    }
    assertThat(state.copy().series()).isEqualTo(state.series());
  }

  @Test
  void aStateOfVersionOne_isReadAndGoesOn() throws IOException {
    byte[] stored;
    try (InputStream in = RobustnessTest.class.getResourceAsStream("series-state-v1.hex")) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      stored = HexFormat.of().parseHex(hex.replaceAll("(?m)^#.*$|\\s", ""));
    }
    SeriesState state = SeriesState.decode(stored);
    assertThat(state.series()).isEqualTo(new Series(Series.Kind.THEME, "force"));
    assertThat(state.encode()).isEqualTo(stored);
    Alert ended = detector.advance(state, Stream.hour(24 * 12)).orElseThrow(AssertionError::new);
    assertThat(ended.phase()).isEqualTo(Alert.Phase.ENDED);
    assertThat(ended.onset()).isEqualTo(Stream.hour(24 * 10 + 4));
    assertThat(ended.observed()).isEqualTo(21);
    assertThat(ended.people()).isEqualTo(20);
    assertThat(ended.reposts()).isEqualTo(3);
    assertThat(ended.id()).isEqualTo("6e0d8adc9014a3a2a6175a6f402814ce");
  }

  @Test
  void aDamagedOrNewerState_isRefusedWithAReason() {
    SeriesState state = detector.begin(Series.OVERALL);
    Stream.feed(detector, state, Stream.post(1, 1, "a"));
    byte[] bytes = state.encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SeriesState.decode(cut))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("damaged");
    }
    bytes[0] = 9;
    assertThatThrownBy(() -> SeriesState.decode(bytes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 9");
  }
}
