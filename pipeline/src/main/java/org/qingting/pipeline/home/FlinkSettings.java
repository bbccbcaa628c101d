package org.qingting.pipeline.home;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** How Flink is set up in one process: loopback only, durable every few seconds, bounded memory. */
final class FlinkSettings {
  private FlinkSettings() {}

  static Configuration of(
      HomePaths paths, LocalEngine.Pace pace, Path checkpoints, Optional<Path> newest) {
    Configuration c = new Configuration();
    String loopback = "127.0.0.1";
    for (String key :
        new String[] {
          "rest.address",
          "rest.bind-address",
          "jobmanager.rpc.address",
          "jobmanager.bind-host",
          "taskmanager.host",
          "taskmanager.bind-host"
        }) {
      c.setString(key, loopback);
    }
    c.setString("rest.bind-port", "0");
    c.setString("io.tmp.dirs", paths.tmp().toString());
    c.setString("parallelism.default", Integer.toString(pace.parallelism()));
    c.setString("pipeline.max-parallelism", "128");
    // A class that Flink would hand to Kryo fails at once instead of costing ten times as much.
    c.setString("pipeline.generic-types", "false");
    c.setString("pipeline.object-reuse", "true");

    c.setString("state.backend.type", "rocksdb");
    c.setString("state.backend.rocksdb.timer-service.factory", "HEAP");
    // Most posts are new: their keys are looked up in every file of the state and found in none.
    c.setString("state.backend.rocksdb.use-bloom-filter", "true");
    c.setString("state.backend.rocksdb.localdir", paths.tmp().resolve("rocksdb").toString());
    int p = pace.parallelism();
    // About six shuffles of p times p channels, 32 KB a buffer.
    String network = (32 + p * p) + "m";
    c.setString("taskmanager.memory.managed.size", (96 + 24 * (p - 1)) + "m");
    c.setString("taskmanager.memory.network.min", network);
    c.setString("taskmanager.memory.network.max", network);

    c.setString("execution.checkpointing.interval", millis(pace.checkpointEvery()));
    c.setString(
        "execution.checkpointing.interval-during-backlog", millis(pace.checkpointEveryBehind()));
    c.setString("execution.checkpointing.min-pause", "200 ms");
    c.setString("execution.checkpointing.incremental", "true");
    c.setString("execution.checkpointing.dir", checkpoints.toUri().toString());
    c.setString("execution.checkpointing.num-retained", "1");
    c.setString("execution.checkpointing.timeout", "2 min");
    c.setString("execution.checkpointing.tolerable-failed-checkpoints", "3");
    c.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    newest.ifPresent(
        path -> {
          c.setString("execution.state-recovery.path", path.toUri().toString());
          c.setString("execution.state-recovery.claim-mode", "NO_CLAIM");
        });

    c.setString("restart-strategy.type", "exponential-delay");
    c.setString("restart-strategy.exponential-delay.initial-backoff", "1 s");
    c.setString("restart-strategy.exponential-delay.max-backoff", "30 s");
    return c;
  }

  private static String millis(Duration duration) {
    return duration.toMillis() + " ms";
  }
}
