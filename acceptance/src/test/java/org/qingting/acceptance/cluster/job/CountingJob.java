package org.qingting.acceptance.cluster.job;

import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A job whose right result is known: it counts and sums a generated stream by key. It stands where
 * the real job will, and is started the same way.
 */
public final class CountingJob {
  static final int KEYS = 40;

  private CountingJob() {}

  /** {@code --config FILE --home DIR}. */
  public static void main(String[] args) throws Exception {
    Properties settings = new Properties();
    try (Reader in = Files.newBufferedReader(Path.of(args[1]), StandardCharsets.UTF_8)) {
      settings.load(in);
    }
    String trouble = settings.getProperty("trouble", "");
    if (trouble.equals("main")) {
      throw new IllegalStateException("the sources cannot be read");
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.fromSource(
            new DataGeneratorSource<>(
                n -> n,
                Long.parseLong(settings.getProperty("count")),
                RateLimiterStrategy.perSecond(
                    Double.parseDouble(settings.getProperty("perSecond"))),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "numbers")
        .uid("numbers")
        .keyBy(n -> n % KEYS)
        .process(new Counting(trouble))
        .uid(trouble.equals("uid") ? "counting-anew" : "counting")
        .sinkTo(new ResultFiles(Path.of(args[3]).resolve("results").toString()))
        .uid("results");
    env.execute("qingting");
  }
}
