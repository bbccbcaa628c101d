package org.qingting.acceptance.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.qingting.pipeline.kafka.CrawlJob;
import org.qingting.pipeline.kafka.KafkaSettings;

/** A crawl as a process of its own, so that it can really be killed; goes on where it was. */
final class CrawlProcess implements AutoCloseable {
  private final Process process;
  private final Path out;

  private CrawlProcess(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  static CrawlProcess start(KafkaSettings settings, Path checkpoints, long posts, int perSecond)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1"));
    for (String open : new String[] {"java.util", "java.lang", "java.time", "java.nio"}) {
      command.add("--add-opens=java.base/" + open + "=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(
            CrawlProcess.class.getName(),
            settings.bootstrap(),
            settings.topic(),
            settings.crawler(),
            checkpoints.toString(),
            Long.toString(posts),
            Integer.toString(perSecond),
            Long.toString(settings.transactionTimeout().toMillis())));
    Path out = Files.createTempFile("qingting-crawl", ".out");
    return new CrawlProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start(),
        out);
  }

  /** kill -9. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Waits until it has handed over everything. */
  void awaitEnd() throws InterruptedException, IOException {
    if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("the crawl did not end well: " + Files.readString(out));
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    kill();
    Files.deleteIfExists(out);
  }

  /** The job itself. */
  public static void main(String[] arguments) throws Exception {
    KafkaSettings settings =
        new KafkaSettings(
            arguments[0],
            arguments[1],
            null,
            null,
            arguments[2],
            null,
            Duration.ofSeconds(3),
            Duration.ofMillis(Long.parseLong(arguments[6])),
            null);
    Path checkpoints = Path.of(arguments[3]);
    StreamExecutionEnvironment env =
        Jobs.environment(1, Optional.of(checkpoints), newest(checkpoints));
    CrawlJob.build(
        env,
        new NumberedCrawl(
            arguments[2],
            Long.parseLong(arguments[4]),
            Double.parseDouble(arguments[5]),
            NumberedCrawl.After.END),
        settings);
    env.execute("crawl");
  }

  /** The checkpoint from which to go on. */
  static Optional<Path> newest(Path checkpoints) throws IOException {
    try (Stream<Path> all = Files.walk(checkpoints, 3)) {
      return all.filter(path -> path.endsWith("_metadata"))
          .map(Path::getParent)
          .max(Comparator.comparingLong(CrawlProcess::written));
    }
  }

  private static long written(Path checkpoint) {
    return checkpoint.resolve("_metadata").toFile().lastModified();
  }
}
