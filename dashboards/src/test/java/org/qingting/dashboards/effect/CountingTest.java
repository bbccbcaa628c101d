package org.qingting.dashboards.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.alerts.effect.Effect;
import org.qingting.alerts.effect.Effect.Reason;
import org.qingting.alerts.effect.Effect.Verdict;
import org.qingting.alerts.effect.EffectSettings;
import org.qingting.alerts.effect.StatementCounts;
import org.qingting.alerts.effect.StatementEffect;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

/** Invented streams in a real index, where what the statement did is known. */
class CountingTest {
  private static final Instant PUBLISHED = Instant.parse("2026-11-10T08:20:00Z");
  private static final Instant ONSET = PUBLISHED.minus(Duration.ofHours(50));
  private static final Instant NOW = PUBLISHED.plus(Duration.ofHours(50));
  private static final Series INCIDENT = new Series(Series.Kind.INCIDENT, "b".repeat(32));
  private static final Series THEME = new Series(Series.Kind.THEME, "force");
  private static final Series PLACE = new Series(Series.Kind.PLACE, "柳河镇");
  private static final String CLAIM = "柳河镇派出所民警在夜市掀翻摊主的三轮车，一车水果全毁了，谁来管管？";
  private static final String NOTICE = "经调取现场监控和执法记录仪，三轮车系倒车时与护栏剐蹭后侧翻，民警到场后协助扶车。";

  @TempDir Path directory;
  private OpinionWriter writer;
  private OpinionReader reader;
  private int written;

  @BeforeEach
  void open() throws IOException {
    writer = new LuceneIndex(directory).openWriter("");
  }

  @AfterEach
  void close() throws IOException {
    if (reader != null) {
      reader.close();
    }
    writer.close();
  }

  private void write(
      Instant at, Tone tone, String text, String theme, String place, String incident)
      throws IOException {
    String id = "%032x".formatted(++written);
    writer.put(
        new Opinion(
            new Post(
                id,
                "https://forum.example/" + id,
                "forum",
                Channel.ONLINE,
                at,
                at,
                "",
                text,
                "",
                "",
                Engagement.NONE),
            new Analysis(
                text,
                true,
                List.of("民警"),
                tone,
                tone == Tone.NEGATIVE ? 0.9f : 0.1f,
                tone == Tone.NEUTRAL ? 0.9f : 0.1f,
                0,
                List.of(theme),
                place.isEmpty() ? List.of() : List.of(place),
                List.of(),
                "test-1",
                List.of()),
            incident));
  }

  /**
   * A wave that fades by itself and posts on other matters, hour by hour with chance.
   *
   * @param left of the critical posts after the statement, 1 for all
   */
  private void stream(long seed, double left) throws IOException {
    Random random = new Random(seed);
    for (int hour = -50; hour < 50; hour++) {
      Instant start = PUBLISHED.plus(Duration.ofHours(hour));
      double wave = 60 * Math.exp(-(hour + 50) / 60.0);
      double critical = wave * (hour >= 0 ? left : 1);
      some(random, critical, start, Tone.NEGATIVE, hour < 0 ? CLAIM : "还是不信", true);
      some(random, wave * 0.7, start, Tone.NEUTRAL, hour < 0 ? "有谁在现场吗" : NOTICE, true);
      some(random, 12, start, Tone.NEGATIVE, "办证排队太久", false);
      some(random, 28, start, Tone.NEUTRAL, "路口的红绿灯修好了", false);
    }
    reader = commit();
  }

  private void some(Random random, double mean, Instant hour, Tone tone, String text, boolean wave)
      throws IOException {
    long count = Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    for (long i = 0; i < count; i++) {
      Instant at = hour.plusSeconds(random.nextInt(3600));
      write(
          at,
          tone,
          text,
          wave ? "force" : "counters",
          wave ? "柳河镇" : "青禾县",
          wave ? INCIDENT.name() : "");
    }
  }

  private OpinionReader commit() throws IOException {
    writer.commit();
    return new LuceneIndex(directory).openReader();
  }

  private static Matter matter(Series series, Series... touched) {
    return new Matter(
        series,
        List.of(touched),
        ONSET,
        PUBLISHED,
        NOTICE,
        List.of(new Echoes.Wording(CLAIM, "")),
        List.of(),
        List.of());
  }

  private StatementCounts counts(Matter matter) throws IOException {
    return new Counting(reader, matter, 3000, NOW).counts();
  }

  private static Effect effect(StatementCounts counts) {
    return StatementEffect.of(counts, EffectSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void easingIsFound_whereTheStatementTookMostOfIt(long seed) throws IOException {
    stream(seed, 0.3);

    Effect effect = effect(counts(matter(INCIDENT, INCIDENT, THEME, PLACE)));

    assertThat(effect.verdict()).as("%s", effect).isEqualTo(Verdict.EASED);
    assertThat(effect.volume().orElseThrow().lower()).isLessThan(0.3);
    assertThat(effect.volume().orElseThrow().upper()).isGreaterThan(0.3).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void noEasingIsClaimed_whereTheWaveOnlyFadesByItself(long seed) throws IOException {
    stream(seed, 1);

    assertThat(effect(counts(matter(INCIDENT, INCIDENT, THEME, PLACE))).verdict())
        .isNotEqualTo(Verdict.EASED);
  }

  @Test
  void itCannotBeTold_whereDeletionsLookLikeAnEffect() throws IOException {
    stream(1, 0.5);
    StatementCounts counts = counts(matter(INCIDENT, INCIDENT, THEME, PLACE));

    Effect effect = effect(counts.withVanished(new StatementCounts.Vanished(60, 30)));

    assertThat(effect.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(effect.reasons()).contains(Reason.VANISHED_POSTS);
    assertThat(effect(counts.withVanished(new StatementCounts.Vanished(60, 0))).verdict())
        .isEqualTo(Verdict.EASED);
  }

  @Test
  void controlsAreWhatNoSeriesOfTheCaseTouches() throws IOException {
    Instant at = PUBLISHED.minus(Duration.ofHours(1));
    write(at, Tone.NEGATIVE, CLAIM, "force", "柳河镇", INCIDENT.name());
    write(at, Tone.NEGATIVE, CLAIM, "force", "青禾县", "");
    write(at, Tone.NEGATIVE, CLAIM, "counters", "柳河镇", "");
    write(at, Tone.NEGATIVE, CLAIM, "counters", "青禾县", INCIDENT.name());
    write(at, Tone.NEGATIVE, CLAIM, "counters", "青禾县", "");
    write(at, Tone.NEUTRAL, CLAIM, "counters", "", "");
    reader = commit();

    assertThat(one(matter(INCIDENT, INCIDENT, THEME, PLACE))).containsExactly(2, 2, 1, 2);
    assertThat(one(matter(INCIDENT))).containsExactly(2, 2, 3, 4);
    assertThat(one(matter(THEME, THEME, PLACE))).containsExactly(2, 2, 2, 3);
    assertThat(one(matter(new Series(Series.Kind.THEME_PLACE, "force@柳河镇"))))
        .containsExactly(1, 1, 2, 3);
    assertThat(one(matter(Series.OVERALL))).containsExactly(5, 6, 0, 0);
  }

  private long[] one(Matter matter) throws IOException {
    return counts(matter).buckets().stream()
        .map(
            each ->
                new long[] {
                  each.critical(), each.police(), each.otherCritical(), each.otherPolice()
                })
        .reduce(
            new long[4],
            (a, b) -> LongStream.range(0, 4).map(i -> a[(int) i] + b[(int) i]).toArray());
  }

  @Test
  void usualIsTheMedianDayBefore_notAnEarlierWave() throws IOException {
    List<Integer> days = new ArrayList<>(List.of(24, 48, 48, 48, 48, 48, 900, 900));
    for (int day = 0; day < days.size(); day++) {
      for (int i = 0; i < days.get(day); i++) {
        Instant noon = Instant.parse("2026-10-25T04:00:00Z").plus(Duration.ofDays(day));
        write(noon, Tone.NEGATIVE, "办证排队太久", "force", "柳河镇", "");
      }
    }
    reader = commit();

    assertThat(counts(matter(THEME)).usual()).isEqualTo(2);
    assertThat(counts(matter(INCIDENT)).usual()).isZero();
  }

  @Test
  void repeatsAreCountedOnTheirSideOfTheStatement() throws IOException {
    write(PUBLISHED.minusSeconds(600), Tone.NEGATIVE, CLAIM, "force", "柳河镇", INCIDENT.name());
    write(PUBLISHED.plusSeconds(600), Tone.NEUTRAL, NOTICE, "force", "柳河镇", INCIDENT.name());
    write(PUBLISHED.plusSeconds(700), Tone.NEGATIVE, CLAIM, "force", "柳河镇", INCIDENT.name());
    reader = commit();

    assertThat(counts(matter(INCIDENT)).repeats())
        .containsExactly(
            new StatementCounts.Repeats(Instant.parse("2026-11-10T08:00:00Z"), 1, 0),
            new StatementCounts.Repeats(PUBLISHED, 1, 1));
  }

  @Test
  void aPartOfALargeWaveStandsForAllOfIt() throws IOException {
    stream(1, 0.5);
    StatementCounts all = counts(matter(INCIDENT));
    StatementCounts part = new Counting(reader, matter(INCIDENT), 400, NOW).counts();

    Effect whole = effect(all);
    Effect sampled = effect(part);
    assertThat(sampled.before().orElseThrow().claim())
        .isCloseTo(
            whole.before().orElseThrow().claim(),
            org.assertj.core.data.Percentage.withPercentage(15));
    assertThat(sampled.after().orElseThrow().correction())
        .isCloseTo(
            whole.after().orElseThrow().correction(),
            org.assertj.core.data.Percentage.withPercentage(15));
    assertThat(new Counting(reader, matter(INCIDENT), 400, NOW).counts()).isEqualTo(part);
  }
}
