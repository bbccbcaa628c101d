package org.qingting.pipeline.submit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** A running Flink session cluster, by its REST address. */
public final class SessionCluster {
  private final FlinkRest rest;
  private final Jars jars;
  private final Jobs jobs;

  /**
   * At an address; nothing is asked yet.
   *
   * @param address like {@code http://127.0.0.1:8081}
   */
  public SessionCluster(URI address) {
    String text = address.toString();
    this.rest =
        new FlinkRest(URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text));
    this.jars = new Jars(rest);
    this.jobs = new Jobs(rest);
  }

  /**
   * What is to run.
   *
   * @param name of the job, by which its predecessor is found
   * @param jar the program
   * @param entry its class with {@code main}
   * @param arguments of {@code main}
   * @param checkpoints the folder of all starts, at the same path here and on the cluster
   * @param from a savepoint or checkpoint to start from
   * @param fresh whether to start without state
   * @param parallelism of the job; empty for what the job or the cluster says
   * @param settings of Flink's for this job, over those of the cluster
   * @param patience how long the job may take until its first checkpoint
   */
  public record Request(
      String name,
      Path jar,
      String entry,
      List<String> arguments,
      Path checkpoints,
      Optional<String> from,
      boolean fresh,
      OptionalInt parallelism,
      Map<String, String> settings,
      Duration patience) {}

  /** What a submission is doing. */
  public enum Step {
    /** Found the cluster: Flink's version, TaskManagers, free slots. */
    CLUSTER,
    /** The jar is there: its id. */
    JAR,
    /** The running job is being stopped: its id. */
    STOPPING,
    /** It could not be stopped with a savepoint, and was cancelled: the reason. */
    CANCELLED,
    /** It has ended: its savepoint. */
    STOPPED,
    /** The new job starts: from where, or "". */
    STARTING,
    /** It was accepted: its id. */
    ACCEPTED,
    /** It does not run yet: the last failure, or its state. */
    WAITING
  }

  /** Told of while a submission goes on. */
  public record Progress(Step step, List<String> values) {}

  /**
   * A job that runs and has completed a checkpoint of its own.
   *
   * @param job its id
   * @param from what it was started from; empty for nothing
   */
  public record Started(String job, Optional<String> from) {}

  /**
   * The size of the cluster.
   *
   * @param version of Flink
   * @param taskManagers that are registered
   * @param slots of all of them
   * @param free slots that no job has
   */
  public record Size(String version, int taskManagers, int slots, int free) {}

  /**
   * Brings a job to the cluster: in place of the one of the same name that runs, or from the newest
   * checkpoint. Returns when it runs and has completed its first checkpoint.
   *
   * @throws SubmissionException when it could not; the message says where the state is
   */
  public Started submit(Request request, Consumer<Progress> progress) throws IOException {
    return new Submission(this, jars, jobs, rest, request, progress).run();
  }

  /** How large the cluster is now. */
  public Size size() throws IOException {
    JsonNode overview;
    try {
      overview = rest.get("/overview");
    } catch (FlinkRest.Refusal e) {
      throw SubmissionException.failed("the Flink cluster does not answer: " + e.getMessage(), e);
    }
    if (!overview.has("flink-version")) {
      throw SubmissionException.failed("what answers there is not Flink's REST API: check --flink");
    }
    return new Size(
        overview.path("flink-version").asText(),
        overview.path("taskmanagers").asInt(),
        overview.path("slots-total").asInt(),
        overview.path("slots-available").asInt());
  }

  /** The id of the newest job of a name. */
  public Optional<String> newest(String name) throws IOException {
    return jobs.named(name).stream().map(Job::id).findFirst();
  }

  /** Flink's word for the state of a job; UNKNOWN where it has none. */
  public String state(String job) throws IOException {
    return jobs.state(job);
  }

  /** How many checkpoints a job has completed by itself. */
  public long checkpoints(String job) throws IOException {
    return jobs.checkpointsCompleted(job);
  }

  /** What a job last took up its state from, at its start or after a failure. */
  public Optional<String> restoredFrom(String job) throws IOException {
    return jobs.restoredFrom(job);
  }

  /** What last made a job fail, in a sentence. */
  public Optional<String> lastFailure(String job) throws IOException {
    return jobs.failures(job).newest();
  }

  /** Ends a job without a savepoint; its newest checkpoint stays. */
  public void cancel(String job) throws IOException {
    jobs.cancel(job);
  }
}
