package org.qingting.acceptance.kafka;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.PrivacyKeys;
import org.qingting.model.Arrival;
import org.qingting.pipeline.kafka.CrawlJob;
import org.qingting.pipeline.kafka.KafkaArrivals;
import org.qingting.pipeline.kafka.KafkaSettings;

/** The two jobs, each in a mini cluster of its own on loopback. */
final class Jobs {
  private Jobs() {}

  /** Starts a crawl. */
  static JobClient crawl(KafkaSettings settings, Source<Arrival, ?, ?> source, int parallelism)
      throws Exception {
    StreamExecutionEnvironment env = environment(parallelism, Optional.empty(), Optional.empty());
    CrawlJob.build(env, source, settings);
    return env.executeAsync("crawl " + settings.crawler());
  }

  /** Starts an analysis that ends in a probe of this name. */
  static JobClient analysis(KafkaSettings settings, String probe, int parallelism)
      throws Exception {
    StreamExecutionEnvironment env = environment(parallelism, Optional.empty(), Optional.empty());
    env.fromSource(
            new KafkaArrivals(settings, anonymizer()),
            WatermarkStrategy.noWatermarks(),
            "posts",
            TypeInformation.of(Arrival.class))
        .uid("posts")
        .transform("probe", Types.VOID, new Probe(probe))
        .uid("probe")
        .setParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .setParallelism(1);
    return env.executeAsync("analysis " + probe);
  }

  static Anonymizer anonymizer() {
    byte[] key = new byte[32];
    return new Anonymizer(new PrivacyKeys(key, key));
  }

  static StreamExecutionEnvironment environment(
      int parallelism, Optional<Path> checkpoints, Optional<Path> newest) {
    Configuration c = new Configuration();
    for (String key :
        new String[] {
          "rest.address",
          "rest.bind-address",
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.host",
          "taskmanager.bind-host"
        }) {
      c.setString(key, "127.0.0.1");
    }
    c.setString("rest.bind-port", "0");
    c.setString("pipeline.generic-types", "false");
    c.setString("pipeline.object-reuse", "true");
    c.setString("execution.checkpointing.interval", "500 ms");
    c.setString("execution.checkpointing.timeout", "1 min");
    c.setString("execution.checkpointing.tolerable-failed-checkpoints", "100");
    c.setString("restart-strategy.type", "exponential-delay");
    c.setString("restart-strategy.exponential-delay.initial-backoff", "500 ms");
    c.setString("restart-strategy.exponential-delay.max-backoff", "2 s");
    c.setString("taskmanager.memory.network.min", "16m");
    c.setString("taskmanager.memory.network.max", "16m");
    c.setString("taskmanager.memory.managed.size", "16m");
    checkpoints.ifPresent(
        path -> {
          c.setString("execution.checkpointing.dir", path.toUri().toString());
          c.setString(
              "execution.checkpointing.externalized-checkpoint-retention",
              "RETAIN_ON_CANCELLATION");
          c.setString("execution.checkpointing.num-retained", "3");
        });
    newest.ifPresent(path -> c.setString("execution.state-recovery.path", path.toUri().toString()));
    return StreamExecutionEnvironment.createLocalEnvironment(parallelism, c);
  }
}
