package org.qingting.pipeline.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import org.qingting.search.elasticsearch.ScriptedServer;

/** A job that writes to a server which takes some, nothing, or everything. */
@Timeout(120)
class ElasticsearchSinkTest {
  private static final String INDEX = "t-view-alerts-1";

  /** Of the job that runs; static, since functions are serialised. */
  private static final AtomicInteger CHECKPOINTS = new AtomicInteger();

  private static final AtomicInteger PASSED = new AtomicInteger();
  private static final AtomicBoolean FAIL = new AtomicBoolean();

  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ScriptedServer();
    CHECKPOINTS.set(0);
    PASSED.set(0);
    FAIL.set(false);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Makes documents of numbers, counts them and checkpoints, and fails when told. */
  private static final class Numbered extends RichMapFunction<Long, BulkDocument>
      implements CheckpointListener {
    private static final long serialVersionUID = 1L;

    @Override
    public BulkDocument map(Long number) {
      if (FAIL.compareAndSet(true, false)) {
        throw new IllegalStateException("told to fail");
      }
      PASSED.incrementAndGet();
      return new BulkDocument(INDEX, "d" + number, 0, "{\"n\":" + number + "}");
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {
      CHECKPOINTS.incrementAndGet();
    }
  }

  private JobClient job(long count, double perSecond, ElasticsearchSink.Limits limits)
      throws Exception {
    Configuration flink = new Configuration();
    flink.setString("rest.bind-port", "0");
    flink.setString("execution.checkpointing.interval", "100 ms");
    flink.setString("restart-strategy.type", "fixed-delay");
    flink.setString("restart-strategy.fixed-delay.attempts", "2");
    flink.setString("restart-strategy.fixed-delay.delay", "10 ms");
    flink.setString("pipeline.generic-types", "false");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(1);
    URI address = server.settings().hosts().get(0);
    env.fromSource(
            Numbers.upTo(count, perSecond),
            org.apache.flink.api.common.eventtime.WatermarkStrategy.noWatermarks(),
            "numbers")
        .map(new Numbered())
        .returns(TypeInformation.of(BulkDocument.class))
        .sinkTo(
            new ElasticsearchSink(
                () -> new ElasticsearchBulk(ElasticsearchSettings.of(address, "t")), "t", limits))
        .uid("sink");
    return env.executeAsync();
  }

  private static final ElasticsearchSink.Limits SMALL =
      new ElasticsearchSink.Limits(10, 1 << 20, 2, 50, 1 << 20, 20);

  private Set<String> kept() {
    return server.kept().keySet();
  }

  private static void assertAllKept(Set<String> kept, int count) {
    assertThat(kept)
        .containsAll(IntStream.range(0, count).mapToObj(i -> INDEX + "/d" + i).toList());
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came true").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  @Test
  void whatIsTakenLater_isTriedAgain_andWhatIsNeverTaken_isToldOfWithItsReason() throws Exception {
    Set<String> overloaded = ConcurrentHashMap.newKeySet();
    server.script =
        id -> {
          if (id.matches("d\\d*3")) {
            return new ScriptedServer.Item(400, "document_parsing_exception", "no number");
          }
          return id.endsWith("7") && overloaded.add(id)
              ? new ScriptedServer.Item(429, "es_rejected_execution_exception", "busy")
              : ScriptedServer.Item.CREATED;
        };
    job(300, 1e6, SMALL).getJobExecutionResult().get();
    assertThat(kept().stream().filter(each -> each.startsWith(INDEX))).hasSize(270);
    assertThat(kept().stream().filter(each -> each.startsWith("t-rejected-1"))).hasSize(30);
    assertThat(overloaded).hasSize(30);
  }

  @Test
  void whileTheServerTakesNothing_checkpointsGoOn_andAfterIt_nothingIsMissing() throws Exception {
    server.status = ids -> 503;
    JobClient job = job(600, 300, ElasticsearchSink.Limits.DEFAULT);
    await(() -> PASSED.get() >= 300);
    int before = CHECKPOINTS.get();
    await(() -> CHECKPOINTS.get() >= before + 3);
    assertThat(kept()).isEmpty();
    server.status = ids -> 200;
    job.getJobExecutionResult().get();
    assertAllKept(kept(), 600);
  }

  @Test
  void whatWaits_isBounded_andTheJobWaits() throws Exception {
    server.status = ids -> 429;
    JobClient job = job(5000, 1e6, SMALL);
    await(() -> PASSED.get() >= 50);
    // Were it not bounded, thousands would have passed within some tries of the server.
    int requests = requests();
    await(() -> requests() >= requests + 3);
    assertThat(PASSED.get()).isLessThanOrEqualTo(50 + 10 + 1);
    server.status = ids -> 200;
    job.getJobExecutionResult().get();
    assertAllKept(kept(), 5000);
  }

  private int requests() {
    return server.requestCount();
  }

  @Test
  void whatWaitedAtACheckpoint_isSentAfterACrash() throws Exception {
    server.status = ids -> 503;
    JobClient job = job(400, 400, ElasticsearchSink.Limits.DEFAULT);
    await(() -> PASSED.get() >= 100);
    int before = CHECKPOINTS.get();
    await(() -> CHECKPOINTS.get() >= before + 2);
    FAIL.set(true);
    await(() -> !FAIL.get());
    server.status = ids -> 200;
    job.getJobExecutionResult().get();
    assertAllKept(kept(), 400);
  }
}
