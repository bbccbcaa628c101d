package org.qingting.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CrawlersTest {
  private static final long NONE = Long.MIN_VALUE;
  private static final long SILENCE = 10_000;

  private final Crawlers crawlers = new Crawlers(Duration.ofMillis(SILENCE));

  private long hear(String crawler, long through, long at) {
    return crawlers.hear(crawler, through(through), at);
  }

  private static Statement through(long millis) {
    return new Statement(Instant.ofEpochMilli(millis), false);
  }

  private static Statement idle(long millis) {
    return new Statement(Instant.ofEpochMilli(millis), true);
  }

  private static Statement withheld() {
    return new Statement(null, false);
  }

  @Test
  void timeIsHeld_untilWhoeverSpeaksMustHaveSpoken() {
    assertThat(hear("a", 500, 0)).isEqualTo(NONE);
    assertThat(hear("a", 600, SILENCE)).isEqualTo(NONE);
    assertThat(hear("a", 700, SILENCE + 1)).isEqualTo(700);
  }

  @Test
  void theSlowestDecides() {
    hear("slow", 100, 0);
    hear("fast", 900, 0);
    hear("slow", 110, SILENCE);
    assertThat(hear("fast", 950, SILENCE + 1)).isEqualTo(110);
    assertThat(hear("slow", 990, SILENCE + 2)).isEqualTo(950);
  }

  @Test
  void whoIsIdle_isNotWaitedFor_andHoldsTimeAgainOnceItHears() {
    hear("a", 500, 0);
    crawlers.hear("b", idle(100), 5_000);
    assertThat(hear("a", 600, SILENCE + 1)).isEqualTo(600);
    crawlers.hear("b", through(150), SILENCE + 2);
    assertThat(hear("a", 700, SILENCE + 3)).isEqualTo(600);
    crawlers.hear("b", through(650), SILENCE + 4);
    assertThat(hear("a", 800, SILENCE + 5)).isEqualTo(650);
  }

  @Test
  void allIdle_leavesTimeWhereItIs() {
    hear("a", 500, 0);
    assertThat(hear("a", 600, SILENCE + 1)).isEqualTo(600);
    assertThat(crawlers.hear("a", idle(900), SILENCE + 2)).isEqualTo(600);
  }

  @Test
  void aNewCrawlerInItsFirstBackfill_holdsTime_butNeverTurnsItBack() {
    hear("a", 500, 0);
    assertThat(hear("a", 600, SILENCE + 1)).isEqualTo(600);
    assertThat(crawlers.hear("new", withheld(), SILENCE + 2)).isEqualTo(600);
    assertThat(hear("a", 700, SILENCE + 3)).isEqualTo(600);
    assertThat(crawlers.hear("new", through(300), SILENCE + 4)).isEqualTo(600);
    assertThat(crawlers.hear("new", through(650), SILENCE + 5)).isEqualTo(650);
  }

  @Test
  void whoIsSilentTooLong_isForgotten() {
    hear("a", 500, 0);
    hear("gone", 100, 1);
    hear("a", 600, SILENCE);
    assertThat(hear("a", 700, SILENCE + 1)).isEqualTo(100);
    assertThat(hear("a", 800, SILENCE + 2)).isEqualTo(800);
    assertThat(crawlers.count()).isEqualTo(1);
  }

  @Test
  void clocksThatDiffer_makeNobodySilent() {
    long early = 3 * SILENCE;
    hear("early", 500, early);
    hear("late", 100, 0);
    hear("early", 600, early + SILENCE);
    hear("late", 110, SILENCE);
    assertThat(hear("early", 700, early + SILENCE + 1)).isEqualTo(110);
  }

  @Test
  void aSourceThatEnds_countsAsIdle_andOneThatKnowsNothingSaysNothing() {
    assertThat(Statement.of(Long.MAX_VALUE, false)).isEqualTo(new Statement(null, true));
    assertThat(Statement.of(Long.MIN_VALUE, false)).isEqualTo(withheld());
    assertThat(Statement.of(42, true)).isEqualTo(idle(42));
    assertThat(Statement.of(42, false).watermark()).isEqualTo(42);
  }

  /** One record of a log. */
  private record Said(String crawler, Statement statement, long at) {}

  /** Crawlers that speak at least every tenth of the silence, until some of them die. */
  private static List<Said> log(Random random) {
    List<Said> log = new ArrayList<>();
    Map<String, Long> through = new HashMap<>();
    Map<String, Long> dies = new HashMap<>();
    for (String crawler : List.of("a", "b", "c")) {
      through.put(crawler, (long) random.nextInt(1000));
      boolean mayDie = !crawler.equals("a") && random.nextInt(4) == 0;
      dies.put(crawler, mayDie ? random.nextLong(30_000) : Long.MAX_VALUE);
    }
    for (long at = 0; at < 60_000; at += 1 + random.nextInt(1_000)) {
      for (String crawler : List.of("a", "b", "c")) {
        if (at < dies.get(crawler)) {
          through.merge(crawler, (long) random.nextInt(800), Long::sum);
          boolean idle = random.nextInt(10) == 0;
          log.add(new Said(crawler, new Statement(at(through.get(crawler)), idle), at));
        }
      }
    }
    return log;
  }

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(millis);
  }

  private static long[] times(List<Said> log) {
    Crawlers fresh = new Crawlers(Duration.ofMillis(SILENCE));
    return log.stream()
        .mapToLong(said -> fresh.hear(said.crawler(), said.statement(), said.at()))
        .toArray();
  }

  @Property(tries = 200)
  void aReaderThatBeginsAnywhere_isNeverAheadOfOneThatWasThereFromTheStart(
      @ForAll Random random, @ForAll @IntRange(max = 99) int percent) {
    List<Said> log = log(random);
    int from = log.size() * percent / 100;
    long[] whole = times(log);
    long[] rest = times(log.subList(from, log.size()));
    for (int i = 0; i < rest.length; i++) {
      assertThat(rest[i]).isLessThanOrEqualTo(whole[from + i]);
    }
  }

  @Property(tries = 200)
  void timeNeverTurnsBack_andIsNeverAheadOfACrawlerThatSpeaksAndIsNotIdle(@ForAll Random random) {
    List<Said> log = log(random);
    long[] times = times(log);
    assertThat(times).isSortedAccordingTo(Long::compare);
    long before = NONE;
    for (int i = 0; i < times.length; i++) {
      if (times[i] > before) {
        assertThat(times[i]).isLessThanOrEqualTo(slowest(log.subList(0, i + 1)));
        before = times[i];
      }
    }
    assertThat(Arrays.stream(times).max().orElse(NONE)).isGreaterThan(NONE);
  }

  private static long slowest(List<Said> log) {
    long now = log.get(log.size() - 1).at();
    Map<String, Said> latest = new HashMap<>();
    log.forEach(said -> latest.put(said.crawler(), said));
    return latest.values().stream()
        .filter(said -> now - said.at() <= SILENCE && !said.statement().idle())
        .mapToLong(said -> said.statement().watermark())
        .min()
        .orElse(NONE);
  }
}
