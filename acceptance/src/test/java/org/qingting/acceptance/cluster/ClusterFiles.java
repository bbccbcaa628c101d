package org.qingting.acceptance.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the cluster's processes read, and where they write. */
record ClusterFiles(Path work, int zooKeeperPort, int restPort, int taskHeap) {
  static final int FRAMEWORK_HEAP = 96;

  Path conf() {
    return work.resolve("conf");
  }

  Path zooKeeper() {
    return work.resolve("conf").resolve("zoo.cfg");
  }

  Path log(String process) {
    return work.resolve("log").resolve(process + ".log");
  }

  /** Where a process puts its working files. */
  Path tmp(String process) {
    return work.resolve("tmp").resolve(process);
  }

  void write() throws IOException {
    for (String folder : new String[] {"conf", "log", "tmp", "zookeeper", "ha", "checkpoints"}) {
      Files.createDirectories(work.resolve(folder));
    }
    Files.writeString(conf().resolve("config.yaml"), flink());
    Files.writeString(conf().resolve("log4j.properties"), LOGGING);
    Files.writeString(zooKeeper(), zooKeeperSettings());
  }

  /** Every memory component by hand: Flink's scripts compute them, and no script runs here. */
  private String flink() {
    return String.format(
        Locale.ROOT,
        """
        jobmanager.rpc.address: 127.0.0.1
        jobmanager.bind-host: 127.0.0.1
        rest.address: 127.0.0.1
        rest.bind-address: 127.0.0.1
        rest.port: %d
        taskmanager.host: 127.0.0.1
        taskmanager.bind-host: 127.0.0.1
        taskmanager.numberOfTaskSlots: 2
        taskmanager.load-balance.mode: SLOTS
        taskmanager.cpu.cores: 1
        taskmanager.memory.framework.heap.size: %dm
        taskmanager.memory.task.heap.size: %dm
        taskmanager.memory.framework.off-heap.size: 64m
        taskmanager.memory.task.off-heap.size: 0m
        taskmanager.memory.managed.size: 96m
        taskmanager.memory.network.min: 48m
        taskmanager.memory.network.max: 48m
        taskmanager.memory.jvm-metaspace.size: 256m
        taskmanager.memory.jvm-overhead.min: 64m
        taskmanager.memory.jvm-overhead.max: 64m
        heartbeat.interval: 1000
        heartbeat.timeout: 6000
        state.backend.type: rocksdb
        execution.checkpointing.interval: 1 s
        execution.checkpointing.incremental: true
        execution.checkpointing.dir: file://%s/checkpoints
        restart-strategy.type: exponential-delay
        restart-strategy.exponential-delay.initial-backoff: 500 ms
        restart-strategy.exponential-delay.max-backoff: 5 s
        high-availability.type: zookeeper
        high-availability.zookeeper.quorum: 127.0.0.1:%d
        high-availability.storageDir: file://%s/ha
        high-availability.zookeeper.client.session-timeout: 6000
        """,
        restPort,
        FRAMEWORK_HEAP,
        taskHeap,
        work,
        zooKeeperPort,
        work);
  }

  private String zooKeeperSettings() {
    return String.format(
        Locale.ROOT,
        """
        tickTime=500
        dataDir=%s/zookeeper
        clientPort=%d
        clientPortAddress=127.0.0.1
        admin.enableServer=false
        server.1=127.0.0.1:2888:3888
        """,
        work,
        zooKeeperPort);
  }

  private static final String LOGGING =
      """
      rootLogger.level = INFO
      rootLogger.appenderRef.console.ref = Console
      appender.console.type = Console
      appender.console.name = Console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss,SSS} %-5p %c{1.} - %m%n
      logger.zookeeper.name = org.apache.flink.shaded.zookeeper3
      logger.zookeeper.level = ERROR
      logger.curator.name = org.apache.flink.shaded.curator5
      logger.curator.level = ERROR
      """;
}
