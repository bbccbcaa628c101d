package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
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
  private final Watched watched = new Watched();

  @Test
  void aYearOfSilence_costsNothing_andRaisesNothingWhenItEnds() {
    Random random = new Random(1);
    List<Observation> before =
        Stream.posts(Stream.ordinary(5, random, 20), 24 * 20, 10, 5000, random);
    assertThat(watched.feed(before)).isEmpty();
    for (Observation post : before) {
      assertThat(watched.feed(later(post, Duration.ofDays(365)))).isEmpty();
    }
    assertThat(watched.state(Series.OVERALL).encode().length).isLessThan(8192);
  }

  @Test
  void aClockThatJumpsAYearAheadAndBack_raisesNothing_andIsRecoveredFrom() {
    Random random = new Random(4);
    List<Observation> posts =
        Stream.posts(Stream.ordinary(5, random, 40), 24 * 40, 10, 5000, random);
    for (int i = 0; i < posts.size(); i++) {
      if (i == posts.size() / 2) {
        for (int j = 0; j < 30; j++) {
          Observation ahead = Stream.post(24 * 400 + j / 60.0, 7000 + j, "ahead" + j);
          assertThat(watched.feed(ahead)).isEmpty();
        }
      }
      assertThat(watched.feed(posts.get(i))).isEmpty();
    }
    assertThat(watched.onTrial()).isFalse();
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      said.addAll(watched.feed(Stream.post(24 * 40 + i / 100.0, 8000 + i, "w" + i)));
    }
    assertThat(said).isNotEmpty();
  }

  @Test
  void aMillionPostsInAnHour_areBounded() {
    listen();
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      said.addAll(watched.feed(Stream.post(24 * 10 + i / 1e6, i + 1L, "p" + i)));
    }
    said.addAll(watched.advance(Stream.hour(24 * 20)));
    assertThat(said).hasSizeBetween(10, 30);
    assertThat(said.get(said.size() - 1).people()).isEqualTo(200);
    assertThat(watched.state(Series.OVERALL).encode().length).isLessThan(8192);
  }

  @Test
  void theEdgesOfTime_areBorne() {
    for (Instant at : List.of(Instant.MIN, Instant.EPOCH, Stream.START, Instant.MAX)) {
      for (Instant fetched : List.of(Instant.MIN, Stream.START, Instant.MAX)) {
        assertThatCode(
                () -> {
                  watched.observe(
                      new Observation(at, fetched, true, false, 1, "s", "s", "p", "models-1"));
                  watched.advance(at);
                  watched.restart();
                })
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void theEndOfABoundedInput_doesNotDeafenTheSeries() {
    listen();
    watched.advance(Instant.ofEpochMilli(Long.MAX_VALUE));
    List<Alert> said = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      said.addAll(watched.feed(Stream.post(24 * 10 + i / 60.0, 1L + i, "w" + i)));
    }
    assertThat(said).isNotEmpty();
  }

  @Test
  void anotherBucketLength_beginsTheSeriesAnew() {
    SpikeSettings d = SpikeSettings.DEFAULT;
    SpikeSettings half =
        new SpikeSettings(
            Duration.ofMinutes(30),
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
            d.zone());
    SeriesState state = SeriesState.begin(Series.OVERALL);
    Panel panel = Panel.begin();
    new SpikeDetector(d, panel, series -> state)
        .observe(List.of(Series.OVERALL), Stream.post(1, 1, "a"));
    new SpikeDetector(half, panel, series -> state)
        .observe(List.of(Series.OVERALL), Stream.post(300, 1, "b"));
    assertThat(state.history.size()).isEqualTo(1);
    assertThat(state.bucketMillis).isEqualTo(Duration.ofMinutes(30).toMillis());
  }

  @Test
  void anotherTimeZone_raisesNothing() {
    Random random = new Random(5);
    List<Observation> posts =
        Stream.posts(Stream.ordinary(5, random, 60), 24 * 60, 10, 5000, random);
    assertThat(watched.feed(posts.subList(0, posts.size() / 2))).isEmpty();
    SpikeSettings d = SpikeSettings.DEFAULT;
    watched.restart(
        new SpikeSettings(
            d.bucket(),
            d.window(),
            d.minPosts(),
            d.minPeople(),
            d.ratio(),
            d.falsePerWeek(),
            d.fewestSeries(),
            d.trial(),
            d.history(),
            d.halfLife(),
            d.past(),
            d.quiet(),
            d.wave(),
            d.peopleLimit(),
            ZoneId.of("America/New_York")));
    assertThat(watched.feed(posts.subList(posts.size() / 2, posts.size()))).isEmpty();
  }

  @Test
  void seriesThatAppearAndVanishByTheThousand_leaveNothingToJudge() {
    listen();
    for (int i = 0; i < 5000; i++) {
      Series place = new Series(Series.Kind.PLACE, "示例村" + i);
      assertThat(watched.feed(Stream.post(24 * 10 + i / 1000.0, i, "v" + i), place)).isEmpty();
    }
    assertThat(watched.advance(Stream.hour(24 * 30))).isEmpty();
    assertThat(watched.panel().active).isEmpty();
    assertThat(watched.panel().episodes).isEmpty();
    assertThat(watched.panel().tests).isGreaterThan(5000);
    watched.advance(Stream.hour(24 * 90));
    watched.feed(Stream.post(24 * 90, 1, "x"));
    watched.advance(Stream.hour(24 * 91));
    assertThat(watched.panel().tests).isEqualTo(50);
  }

  @Property(tries = 100)
  void anyState_isTheSameAfterStoringAndRestoring(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 2000) Integer> hours,
      @ForAll @IntRange(min = 0, max = 50) int people) {
    Watched any = new Watched();
    Series place = new Series(Series.Kind.PLACE, "青石镇");
    int n = 0;
    for (int hour : hours) {
      Observation post = Stream.post(hour, n % (people + 1), "id" + n++);
      any.advance(post.at().minus(Duration.ofHours(1)));
      any.observe(post, place);
      byte[] state = any.state(place).encode();
      byte[] panel = any.panel().encode();
      assertThat(SeriesState.decode(state).encode()).isEqualTo(state);
      assertThat(Panel.decode(panel).encode()).isEqualTo(panel);
    }
  }

  @Test
  void aStoredState_isReadAndGoesOn() throws IOException {
    Panel panel = Panel.decode(resource("panel-state-v1.hex"));
    SeriesState state = SeriesState.decode(resource("series-state-v2.hex"));
    assertThat(state.series()).isEqualTo(new Series(Series.Kind.THEME, "force"));
    assertThat(state.encode()).isEqualTo(resource("series-state-v2.hex"));
    assertThat(panel.encode()).isEqualTo(resource("panel-state-v1.hex"));
    SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT, panel, series -> state);
    List<Alert> said = detector.advance(Stream.hour(24 * 12));
    Alert ended = said.get(said.size() - 1);
    assertThat(ended.phase()).isEqualTo(Alert.Phase.ENDED);
    assertThat(ended.onset()).isEqualTo(Stream.hour(24 * 10 + 4));
    assertThat(ended.observed()).isEqualTo(21);
    assertThat(ended.people()).isEqualTo(20);
    assertThat(ended.reposts()).isEqualTo(3);
    assertThat(ended.id()).isEqualTo("6e0d8adc9014a3a2a6175a6f402814ce");
  }

  @Test
  void aDamagedOrNewerState_isRefusedWithAReason() {
    watched.feed(Stream.post(1, 1, "a"));
    byte[] bytes = watched.state(Series.OVERALL).encode();
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

  /** What the stored states were made from: ten days, then a wave that goes on. */
  private static Watched storedExample() {
    Watched example = new Watched();
    Series force = new Series(Series.Kind.THEME, "force");
    for (int hour = 0; hour < 24 * 10; hour += 5) {
      example.feed(Stream.post(hour, hour, "n" + hour, "forum", false), force);
    }
    for (int i = 0; i < 21; i++) {
      example.feed(Stream.post(24 * 10 + 4 + i / 60.0, 100 + i % 20, "w" + i), force);
    }
    for (int i = 0; i < 3; i++) {
      Observation post = Stream.post(24 * 10 + 4.5, 1, "r" + i);
      example.feed(
          new Observation(
              post.at(), post.fetchedAt(), true, true, 1, "forum", "forum", "r" + i, "models-1"),
          force);
    }
    return example;
  }

  @Test
  void theStoredStates_areWhatThisReleaseWrites() throws IOException {
    Watched example = storedExample();
    HexFormat hex = HexFormat.of();
    assertThat(hex.formatHex(example.state(new Series(Series.Kind.THEME, "force")).encode()))
        .isEqualTo(hex.formatHex(resource("series-state-v2.hex")));
    assertThat(hex.formatHex(example.panel().encode()))
        .isEqualTo(hex.formatHex(resource("panel-state-v1.hex")));
  }

  @Test
  void theStoredPanelWithADamping_isWhatThisReleaseWrites_andIsRead() throws IOException {
    Watched example = storedExample();
    Series traffic = new Series(Series.Kind.THEME, "traffic");
    Instant until = Stream.hour(24 * 30);
    example.damp("5f1d6c0a", traffic, 1.5, Stream.hour(24 * 9), until);
    example.damp("e0b74c21", traffic, 1, Stream.hour(24 * 8), until);
    byte[] stored = resource("panel-state-v2.hex");
    assertThat(HexFormat.of().formatHex(example.panel().encode()))
        .isEqualTo(HexFormat.of().formatHex(stored));
    Panel panel = Panel.decode(stored);
    assertThat(panel.encode()).isEqualTo(stored);
    long bucket = Stream.hour(24 * 10).getEpochSecond() / 3600;
    assertThat(panel.damping(traffic, bucket, bucket)).isEqualTo(1.5);
  }

  private void listen() {
    for (int hour = 0; hour < 24 * 10; hour += 6) {
      watched.feed(Stream.post(hour, 1, "n" + hour, "forum", false));
    }
  }

  private static Observation later(Observation post, Duration by) {
    return new Observation(
        post.at().plus(by),
        post.fetchedAt().plus(by),
        post.critical(),
        post.repost(),
        post.person(),
        post.source(),
        post.feed(),
        "again" + post.post(),
        post.reading());
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = RobustnessTest.class.getResourceAsStream(name)) {
      String hex = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return HexFormat.of().parseHex(hex.replaceAll("(?m)^#.*$|\\s", ""));
    }
  }
}
