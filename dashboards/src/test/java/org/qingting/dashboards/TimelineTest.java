package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;

class TimelineTest {
  private static final Page NO_HITS = new Page(0, List.of(), "");

  private static Timeline timeline(
      List<ToneCount> counted, String from, String now, Duration bucket, String zone)
      throws IOException {
    OpinionReader reader = Readers.holding(NO_HITS, counted);
    OpinionQuery query = OpinionQuery.ALL.between(from == null ? null : Instant.parse(from), null);
    return Timeline.of(reader, query, bucket, ZoneId.of(zone), Instant.parse(now));
  }

  @Test
  void daysFollowTheCalendar_whereOneHasOnly23Hours() throws IOException {
    List<ToneCount> points =
        timeline(
                List.of(new ToneCount(Instant.parse("2026-03-09T04:00:00Z"), 1, 0, 0)),
                "2026-03-07T12:00:00Z",
                "2026-03-10T12:00:00Z",
                Duration.ofDays(1),
                "America/New_York")
            .points();
    assertThat(points)
        .extracting(point -> point.start().toString())
        .containsExactly(
            "2026-03-07T05:00:00Z",
            "2026-03-08T05:00:00Z",
            "2026-03-09T04:00:00Z",
            "2026-03-10T04:00:00Z");
  }

  @Test
  void fillsBothEndsAroundWhatWasCounted() throws IOException {
    List<ToneCount> points =
        timeline(
                List.of(new ToneCount(Instant.parse("2026-03-01T02:00:00Z"), 3, 2, 1)),
                "2026-03-01T00:30:00Z",
                "2026-03-01T04:30:00Z",
                Duration.ofHours(1),
                "UTC")
            .points();
    assertThat(points).extracting(ToneCount::negative).containsExactly(0L, 0L, 3L, 0L, 0L);
  }

  @Test
  void anEmptyIndexGivesTheLastDay() throws IOException {
    assertThat(timeline(List.of(), null, "2026-03-02T00:00:00Z", null, "UTC").points()).hasSize(24);
  }

  @Test
  void choosesAStepThatAScreenCanShow() throws IOException {
    Timeline years =
        timeline(List.of(), "2010-01-01T00:00:00Z", "2026-01-01T00:00:00Z", null, "UTC");
    assertThat(Duration.parse(years.bucket())).isEqualTo(Duration.ofDays(28));
    assertThat(years.points()).hasSizeLessThan(400);
  }

  @Test
  void refusesMoreBucketsThanAnybodyCanUse() {
    assertThatThrownBy(
            () ->
                timeline(
                    List.of(),
                    "1990-01-01T00:00:00Z",
                    "2026-01-01T00:00:00Z",
                    Duration.ofHours(1),
                    "UTC"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("use a longer bucket");
  }
}
