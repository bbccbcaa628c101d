package org.qingting.pipeline.cluster;

import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.config.ConfigurationFile;
import org.qingting.pipeline.desk.Desk;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Intake;
import org.qingting.pipeline.home.Receipts;
import org.qingting.pipeline.job.MonitoringJob;
import org.qingting.pipeline.kafka.CrawlJob;
import org.qingting.pipeline.storage.Storage;

/**
 * The entry class on a Flink cluster: builds the topology that {@code run} has, with everything in
 * Elasticsearch, and hands it over. Checkpoints, memory and high availability are the cluster's own
 * configuration.
 *
 * <pre>{@code
 * flink run -d -c org.qingting.pipeline.cluster.ClusterJob qingting-job.jar \
 *   --config /etc/qingting/qingting.yaml --home /var/lib/qingting
 * }</pre>
 */
public final class ClusterJob {
  private static final String NAME = "qingting";

  private ClusterJob() {}

  /**
   * Submits it.
   *
   * @param args {@code --config FILE --home DIR}: the office's configuration, and the folder with
   *     keys, spool and receipts, as job and task managers see them
   */
  public static void main(String[] args) throws Exception {
    List<String> given = List.of(args);
    Configuration configuration = ConfigurationFile.read(Path.of(value(given, "--config")));
    if (configuration.engine() != Configuration.Engine.CLUSTER) {
      throw new ConfigurationException(
          value(given, "--config") + " does not say 'engine: cluster': use 'qingting run'");
    }
    HomePaths paths = new HomePaths(Path.of(value(given, "--home")).toAbsolutePath().normalize());
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    build(env, configuration, paths);
    env.execute(name(configuration));
  }

  /** As which the job of a configuration is known on a cluster. */
  public static String name(Configuration configuration) {
    return configuration.isCrawler() ? NAME + "-crawl-" + configuration.kafka().crawler() : NAME;
  }

  private static void build(
      StreamExecutionEnvironment env, Configuration configuration, HomePaths paths) {
    org.apache.flink.configuration.Configuration flink =
        new org.apache.flink.configuration.Configuration();
    // What a post of the job's must not cost, and what its state must survive, is the job's own.
    flink.setString("pipeline.generic-types", "false");
    flink.setString("pipeline.object-reuse", "true");
    flink.setString("pipeline.max-parallelism", "128");
    env.configure(flink);
    if (configuration.isCrawler()) {
      CrawlJob.build(env, Intake.source(paths, configuration), configuration.kafka());
      return;
    }
    boolean kafka = configuration.kafka() != null;
    Storage storage = Storage.of(paths.index(), paths.desk(), configuration);
    MonitoringJob.build(
        env,
        kafka ? Intake.kafka(paths, configuration) : Intake.source(paths, configuration),
        kafka ? MonitoringJob.KAFKA_POSTS : MonitoringJob.POSTS,
        storage.archive(),
        Receipts.book(paths),
        Desk.facts(storage),
        Desk.control(storage),
        Intake.settings(configuration));
  }

  private static String value(List<String> args, String option) throws ConfigurationException {
    int at = args.indexOf(option);
    if (at < 0 || at + 1 == args.size()) {
      throw new ConfigurationException("ClusterJob needs " + option);
    }
    return args.get(at + 1);
  }
}
