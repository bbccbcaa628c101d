package org.qingting.pipeline.commands;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.qingting.pipeline.cluster.ClusterJob;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Intake;
import org.qingting.pipeline.kafka.KafkaTopics;
import org.qingting.pipeline.submit.SessionCluster;
import org.qingting.pipeline.submit.SubmissionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code qingting submit}: brings the job to a Flink session cluster, or replaces it there. */
@Command(
    name = "submit",
    mixinStandardHelpOptions = true,
    description = {
      "Run the job on a Flink session cluster, through its REST API.",
      "A job that runs is stopped with a savepoint, and the new one starts from there; where none"
          + " runs, the newest checkpoint of the home is taken up. Configuration and home must be"
          + " at the same path here and on the cluster."
    })
final class SubmitCommand implements Callable<Integer> {
  @Option(
      names = "--flink",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8081",
      description = "Flink's REST address. Default: ${DEFAULT-VALUE}.")
  private String flink;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      required = true,
      description = "The configuration; see qingting.example.yaml.")
  private Path config;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The program. Default: qingting-job.jar beside the jar that runs this command.")
  private Path jar;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "Start from this savepoint or checkpoint instead of the newest.")
  private String from;

  @Option(
      names = "--fresh",
      description =
          "Start without state. A job that runs is stopped with a savepoint all the same.")
  private boolean fresh;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Parallelism of the job. Default: the configuration's.")
  private Integer parallelism;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "180",
      description =
          "How long a savepoint, and the new job's first checkpoint, may take. Default:"
              + " ${DEFAULT-VALUE}.")
  private int patience;

  @Option(
      names = "--lang",
      defaultValue = "zh",
      description = "Language of the terminal: ${COMPLETION-CANDIDATES}.")
  private Words.Language language;

  /** For tests: another job. */
  @Option(names = "--entry", hidden = true)
  private String entry;

  @Mixin private HomeOption home;

  @Override
  public Integer call() throws IOException, ConfigurationException, BadInputException {
    if (!Files.isRegularFile(config)) {
      throw new BadInputException("there is no file " + config);
    }
    Configuration configuration = entry == null ? read() : Configuration.DEFAULT;
    SessionCluster cluster = new SessionCluster(address());
    SubmitProgress progress = new SubmitProgress(new Words(language));
    try {
      checkKafka(configuration);
      progress.done(cluster.submit(request(configuration), progress));
      return 0;
    } catch (SubmissionException e) {
      if (e.badInput()) {
        throw new BadInputException(e.getMessage());
      }
      throw e;
    }
  }

  /** What would let the job fail again and again is said before it is brought there. */
  private void checkKafka(Configuration configuration) throws IOException, BadInputException {
    if (configuration.kafka() == null) {
      return;
    }
    try (KafkaTopics topics = KafkaTopics.open(configuration.kafka())) {
      List<String> wrong = topics.check(parallelism(configuration).orElse(1));
      if (!wrong.isEmpty()) {
        throw new BadInputException(
            "Kafka is not ready (see 'qingting setup kafka'): " + String.join("; ", wrong));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private Configuration read() throws ConfigurationException, BadInputException {
    Configuration configuration = ConfigurationFile.read(config);
    if (configuration.engine() != Configuration.Engine.CLUSTER) {
      throw new BadInputException(
          config + " does not say 'engine: cluster': on one machine it is 'qingting run'");
    }
    boolean analysisOnly = configuration.kafka() != null && !configuration.isCrawler();
    if (configuration.sources().isEmpty() && !analysisOnly) {
      throw new BadInputException(config + " names no source: add one under 'sources:'");
    }
    return configuration;
  }

  private SessionCluster.Request request(Configuration configuration) throws BadInputException {
    Path root = home.path().toAbsolutePath().normalize();
    return new SessionCluster.Request(
        ClusterJob.name(configuration),
        jar == null ? Programs.job() : jar.toAbsolutePath().normalize(),
        entry == null ? ClusterJob.class.getName() : entry,
        List.of(
            "--config", config.toAbsolutePath().normalize().toString(), "--home", root.toString()),
        Intake.crawling(new HomePaths(root), configuration).checkpoints(),
        from == null ? Optional.empty() : Optional.of(state(from)),
        fresh,
        parallelism(configuration),
        entry == null ? pace(configuration) : Map.of(),
        Duration.ofSeconds(patience));
  }

  /** As on one machine: what the office configures decides, not what the cluster has by default. */
  private static Map<String, String> pace(Configuration configuration) {
    return Map.of(
        "execution.checkpointing.interval",
        configuration.checkpointEvery().toMillis() + " ms",
        "execution.checkpointing.min-pause",
        "200 ms");
  }

  private OptionalInt parallelism(Configuration configuration) throws BadInputException {
    if (parallelism == null) {
      return OptionalInt.of(configuration.parallelism());
    }
    if (parallelism < 1) {
      throw new BadInputException("--parallelism is " + parallelism + ": give 1 or more");
    }
    return OptionalInt.of(parallelism);
  }

  private URI address() throws BadInputException {
    try {
      URI uri = URI.create(flink);
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new BadInputException("--flink is no address: " + flink + " (like http://host:8081)");
  }

  /** A path here is checked here; an address of another file system is the cluster's to check. */
  private static String state(String from) throws BadInputException {
    if (from.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*") && !from.startsWith("file:")) {
      return from;
    }
    Path path = (from.startsWith("file:") ? Path.of(URI.create(from).getPath()) : Path.of(from));
    Path folder = path.endsWith("_metadata") ? path.toAbsolutePath().getParent() : path;
    if (!Files.isRegularFile(folder.resolve("_metadata"))) {
      throw new BadInputException(
          "there is no whole savepoint or checkpoint in " + folder + ": its _metadata is missing");
    }
    return folder.toAbsolutePath().normalize().toUri().toString();
  }
}
