package org.qingting.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.acceptance.Program;
import org.qingting.pipeline.submit.SessionCluster;

/** A job on a real session cluster whose processes are killed, and that is upgraded. */
class SessionClusterTest {
  private static final int COUNT = 40_000;

  /** A minute and more: what happens meanwhile happens under load. */
  private static final int SLOW = 600;

  /** Long enough to be killed in the midst. */
  private static final int STEADY = 2_500;

  /** So that the rest need not be waited for. */
  private static final int FAST = 50_000;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path work;
  private static FlinkCluster cluster;
  private static Path jar;
  private static int homes;

  private CountingHome home;

  @BeforeAll
  static void startTheCluster() throws Exception {
    jar = CountingHome.jar(work.resolve("counting.jar"));
    cluster = FlinkCluster.start(Files.createDirectories(work.resolve("cluster")), 2);
  }

  @AfterAll
  static void endTheCluster() {
    if (cluster != null) {
      cluster.close();
    }
  }

  @AfterEach
  void endTheJob() throws Exception {
    SessionCluster client = cluster.client();
    String job = client.newest("qingting").orElse("");
    if (!job.isEmpty() && !List.of("FINISHED", "FAILED", "CANCELED").contains(client.state(job))) {
      client.cancel(job);
      await(() -> client.state(job).equals("CANCELED"));
    }
  }

  @Test
  void aTaskManagerKilledUnderLoad_losesNothing_andCountsNothingTwice() throws Exception {
    home = home();
    String job = submitted(STEADY);
    await(() -> home.counted() > COUNT / 6);

    cluster.killTaskManager(0);

    awaitFinished(job);
    assertThat(home.results()).isEqualTo(CountingHome.oracle(COUNT));
    assertThat(restoredFrom(job)).contains("/chk-");
    cluster.startTaskManager(0);
    cluster.awaitTaskManagers(2);
  }

  @Test
  void aJobManagerKilledUnderLoad_findsItsJobInZooKeeper_andLosesNothing() throws Exception {
    home = home();
    String job = submitted(STEADY);
    await(() -> home.counted() > COUNT / 6);

    cluster.killJobManager();
    cluster.startJobManager();
    cluster.awaitTaskManagers(2);

    await(() -> cluster.client().newest("qingting").filter(job::equals).isPresent());
    awaitFinished(job);
    assertThat(restoredFrom(job)).contains("/chk-");
    assertThat(home.results()).isEqualTo(CountingHome.oracle(COUNT));
  }

  @Test
  void anUpgradeUnderLoad_goesOnFromItsSavepoint_withExactResults() throws Exception {
    home = home();
    String first = submitted(SLOW);
    await(() -> home.counted() > COUNT / 20);

    Program upgrade = home.submit(cluster.rest(), jar, COUNT, FAST, "");

    assertThat(upgrade.code()).as(upgrade.err()).isZero();
    assertThat(upgrade.err()).contains("Stopping job " + first).contains("savepoint-");
    assertThat(cluster.client().state(first)).isEqualTo("FINISHED");
    String second = cluster.client().newest("qingting").orElseThrow();
    assertThat(second).isNotEqualTo(first);
    assertThat(restoredFrom(second)).contains("/savepoint-");
    awaitFinished(second);
    assertThat(home.results()).isEqualTo(CountingHome.oracle(COUNT));
  }

  @Test
  void aCancelledJob_isTakenUpFromItsNewestCheckpoint() throws Exception {
    home = home();
    String first = submitted(SLOW);
    await(() -> home.counted() > COUNT / 20);
    cluster.client().cancel(first);
    await(() -> cluster.client().state(first).equals("CANCELED"));

    Program again = home.submit(cluster.rest(), jar, COUNT, FAST, "");

    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).contains("Going on from").contains("chk-");
    awaitFinished(cluster.client().newest("qingting").orElseThrow());
    assertThat(home.results()).isEqualTo(CountingHome.oracle(COUNT));
  }

  @Test
  void aProgramThatCannotReadTheState_isRefused_andTheOldOneGoesOnFromTheSavepointThatWasTold()
      throws Exception {
    home = home();
    submitted(SLOW);
    await(() -> home.counted() > COUNT / 20);

    Program wrong = home.submit(cluster.rest(), jar, COUNT, FAST, "state");

    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("the state does not fit this program")
        .contains("nothing is lost: the newest state is file:")
        .doesNotContain("\tat ");
    Program right = home.submit(cluster.rest(), jar, COUNT, FAST, "");
    assertThat(right.code()).as(right.err()).isZero();
    awaitFinished(cluster.client().newest("qingting").orElseThrow());
    assertThat(home.results()).isEqualTo(CountingHome.oracle(COUNT));
  }

  @Test
  void anOperatorThatIsGone_isToldOf_withTheSavepoint() throws Exception {
    home = home();
    submitted(SLOW);

    Program wrong = home.submit(cluster.rest(), jar, COUNT, FAST, "uid");

    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("the state does not fit this program")
        .contains("savepoint-")
        .doesNotContain("\tat ");
  }

  @Test
  void aJobThatFailsInMain_orInItsTasks_isToldOfInASentence() throws Exception {
    home = home();
    Program main = home.submit(cluster.rest(), jar, COUNT, FAST, "main");
    Program task = home.submit(cluster.rest(), jar, COUNT, FAST, "task");

    assertThat(main.code()).isEqualTo(1);
    assertThat(main.err()).contains("failed at start: the sources cannot be read");
    assertThat(task.code()).isEqualTo(1);
    assertThat(task.err()).contains("failed at start: the model cannot be loaded");
    assertThat(main.err() + task.err()).doesNotContain("\tat ").doesNotContain("Exception");
    String job = cluster.client().newest("qingting").orElseThrow();
    await(() -> cluster.client().state(job).equals("CANCELED"));
  }

  @Test
  void freshStart_leavesTheStateAside_butTellsWhereItIs() throws Exception {
    home = home();
    submitted(SLOW);
    await(() -> home.counted() > COUNT / 20);

    Program fresh = home.submit(cluster.rest(), jar, COUNT / 10, FAST, "", "--fresh");

    assertThat(fresh.code()).as(fresh.err()).isZero();
    assertThat(fresh.err()).contains("savepoint-").contains("Beginning without state");
    awaitFinished(cluster.client().newest("qingting").orElseThrow());
    assertThat(home.results()).isEqualTo(CountingHome.oracle(COUNT / 10));
  }

  @Test
  void tooFewSlots_areToldOf_beforeAnythingIsStopped() throws Exception {
    home = home();
    String job = submitted(SLOW);

    Program large = home.submit(cluster.rest(), jar, COUNT, FAST, "", "--parallelism", "9");

    assertThat(large.code()).isEqualTo(1);
    assertThat(large.err()).contains("needs 9 slots, the whole cluster has 4");
    assertThat(cluster.client().state(job)).isEqualTo("RUNNING");
  }

  @Test
  void aClusterWithoutTaskManagers_isToldOf_andOnesThatComeLateAreWaitedFor() throws Exception {
    home = home();
    cluster.killTaskManager(0);
    cluster.killTaskManager(1);
    await(() -> cluster.client().size().taskManagers() == 0);

    Program none = home.submit(cluster.rest(), jar, COUNT / 10, FAST, "", "--patience", "8");
    cluster.startTaskManager(0);
    cluster.startTaskManager(1);
    Program late = home.submit(cluster.rest(), jar, COUNT / 10, FAST, "");

    assertThat(none.code()).isEqualTo(1);
    assertThat(none.err()).contains("has no TaskManager");
    assertThat(late.code()).as(late.err()).isZero();
    cluster.awaitTaskManagers(2);
  }

  @Test
  void whatIsNoJar_lacksTheClass_orIsNoSavepoint_isBadInput_andNothingIsStopped() throws Exception {
    home = home();
    String job = submitted(SLOW);
    Path broken = Files.writeString(work.resolve("broken.jar"), "no jar");
    Path other = Path.of(System.getProperty("qingting.jobJar"));

    Program noJar = home.submit(cluster.rest(), broken, COUNT, FAST, "");
    Program noClass = home.submit(cluster.rest(), other, COUNT, FAST, "");
    Program noState = home.submit(cluster.rest(), jar, COUNT, FAST, "", "--from", work.toString());

    assertThat(noJar.code()).isEqualTo(2);
    assertThat(noJar.err()).contains("is not a jar, or is damaged");
    assertThat(noClass.code()).isEqualTo(2);
    assertThat(noClass.err()).contains("has no class");
    assertThat(noState.code()).isEqualTo(2);
    assertThat(noState.err()).contains("no whole savepoint or checkpoint");
    assertThat(cluster.client().state(job)).isEqualTo("RUNNING");
  }

  private static CountingHome home() throws IOException {
    return new CountingHome(work.resolve("home-" + ++homes));
  }

  private String submitted(int perSecond) throws Exception {
    Program run = home.submit(cluster.rest(), jar, COUNT, perSecond, "");
    assertThat(run.code()).as(run.err()).isZero();
    return cluster.client().newest("qingting").orElseThrow();
  }

  /** Exact results alone could also come from a start at the very beginning. */
  private static String restoredFrom(String job) throws IOException {
    return cluster.client().restoredFrom(job).orElse("nothing");
  }

  private static void awaitFinished(String job) throws Exception {
    await(() -> cluster.client().state(job).equals("FINISHED"));
  }

  private interface Condition {
    boolean holds() throws IOException;
  }

  private static void await(Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }
}
