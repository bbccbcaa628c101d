package org.qingting.pipeline.submit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qingting.pipeline.home.Lineage;
import org.qingting.pipeline.submit.SessionCluster.Progress;
import org.qingting.pipeline.submit.SessionCluster.Request;
import org.qingting.pipeline.submit.SessionCluster.Started;
import org.qingting.pipeline.submit.SessionCluster.Step;

/** One submission from its beginning to the new job's first checkpoint. */
final class Submission {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SessionCluster cluster;
  private final Jars jars;
  private final Jobs jobs;
  private final FlinkRest rest;
  private final Request request;
  private final Consumer<Progress> progress;
  private final Lineage lineage;

  Submission(
      SessionCluster cluster,
      Jars jars,
      Jobs jobs,
      FlinkRest rest,
      Request request,
      Consumer<Progress> progress) {
    this.cluster = cluster;
    this.jars = jars;
    this.jobs = jobs;
    this.rest = rest;
    this.request = request;
    this.progress = progress;
    this.lineage = new Lineage(request.checkpoints());
  }

  Started run() throws IOException {
    Jars.check(request.jar(), request.entry());
    try (SubmitLock lock = SubmitLock.take(request.checkpoints())) {
      SessionCluster.Size size = cluster.size();
      tell(Step.CLUSTER, size.version(), text(size.taskManagers()), text(size.free()));
      List<Job> known = jobs.named(request.name());
      StartPoint.Plan plan = StartPoint.decide(request.from(), request.fresh(), found(known));
      Slots.await(
          cluster, request.parallelism(), plan.stop().isPresent(), request.patience().dividedBy(4));
      String jar = jars.idOf(request.jar());
      tell(Step.JAR, jar);
      return replace(jar, plan);
    }
  }

  private Started replace(String jar, StartPoint.Plan plan) throws IOException {
    Optional<String> stopped = plan.stop().isPresent() ? stop(plan.stop().get()) : Optional.empty();
    Optional<String> from =
        switch (plan.kind()) {
          case NAMED, NEWEST -> plan.path();
          case SUCCESSION -> stopped;
          case FRESH -> Optional.empty();
        };
    try {
      return start(jar, from);
    } catch (SubmissionException e) {
      throw e.and(StartFailure.stands(stopped.isPresent() ? stopped : newestOfFolder()));
    }
  }

  private StartPoint.Found found(List<Job> known) throws IOException {
    List<Job> running = new ArrayList<>();
    Optional<String> elsewhere = Optional.empty();
    Optional<String> unseen = Optional.empty();
    for (Job job : known) {
      Optional<String> state = jobs.newestState(job);
      boolean ours = state.filter(this::isInHome).isPresent();
      if (!job.ended()) {
        running.add(job);
        elsewhere = ours ? elsewhere : elsewhere.or(() -> state);
      } else if (ours) {
        unseen = unseen.or(() -> state);
      }
    }
    return new StartPoint.Found(running, elsewhere, newestOfFolder(), unseen, lineage.hasRemains());
  }

  private boolean isInHome(String state) {
    String path = URI.create(state).getPath();
    return path != null && path.startsWith(request.checkpoints().toUri().getPath());
  }

  private Optional<String> stop(String job) throws IOException {
    tell(Step.STOPPING, job);
    Optional<String> state = new Stopping(jobs, job, request.patience()).stop(folder(), this::tell);
    tell(Step.STOPPED, state.orElse(""));
    return state.isPresent() ? state : newestOfFolder();
  }

  private Optional<String> newestOfFolder() throws IOException {
    return lineage.newest().map(path -> path.toUri().toString());
  }

  /** Of the start that runs now, so that its savepoint counts as its newest. */
  private String folder() throws IOException {
    return lineage.current().toUri().toString();
  }

  private Started start(String jar, Optional<String> from) throws IOException {
    Path checkpoints = lineage.next();
    tell(Step.STARTING, from.orElse(""));
    Slots.await(cluster, request.parallelism(), false, request.patience().dividedBy(4));
    String job;
    try {
      job = rest.post("/jars/" + jar + "/run", body(checkpoints, from)).path("jobid").asText();
    } catch (FlinkRest.Refusal e) {
      throw StartFailure.because(e.getMessage());
    }
    tell(Step.ACCEPTED, job);
    new Awaiting(jobs, job, request.patience()).firstCheckpoint(this::tell);
    if (from.isPresent()) {
      lineage.forgetBefore(URI.create(from.get()));
    }
    return new Started(job, from);
  }

  private ObjectNode body(Path checkpoints, Optional<String> from) {
    ObjectNode body = JSON.createObjectNode();
    body.put("entryClass", request.entry());
    request.arguments().forEach(body.putArray("programArgsList")::add);
    request.parallelism().ifPresent(p -> body.put("parallelism", p));
    from.ifPresent(path -> body.put("savepointPath", path).put("claimMode", "NO_CLAIM"));
    ObjectNode settings = body.putObject("flinkConfiguration");
    request.settings().forEach(settings::put);
    settings
        .put("execution.checkpointing.dir", checkpoints.toUri().toString())
        .put("execution.checkpointing.savepoint-dir", checkpoints.toUri().toString())
        .put("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    return body;
  }

  private static String text(int number) {
    return Integer.toString(number);
  }

  private void tell(Step step, String... values) {
    progress.accept(new Progress(step, List.of(values)));
  }
}
