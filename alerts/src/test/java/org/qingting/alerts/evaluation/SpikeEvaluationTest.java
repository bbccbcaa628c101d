package org.qingting.alerts.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.spikes.SpikeSettings;

class SpikeEvaluationTest {
  private static final String WINDOW =
      "{\"a/b.csv\": [[\"2026-03-03 00:00:00.000000\", \"2026-03-03 01:00:00.000000\"]]}";

  @TempDir Path folder;

  private void write(String windows, String csv) throws IOException {
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("windows.json"), windows);
    Files.writeString(folder.resolve("a/b.csv"), csv);
  }

  /** Two days of half hours, one post each, from 2026-03-02 on; nine in the given row. */
  private static String days(int row) {
    StringBuilder csv = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < 96; i++) {
      csv.append(
          String.format(
              "2026-03-%02d %02d:%02d:00,%d\n",
              2 + i / 48, i % 48 / 2, i % 2 * 30, i == row ? 9 : 1));
    }
    return csv.toString();
  }

  private SpikeEvaluation evaluate() throws IOException {
    return SpikeEvaluation.of(folder, () -> (at, count) -> count > 5);
  }

  @Test
  void alarmAtAWindowsStart_isFound() throws IOException {
    write(WINDOW, days(48));

    assertThat(evaluate().toJson())
        .isEqualTo(
            "{\"nabScore\":100.00,\"windows\":1,\"found\":1,\"falseAlarmsPerSeriesWeek\":0.0000}");
  }

  @Test
  void alarmElsewhere_isFalse() throws IOException {
    write(WINDOW, days(20));
    SpikeEvaluation result = evaluate();

    assertThat(result.found()).isZero();
    assertThat(result.nabScore()).isCloseTo(-5.5, within(1e-9));
    double weeks = Duration.ofMinutes(95 * 30).toMinutes() / (7.0 * 24 * 60);
    assertThat(result.falseAlarmsPerSeriesWeek()).isCloseTo(1 / weeks, within(1e-9));
  }

  @Test
  void eachSeries_getsADetectorOfItsOwn() throws IOException {
    write(WINDOW.replace("}", ", \"a/c.csv\": []}"), days(48));
    Files.writeString(folder.resolve("a/c.csv"), days(-1));
    int[] made = {0};

    SpikeEvaluation.of(
        folder,
        () -> {
          made[0]++;
          return (at, count) -> false;
        });

    assertThat(made[0]).isEqualTo(2);
  }

  @Test
  void directoryWithoutWindows_isRefused() {
    assertThatThrownBy(this::evaluate)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no windows.json");
  }

  @Test
  void missingFile_isNamed() throws IOException {
    write("{\"a/none.csv\": []}", days(48));

    assertRefused("there is no a/none.csv");
  }

  @Test
  void malformedLine_isNamed() throws IOException {
    write(WINDOW, "timestamp,value\n2026-03-02 00:00:00,1\nnonsense\n");
    assertRefused("a/b.csv line 3");
    write(WINDOW, "timestamp,value\nyesterday,1\n");
    assertRefused("a/b.csv line 2", "'yesterday'");
    write(WINDOW, "timestamp,value\n2026-03-02 00:00:00,1.5\n");
    assertRefused("a/b.csv line 2", "'1.5' is no count");
    write(WINDOW, "timestamp,value\n2026-03-02 00:00:00,-1\n");
    assertRefused("a/b.csv line 2", "'-1' is no count");
    write(WINDOW, "time,count\n");
    assertRefused("a/b.csv line 1", "timestamp,value");
    write("{\n\"a/b.csv\": 3}", days(48));
    assertRefused("windows.json line 2");
  }

  @Test
  void seriesOutOfOrder_isRefused() throws IOException {
    write(WINDOW, "timestamp,value\n2026-03-02 01:00:00,1\n2026-03-02 00:00:00,1\n");

    assertRefused("a/b.csv line 3", "order of time");
  }

  @Test
  void windowsThatCannotBe_areRefused() throws IOException {
    write(WINDOW.replace("2026", "2027"), days(48));
    assertRefused("a/b.csv", "no count of the series lies in this window");
    write(
        "{\"a/b.csv\": [[\"2026-03-03 00:00:00\", \"2026-03-03 02:00:00\"],"
            + " [\"2026-03-03 01:00:00\", \"2026-03-03 03:00:00\"]]}",
        days(48));
    assertRefused("a/b.csv", "overlap");
    write("{\"a/b.csv\": []}", days(48));
    assertRefused("no window");
  }

  @Test
  void detectorOfThePosts_raisesAnAlarmOnce() {
    CountDetector detector = CountDetector.ofPosts(SpikeSettings.DEFAULT);
    Instant start = Instant.parse("2026-03-02T00:00:00Z");
    int alarms = 0;
    for (int hour = 0; hour < 14 * 24; hour++) {
      boolean begins = detector.next(start.plus(Duration.ofHours(hour)), hour >= 300 ? 90 : 4);
      assertThat(begins).as("hour %d", hour).isEqualTo(hour == 300);
      alarms += begins ? 1 : 0;
    }
    assertThat(alarms).isEqualTo(1);
  }

  private void assertRefused(String... parts) {
    assertThatThrownBy(this::evaluate)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }
}
