package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.control.ControlLog;
import org.qingting.alerts.control.Decision;
import org.qingting.model.Series;

class ControlSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:00:00Z");
  private static final AtomicInteger FAILURES = new AtomicInteger();

  private static Decision.Sensitivity decision(long number) {
    return new Decision.Sensitivity(
        "d" + number, new Series(Series.Kind.THEME, "traffic"), 2, NOW, NOW.plusSeconds(number));
  }

  /** A log of 250 entries, some of which this program does not know; unreadable at first. */
  private static final class Log implements ControlReader {
    @Override
    public List<ControlLog.Entry> since(long sequence, int limit) throws IOException {
      if (FAILURES.getAndDecrement() > 0) {
        throw new IOException("locked");
      }
      List<ControlLog.Entry> found = new ArrayList<>();
      for (long next = sequence + 1; next <= 250 && found.size() < limit; next++) {
        found.add(
            new ControlLog.Entry(
                next, NOW, next % 10 == 0 ? new Decision.Unknown() : decision(next)));
      }
      return found;
    }

    @Override
    public void close() {}
  }

  @Test
  void everyDecision_reachesTheJobOnce_inOrder_whenTheLogCanBeReadAgain() throws Exception {
    FAILURES.set(1);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    List<Decision.Sensitivity> found =
        env.fromSource(new ControlSource(Log::new), WatermarkStrategy.noWatermarks(), "decisions")
            .executeAndCollect(225);
    List<Decision.Sensitivity> expected = new ArrayList<>();
    for (long next = 1; next <= 250; next++) {
      if (next % 10 != 0) {
        expected.add(decision(next));
      }
    }
    assertThat(found).isEqualTo(expected);
  }
}
