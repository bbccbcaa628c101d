package org.qingting.alerts.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class QuietHoursTest {
  private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
  private static final int DAY = 24 * 60;

  @Property
  void theTwoTopLevels_areNeverHeld(
      @ForAll @IntRange(max = DAY - 1) int from,
      @ForAll @IntRange(max = DAY - 1) int until,
      @ForAll @IntRange(max = 3 * DAY) int at) {
    QuietHours quiet = new QuietHours(time(from), time(until), SHANGHAI);
    for (Level level : Level.values()) {
      if (level.isTop()) {
        assertThat(quiet.release(level, minute(at))).isEqualTo(minute(at));
      }
    }
  }

  @Property
  void others_waitForTheEnd_andOnlyWithinTheQuietHours(
      @ForAll @IntRange(max = DAY - 1) int from,
      @ForAll @IntRange(max = DAY - 1) int until,
      @ForAll @IntRange(max = 3 * DAY) int at) {
    QuietHours quiet = new QuietHours(time(from), time(until), SHANGHAI);
    // Minutes since they last began, on a clock face.
    int length = Math.floorMod(until - from, DAY);
    int since = Math.floorMod(at - from, DAY);
    Instant expected = since < length ? minute(at + length - since) : minute(at);
    Instant release = quiet.release(Level.ORDINARY, minute(at));
    assertThat(release).isEqualTo(expected);
    assertThat(quiet.release(Level.LARGE, minute(at))).isEqualTo(expected);
    assertThat(quiet.release(Level.ORDINARY, release)).isEqualTo(release);
    assertThat(Duration.between(minute(at), release)).isLessThan(Duration.ofDays(1));
  }

  @Example
  void pastMidnight_bothEveningAndMorningAreQuiet() {
    QuietHours quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), SHANGHAI);
    Instant morning = at("2026-11-03T07:00");
    assertThat(quiet.release(Level.ORDINARY, at("2026-11-02T21:59:59")))
        .isEqualTo(at("2026-11-02T21:59:59"));
    assertThat(quiet.release(Level.ORDINARY, at("2026-11-02T22:00"))).isEqualTo(morning);
    assertThat(quiet.release(Level.LARGE, at("2026-11-03T06:59:59"))).isEqualTo(morning);
    assertThat(quiet.release(Level.ORDINARY, morning)).isEqualTo(morning);
    assertThat(quiet.release(Level.MAJOR, at("2026-11-03T03:00")))
        .isEqualTo(at("2026-11-03T03:00"));
  }

  @Example
  void withoutQuietHours_nothingWaits() {
    assertThat(QuietHours.NONE.release(Level.ORDINARY, at("2026-11-02T00:00")))
        .isEqualTo(at("2026-11-02T00:00"));
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
  }

  private static LocalTime time(int minute) {
    return LocalTime.ofSecondOfDay(60L * minute);
  }

  private static Instant minute(int minute) {
    return at("2026-11-02T00:00").plus(Duration.ofMinutes(minute));
  }
}
