package org.qingting.alerts.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListeningDaysTest {
  private static final Instant TODAY = Instant.parse("2026-11-23T10:00:00Z");

  private final ListeningDays days = new ListeningDays(Duration.ofDays(56), List.of());

  @Test
  void oneOldPost_isNoPast() {
    days.heard(TODAY);
    days.heard(Instant.parse("2019-01-01T00:00:00Z"));
    days.heard(Instant.parse("0001-01-01T00:00:00Z"));
    days.heard(TODAY.minus(Duration.ofDays(20)));
    assertThat(days.since()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
  }

  @Test
  void backfillNewestFirst_reachesBackDayByDay() {
    for (int day = 0; day < 14; day++) {
      assertThat(days.heard(TODAY.minus(Duration.ofDays(day)))).isTrue();
      assertThat(days.heard(TODAY.minus(Duration.ofDays(day)))).isFalse();
    }
    assertThat(days.since()).isEqualTo(Instant.parse("2026-11-10T00:00:00Z"));
  }

  @Test
  void quietWeekend_breaksNothing_butAWeekOfSilenceDoes() {
    days.heard(TODAY.minus(Duration.ofDays(3)));
    days.heard(TODAY);
    assertThat(days.since()).isEqualTo(Instant.parse("2026-11-20T00:00:00Z"));
    days.heard(TODAY.plus(Duration.ofDays(7)));
    assertThat(days.since()).isEqualTo(Instant.parse("2026-11-30T00:00:00Z"));
  }

  @Test
  void staysBounded_andSurvivesItsState() {
    for (int day = 0; day < 400; day++) {
      days.heard(TODAY.plus(Duration.ofDays(day)));
    }
    assertThat(days.days()).hasSizeLessThanOrEqualTo(57);
    assertThat(new ListeningDays(Duration.ofDays(56), days.days()).since()).isEqualTo(days.since());
  }
}
