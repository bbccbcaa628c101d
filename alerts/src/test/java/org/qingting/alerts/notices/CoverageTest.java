package org.qingting.alerts.notices;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qingting.model.SourceStatus;

class CoverageTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant BEGAN = Instant.parse("2026-11-03T02:00:00Z");
  private static final Watched NEWS = new Watched("news", "示例晚报", Duration.ofMinutes(10));
  private static final Watched SLOW = new Watched("slow", "示例月刊", Duration.ofHours(6));

  private Coverage coverage = Coverage.NONE;

  private static SourceStatus reached(String id, Instant at, long posts) {
    return new SourceStatus(id, at, at, 1, posts, 0, "");
  }

  private Coverage.Change look(Instant now, SourceStatus... statuses) {
    Map<String, SourceStatus> all = new HashMap<>();
    for (SourceStatus status : statuses) {
      all.put(status.source(), status);
    }
    Coverage.Change change = coverage.look(List.of(NEWS, SLOW), all, BEGAN, now, ZONE);
    coverage = change.coverage();
    return change;
  }

  @Test
  void aSourceThatIsNotReached_isGone_onceAndBackOnce() {
    Instant late = BEGAN.plus(Duration.ofMinutes(31));
    assertThat(look(late.minusSeconds(120)).gone()).isEmpty();
    assertThat(look(late).gone()).containsOnlyKeys("news");
    assertThat(look(late.plusSeconds(60)).gone()).isEmpty();
    Coverage.Change back = look(late.plusSeconds(90), reached("news", late.plusSeconds(80), 3));
    assertThat(back.back()).containsExactly("news");
    assertThat(look(late.plusSeconds(120), reached("news", late.plusSeconds(80), 3)).back())
        .isEmpty();
  }

  @Test
  void aSourceThatIsReadSeldom_isGivenThreeOfItsTurns() {
    Instant now = BEGAN.plus(Duration.ofHours(17));
    assertThat(look(now, reached("news", now, 1)).gone()).isEmpty();
    now = BEGAN.plus(Duration.ofHours(18)).plusSeconds(1);
    assertThat(look(now, reached("news", now, 1)).gone()).containsOnlyKeys("slow");
  }

  @Test
  void threeFailuresInARow_areEnough_butNotThoseOfBefore() {
    SourceStatus failing =
        new SourceStatus("news", BEGAN, BEGAN.plusSeconds(90), 1, 1, 3, "timeout");
    assertThat(look(BEGAN.plusSeconds(100), failing).gone()).containsOnlyKeys("news");
    coverage = Coverage.NONE;
    SourceStatus before =
        new SourceStatus("news", BEGAN, BEGAN.minusSeconds(9), 1, 1, 3, "timeout");
    assertThat(look(BEGAN.plusSeconds(100), before).gone()).isEmpty();
  }

  @Test
  void aBusySourceThatBringsNothingForADay_isBarren_andAQuietOneIsNot() {
    for (long perDay : new long[] {48, 5}) {
      coverage = Coverage.NONE;
      long posts = 0;
      Instant now = BEGAN;
      for (int hour = 0; hour < 24 * 6; hour++) {
        now = BEGAN.plus(Duration.ofHours(hour));
        posts += hour % 24 < perDay ? Math.max(1, perDay / 24) : 0;
        assertThat(look(now, reached("news", now, posts), reached("slow", now, 0)).gone())
            .isEmpty();
      }
      boolean barren = false;
      for (int hour = 1; hour <= 26; hour++) {
        Instant later = now.plus(Duration.ofHours(hour));
        barren |=
            look(later, reached("news", later, posts), reached("slow", later, 0))
                .gone()
                .containsValue("barren");
      }
      assertThat(barren).as("posts a day: " + perDay).isEqualTo(perDay == 48);
    }
  }

  @Test
  void theStopOfTheWholeProgram_isNoGapOfItsSources() {
    SourceStatus old = reached("news", BEGAN.minus(Duration.ofDays(3)), 9);
    assertThat(look(BEGAN.plusSeconds(60), old).gone()).isEmpty();
  }
}
