package org.qingting.pipeline.home;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.ExceptionUtils;
import org.qingting.model.Arrival;
import org.qingting.pipeline.desk.Desk;
import org.qingting.pipeline.job.JobSettings;
import org.qingting.pipeline.job.MonitoringJob;
import org.qingting.pipeline.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the job in this process, on Flink's own mini cluster, from the newest checkpoint of a home.
 * The caller holds the home's lock for as long.
 */
public final class LocalEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalEngine.class);
  private static final Duration STOP = Duration.ofMinutes(2);

  private final MiniCluster cluster;
  private final JobID job;
  private final Path checkpoints;

  private LocalEngine(MiniCluster cluster, JobID job, Path checkpoints) {
    this.cluster = cluster;
    this.job = job;
    this.checkpoints = checkpoints;
  }

  /**
   * How the engine runs.
   *
   * @param parallelism of the analysis
   * @param checkpointEvery how often the job's state, the index and the alerts become durable
   * @param checkpointEveryBehind how often while more waits in the spool; not less
   */
  public record Pace(int parallelism, Duration checkpointEvery, Duration checkpointEveryBehind) {}

  /**
   * Starts the job.
   *
   * @throws IOException when it cannot start; the message says why
   */
  public static LocalEngine start(
      HomePaths paths,
      Storage storage,
      Source<Arrival, ?, ?> source,
      JobSettings settings,
      Pace pace)
      throws IOException {
    Lineage lineage = new Lineage(paths.checkpoints());
    lineage.clean();
    Path checkpoints = lineage.next();
    Optional<Path> newest = lineage.newest();
    Configuration flink = FlinkSettings.of(paths, pace, checkpoints, newest);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    MonitoringJob.build(
        env,
        source,
        MonitoringJob.POSTS,
        storage.archive(),
        Receipts.book(paths),
        Desk.facts(storage),
        Desk.control(storage),
        settings);
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName("qingting");
    JobGraph plan = graph.getJobGraph();
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(flink)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(pace.parallelism())
                .withRandomPorts()
                .setCommonBindAddress("127.0.0.1")
                .build());
    try {
      Files.createDirectories(checkpoints);
      cluster.start();
      JobID job = cluster.submitJob(plan).get().getJobID();
      return new LocalEngine(cluster, job, checkpoints);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      shut(cluster);
      throw new IOException("interrupted while starting", e);
    } catch (Exception e) {
      shut(cluster);
      throw new IOException("the job cannot start: " + reason(e), e);
    }
  }

  /** What last made the job restart, in words; empty while nothing did. */
  public Optional<String> trouble() {
    try {
      ErrorInfo failure = cluster.getExecutionGraph(job).get(5, TimeUnit.SECONDS).getFailureInfo();
      return failure == null
          ? Optional.empty()
          : Optional.of(
              failure.getTimestamp()
                  + " "
                  + reason(
                      failure
                          .getException()
                          .deserializeError(Thread.currentThread().getContextClassLoader())));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.of(reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Whether the job has ended and will not go on by itself. */
  public boolean ended() {
    try {
      JobStatus status = cluster.getJobStatus(job).get(5, TimeUnit.SECONDS);
      return status.isGloballyTerminalState();
    } catch (ExecutionException | TimeoutException e) {
      return !cluster.isRunning();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /**
   * Stops the job with a savepoint, from which the next start goes on.
   *
   * @return the savepoint
   */
  public Path stop() throws IOException {
    try {
      awaitRunning();
      String savepoint =
          cluster
              .stopWithSavepoint(job, checkpoints.toString(), false, SavepointFormatType.NATIVE)
              .get(STOP.toSeconds(), TimeUnit.SECONDS);
      return Path.of(URI.create(savepoint));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while stopping", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException(
          "the job could not be stopped in order; nothing is lost, it goes on from its newest"
              + " checkpoint: "
              + reason(e),
          e);
    }
  }

  /** A savepoint needs every task to run, which a job that has just begun does not. */
  private void awaitRunning() throws InterruptedException, ExecutionException, TimeoutException {
    long deadline = System.nanoTime() + STOP.toNanos();
    while (!allRun()) {
      if (ended() || System.nanoTime() > deadline) {
        throw new TimeoutException(trouble().orElse("the job does not run"));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean allRun() throws InterruptedException, ExecutionException, TimeoutException {
    if (cluster.getJobStatus(job).get(5, TimeUnit.SECONDS) != JobStatus.RUNNING) {
      return false;
    }
    for (AccessExecutionVertex task :
        cluster.getExecutionGraph(job).get(5, TimeUnit.SECONDS).getAllExecutionVertices()) {
      if (task.getExecutionState() != ExecutionState.RUNNING) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    try {
      if (!ended()) {
        // Its newest checkpoint stays; the job itself ends in order instead of failing task by
        // task.
        cluster.cancelJob(job).get(10, TimeUnit.SECONDS);
        cluster.requestJobResult(job).get(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job did not end in order; its newest checkpoint holds everything", e);
    }
    shut(cluster);
  }

  private static void shut(MiniCluster cluster) {
    try {
      cluster.closeAsync().get(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("The job's engine did not shut in order; its checkpoint holds everything", e);
    }
  }

  private static String reason(Throwable thrown) {
    Throwable root = ExceptionUtils.stripExecutionException(thrown);
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }
}
