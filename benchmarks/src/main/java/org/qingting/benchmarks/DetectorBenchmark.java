package org.qingting.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
import org.qingting.alerts.spikes.SeriesState;
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

  /** Posts a day in the series; two in five of them are negative. */
  @Param({"50", "3000"})
  public int postsPerDay;

  private SpikeDetector detector;
  private SeriesState state;
  private Random random;
  private long stepMillis;
  private Instant now;

  /** Four weeks of posts. */
  @Setup(Level.Iteration)
  public void prepare() {
    detector = new SpikeDetector(SpikeSettings.DEFAULT);
    state = detector.begin(Series.OVERALL);
    random = new Random(1);
    stepMillis = Duration.ofDays(1).toMillis() / postsPerDay;
    now = START;
    for (int i = 0; i < DAYS * postsPerDay; i++) {
      observe();
    }
  }

  /** The watermark advances, the post is counted and judged. */
  @Benchmark
  public Optional<Alert> observe() {
    now = now.plusMillis((long) (2 * stepMillis * random.nextDouble()));
    Optional<Alert> ended = detector.advance(state, now.minusSeconds(300));
    Optional<Alert> raised =
        detector.observe(
            state,
            new Observation(
                now,
                now.plusSeconds(30),
                random.nextInt(5) < 2,
                false,
                random.nextInt(20_000) + 1,
                "forum-" + random.nextInt(12),
                Long.toHexString(random.nextLong())));
    return raised.isPresent() ? raised : ended;
  }
}
