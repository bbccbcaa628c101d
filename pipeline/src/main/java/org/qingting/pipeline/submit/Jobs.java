package org.qingting.pipeline.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The jobs of the cluster: how they are, and what can be done to them. */
final class Jobs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FlinkRest rest;

  Jobs(FlinkRest rest) {
    this.rest = rest;
  }

  /** Those of one name, the newest first; ended ones too, for as long as the cluster remembers. */
  List<Job> named(String name) throws IOException {
    List<Job> found = new ArrayList<>();
    for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
      if (job.path("name").asText().equals(name)) {
        found.add(
            new Job(
                job.path("jid").asText(),
                job.path("state").asText(),
                job.path("start-time").asLong()));
      }
    }
    found.sort(Comparator.comparingLong(Job::started).reversed());
    return found;
  }

  /** Flink's word for the state of a job; UNKNOWN where it has none yet. */
  String state(String job) throws IOException {
    try {
      return rest.get("/jobs/" + job).path("state").asText("UNKNOWN");
    } catch (FlinkRest.Refusal e) {
      if (e.status() == 404) {
        return "UNKNOWN";
      }
      throw e;
    }
  }

  /** Whether the job and each of its tasks run, which a savepoint needs. */
  boolean allRun(String job) throws IOException {
    JsonNode details = rest.get("/jobs/" + job);
    if (!details.path("state").asText().equals("RUNNING")) {
      return false;
    }
    for (JsonNode vertex : details.path("vertices")) {
      int tasks = vertex.path("tasks").path("RUNNING").asInt();
      int ended = vertex.path("tasks").path("FINISHED").asInt();
      if (tasks + ended < vertex.path("parallelism").asInt()) {
        return false;
      }
    }
    return true;
  }

  /** What has made the job fail so far. */
  Failures failures(String job) throws IOException {
    List<Failures.Failure> entries = new ArrayList<>();
    JsonNode history = rest.get("/jobs/" + job + "/exceptions").path("exceptionHistory");
    for (JsonNode each : history.path("entries")) {
      entries.add(
          new Failures.Failure(
              each.path("timestamp").asLong(), RootCause.of(each.path("stacktrace").asText())));
    }
    return new Failures(entries);
  }

  /** Where the newest state of a job is; a finished job keeps its savepoint only. */
  Optional<String> newestState(Job job) throws IOException {
    JsonNode latest = checkpoints(job.id()).path("latest");
    JsonNode checkpoint = latest.path("completed");
    JsonNode savepoint = latest.path("savepoint");
    boolean saved =
        job.state().equals("FINISHED")
            || savepoint.path("id").asLong(-1) > checkpoint.path("id").asLong(-1);
    String path = (saved ? savepoint : checkpoint).path("external_path").asText("");
    // Flink writes <checkpoint-not-externally-addressable> where there is no path.
    return path.startsWith("<") || path.isEmpty() ? Optional.empty() : Optional.of(path);
  }

  /** What the job last took up its state from, at its start or after a failure. */
  Optional<String> restoredFrom(String job) throws IOException {
    JsonNode restored = checkpoints(job).path("latest").path("restored");
    return Optional.ofNullable(restored.path("external_path").asText(null));
  }

  /** Checkpoints that the job has completed by itself. */
  long checkpointsCompleted(String job) throws IOException {
    return checkpoints(job).path("counts").path("completed").asLong();
  }

  private JsonNode checkpoints(String job) throws IOException {
    try {
      return rest.get("/jobs/" + job + "/checkpoints");
    } catch (FlinkRest.Refusal e) {
      if (e.status() == 404) {
        return JSON.createObjectNode();
      }
      throw e;
    }
  }

  /**
   * Asks for the end of a job with a savepoint.
   *
   * @return the id under which to ask how far it is
   */
  String stop(String job, String folder) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    body.put("targetDirectory", folder).put("drain", false).put("formatType", "NATIVE");
    return rest.post("/jobs/" + job + "/stop", body).path("request-id").asText();
  }

  /** Where the savepoint is; empty while it is being written. */
  Optional<String> savepoint(String job, String trigger) throws IOException {
    JsonNode answer = rest.get("/jobs/" + job + "/savepoints/" + trigger);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return Optional.empty();
    }
    JsonNode operation = answer.path("operation");
    if (operation.hasNonNull("failure-cause")) {
      throw SubmissionException.failed(
          RootCause.of(operation.path("failure-cause").path("stack-trace").asText()));
    }
    return Optional.of(operation.path("location").asText());
  }

  void cancel(String job) throws IOException {
    rest.patch("/jobs/" + job + "?mode=cancel");
  }
}
