package org.qingting.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "120,PT2M",
    "'Mon, 02 Mar 2026 10:05:00 GMT',PT5M",
    "'Mon, 02 Mar 2026 09:00:00 GMT',PT0S",
    "soon,PT0S",
    "-5,PT0S",
    "'',PT0S",
    "99999999999999999999,PT24H",
    "999999,PT24H"
  })
  void readsSecondsAndDates_boundedByADay(String header, Duration wait) {
    assertThat(RetryAfter.parse(header, NOW)).isEqualTo(wait);
  }
}
