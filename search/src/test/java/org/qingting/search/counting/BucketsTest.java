package org.qingting.search.counting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BucketsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<ZoneId> ZONES =
      List.of(
          ZoneId.of("Asia/Shanghai"),
          BERLIN,
          ZoneId.of("America/Sao_Paulo"),
          ZoneId.of("Australia/Lord_Howe"),
          ZoneId.of("Pacific/Apia"),
          ZoneId.of("Asia/Kathmandu"));

  @Test
  void daysFollowTheClocks_whenTheyChange() {
    List<String> starts =
        starts("2026-03-28T12:00:00Z", "2026-03-30T12:00:00Z", Duration.ofDays(1));

    assertThat(starts)
        .containsExactly("2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z");
  }

  @Test
  void hoursAreHours_whenTheClocksChange() {
    assertThat(starts("2026-10-24T23:30:00Z", "2026-10-25T02:30:00Z", Duration.ofHours(1)))
        .containsExactly(
            "2026-10-24T23:00:00Z",
            "2026-10-25T00:00:00Z",
            "2026-10-25T01:00:00Z",
            "2026-10-25T02:00:00Z");
  }

  @Test
  void partsOfADayBeginAtMidnight() {
    assertThat(starts("2026-06-01T09:00:00Z", "2026-06-01T23:00:00Z", Duration.ofHours(6)))
        .containsExactly(
            "2026-06-01T04:00:00Z",
            "2026-06-01T10:00:00Z",
            "2026-06-01T16:00:00Z",
            "2026-06-01T22:00:00Z");
  }

  private static List<String> starts(String first, String last, Duration bucket) {
    Buckets buckets =
        Buckets.between(
            Instant.parse(first).toEpochMilli(),
            Instant.parse(last).toEpochMilli(),
            bucket,
            BERLIN);
    return IntStream.range(0, buckets.size()).mapToObj(i -> buckets.start(i).toString()).toList();
  }

  @Test
  void refusesMoreThanCanBeDrawn_evenForTheEndsOfTime() {
    long end = 300_000_000_000_000L;
    assertThatThrownBy(() -> Buckets.between(-end, end, Duration.ofDays(1), BERLIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("narrow the time");
    for (int hours : new int[] {1, 5, 24, 37}) {
      Duration bucket = Duration.ofHours(hours);
      assertThat(Buckets.between(end, end, bucket, BERLIN).size()).isEqualTo(1);
      assertThat(Buckets.between(-end, -end, bucket, BERLIN).size()).isEqualTo(1);
    }
  }

  @Property(tries = 500)
  void everyTimeFallsIntoExactlyOneBucket(
      @ForAll @LongRange(min = 0, max = 1_900_000_000_000L) long first,
      @ForAll @LongRange(min = 0, max = 60L * 86_400_000) long span,
      @ForAll @IntRange(min = 1, max = 100) int hours,
      @ForAll @IntRange(min = 0, max = 5) int zone) {
    Buckets buckets =
        Buckets.between(first, first + span, Duration.ofHours(hours), ZONES.get(zone));

    assertThat(buckets.of(first)).isZero();
    assertThat(buckets.of(first + span)).isEqualTo(buckets.size() - 1);
    for (int i = 1; i < buckets.size(); i++) {
      long start = buckets.start(i).toEpochMilli();
      assertThat(start).isGreaterThan(buckets.start(i - 1).toEpochMilli());
      assertThat(buckets.of(start - 1)).isEqualTo(i - 1);
      assertThat(buckets.of(start)).isEqualTo(i);
    }
  }
}
