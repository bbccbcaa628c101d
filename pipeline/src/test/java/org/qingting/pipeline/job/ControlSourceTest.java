package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.control.ControlLog;
import org.qingting.alerts.control.Decision;
import org.qingting.model.Series;

class ControlSourceTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:00:00Z");
  private static final AtomicInteger FAILURES = new AtomicInteger();

  /** From which places the log was read, in order. */
  private static final List<Long> PLACES = new CopyOnWriteArrayList<>();

  private static volatile boolean failed;

  /** Fails once, after a checkpoint that holds some decisions and before the next. */
  private static final class FailsOnce
      implements MapFunction<Decision.Sensitivity, Decision.Sensitivity>,
          CheckpointedFunction,
          CheckpointListener {
    private static final long serialVersionUID = 1L;
    private int seen;
    private int stored;
    private boolean complete;

    @Override
    public Decision.Sensitivity map(Decision.Sensitivity decision) {
      if (complete && !failed) {
        failed = true;
        PLACES.clear();
        throw new IllegalStateException("fails once, as the test wants it");
      }
      seen++;
      return decision;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      stored = seen;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      complete |= stored > 0;
    }
  }

  private static Decision.Sensitivity decision(long number) {
    return new Decision.Sensitivity(
        "d" + number, new Series(Series.Kind.THEME, "traffic"), 2, NOW, NOW.plusSeconds(number));
  }

  /** A log of 250 entries, some of which this program does not know; unreadable at first. */
  private static final class Log implements ControlReader {
    @Override
    public List<ControlLog.Entry> since(long sequence, int limit) throws IOException {
      PLACES.add(sequence);
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
    assertThat(found).isEqualTo(known());
  }

  @Test
  void aJobThatFails_hearsAgainOnlyWhatItHadNotStored() throws Exception {
    FAILURES.set(0);
    failed = false;
    Configuration flink = new Configuration();
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(1);
    env.enableCheckpointing(50);
    List<Decision.Sensitivity> found =
        env.fromSource(new ControlSource(Log::new), WatermarkStrategy.noWatermarks(), "decisions")
            .map(new FailsOnce())
            .executeAndCollect(225);
    assertThat(failed).isTrue();
    assertThat(PLACES.get(0)).isGreaterThan(0);
    assertThat(found).isEqualTo(known());
  }

  private static List<Decision.Sensitivity> known() {
    List<Decision.Sensitivity> expected = new ArrayList<>();
    for (long next = 1; next <= 250; next++) {
      if (next % 10 != 0) {
        expected.add(decision(next));
      }
    }
    return expected;
  }
}
