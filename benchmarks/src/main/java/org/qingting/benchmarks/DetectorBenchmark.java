package org.qingting.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.Panel;
import org.qingting.alerts.spikes.SeriesStore;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** One post counted by one series that has four weeks behind it. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DetectorBenchmark {
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final int DAYS = 28;
  private static final List<Series> SERIES = List.of(Series.OVERALL);

  /** Posts a day in the series; two in five of them are negative. */
  @Param({"50", "3000"})
  public int postsPerDay;

  private SpikeDetector detector;
  private Random random;
  private long stepMillis;
  private Instant now;

  /** Four weeks of posts. */
  @Setup(Level.Iteration)
  public void prepare() {
    detector = new SpikeDetector(SpikeSettings.DEFAULT, Panel.begin(), SeriesStore.inMemory());
    random = new Random(1);
    stepMillis = Duration.ofDays(1).toMillis() / postsPerDay;
    now = START;
    for (int i = 0; i < DAYS * postsPerDay; i++) {
      observe();
    }
  }

  /** The watermark advances, the post is counted and judged. */
  @Benchmark
  public List<Alert> observe() {
    now = now.plusMillis((long) (2 * stepMillis * random.nextDouble()));
    List<Alert> said = detector.advance(now.minusSeconds(300));
    List<Alert> more =
        detector.observe(
            SERIES,
            new Observation(
                now,
                now.plusSeconds(30),
                random.nextInt(5) < 2,
                false,
                random.nextInt(20_000) + 1,
                "forum-" + random.nextInt(12),
                "forum",
                Long.toHexString(random.nextLong()),
                "models-1"));
    return more.isEmpty() ? said : more;
  }
}
