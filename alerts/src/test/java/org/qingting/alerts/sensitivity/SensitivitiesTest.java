package org.qingting.alerts.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.control.ControlLog;
import org.qingting.alerts.control.Decision;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Document;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Series;

class SensitivitiesTest {
  private static final Instant NOW = Instant.parse("2026-11-03T02:00:00Z");
  private static final Person ZHANG = new Person("zhang", "张敏", Set.of(Role.OFFICER));
  private static final Person CHIEF = new Person("chief", "李局", Set.of(Role.CHIEF));
  private static final Person VIEWER = new Person("viewer", "孙看", Set.of(Role.VIEWER));
  private static final Series TRAFFIC = new Series(Series.Kind.THEME, "traffic");

  @TempDir Path folder;
  private SqliteDeskStore store;
  private Sensitivities sensitivities;

  @BeforeEach
  void open() throws IOException {
    store = SqliteDeskStore.open(folder.resolve("desk.db"));
    sensitivities = new Sensitivities(store, new Random(7));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private Proposal propose(Series series, double factor, int days) throws Exception {
    return sensitivities.propose(series, factor, days, "校园活动引发", ZHANG, NOW);
  }

  @Test
  void whatASecondPersonConfirms_holdsAtOnce_andTheJobIsTold() throws Exception {
    Proposal proposal = propose(TRAFFIC, 2, 30);
    assertThat(new ControlLog(store).since(0, 10)).isEmpty();
    assertThat(sensitivities.current(NOW)).containsExactly(proposal);
    sensitivities.confirm(proposal.id(), CHIEF, NOW);
    Instant until = NOW.plus(Duration.ofDays(30));
    assertThat(new ControlLog(store).since(0, 10))
        .extracting(ControlLog.Entry::decision)
        .containsExactly(new Decision.Sensitivity(proposal.id(), TRAFFIC, 2, NOW, until));
    assertThat(sensitivities.current(until.minusSeconds(1))).hasSize(1);
    assertThat(sensitivities.current(until)).isEmpty();
  }

  @Test
  void nobodyConfirmsHisOwn_andNothingIsConfirmedTwice() throws Exception {
    Proposal proposal = propose(TRAFFIC, 2, 7);
    assertThatThrownBy(() -> sensitivities.confirm(proposal.id(), ZHANG, NOW))
        .hasMessageContaining("第二人");
    assertThatThrownBy(() -> sensitivities.confirm(proposal.id(), VIEWER, NOW))
        .hasMessageContaining("权限");
    sensitivities.confirm(proposal.id(), CHIEF, NOW);
    assertThatThrownBy(() -> sensitivities.confirm(proposal.id(), CHIEF, NOW))
        .hasMessageContaining("没有待确认");
  }

  @Test
  void forceAndDiscipline_allPosts_andIncidents_areNeverMadeLessSensitive() {
    for (Series series :
        List.of(
            new Series(Series.Kind.THEME, "force"),
            new Series(Series.Kind.THEME, "discipline"),
            new Series(Series.Kind.THEME_PLACE, "force@山前镇"),
            new Series(Series.Kind.THEME_PLACE, "discipline@山前镇"),
            new Series(Series.Kind.INCIDENT, "i1"),
            Series.OVERALL)) {
      assertThatThrownBy(() -> propose(series, 2, 7))
          .isInstanceOf(Sensitivities.RefusedException.class);
    }
  }

  @Test
  void whatIsBeyondTheBounds_isRefused() {
    for (double factor : new double[] {1, 0, -1, 4.01, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> propose(TRAFFIC, factor, 7)).hasMessageContaining("倍数");
    }
    for (int days : new int[] {0, -1, 31}) {
      assertThatThrownBy(() -> propose(TRAFFIC, 2, days)).hasMessageContaining("1 至 30 天");
    }
    assertThatThrownBy(() -> sensitivities.propose(TRAFFIC, 2, 7, " ", ZHANG, NOW))
        .hasMessageContaining("理由");
  }

  @Test
  void whatIsTakenBack_endsInTheJobToo() throws Exception {
    Proposal proposal = propose(TRAFFIC, 2, 7);
    sensitivities.confirm(proposal.id(), CHIEF, NOW);
    sensitivities.withdraw(proposal.id(), ZHANG, NOW.plusSeconds(60));
    assertThat(sensitivities.current(NOW.plusSeconds(61))).isEmpty();
    List<ControlLog.Entry> log = new ControlLog(store).since(1, 10);
    assertThat(((Decision.Sensitivity) log.get(0).decision()).factor()).isEqualTo(1);
    // One that nobody confirmed was never told, and need not be.
    Proposal other = propose(TRAFFIC, 3, 7);
    sensitivities.withdraw(other.id(), ZHANG, NOW);
    assertThat(new ControlLog(store).since(2, 10)).isEmpty();
  }

  @Test
  void killedBetweenConfirmingAndTelling_itIsTold_byTheNextRound() throws Exception {
    Proposal proposal = propose(TRAFFIC, 2, 7);
    Sensitivities dying = new Sensitivities(new WithoutControl(store), new Random(8));
    assertThatThrownBy(() -> dying.confirm(proposal.id(), CHIEF, NOW))
        .isInstanceOf(IOException.class);
    assertThat(new ControlLog(store).since(0, 10)).isEmpty();
    sensitivities.work(NOW.plusSeconds(1));
    sensitivities.work(NOW.plusSeconds(2));
    assertThat(new ControlLog(store).since(0, 10)).hasSize(1);
  }

  @Test
  void twoProcessesAppending_neverTakeTheSamePlace() throws Exception {
    ControlLog one = new ControlLog(store);
    Decision decision = new Decision.Sensitivity("x", TRAFFIC, 2, NOW, NOW.plusSeconds(1));
    try (SqliteDeskStore second = SqliteDeskStore.open(folder.resolve("desk.db"))) {
      ControlLog other = new ControlLog(second);
      List<Thread> threads =
          List.of(
              new Thread(() -> append(one, decision)), new Thread(() -> append(other, decision)));
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    assertThat(one.since(0, 1000))
        .hasSize(100)
        .extracting(ControlLog.Entry::sequence)
        .startsWith(1L, 2L)
        .endsWith(99L, 100L);
  }

  @Test
  void aDecisionOfANewerProgram_isPassedOver() throws Exception {
    store.put(
        Document.fresh(
            "control",
            "0000000000000000001",
            1,
            "{\"sequence\":1,\"at\":\"2026-11-03T02:00:00Z\","
                + "\"decision\":{\"kind\":\"not-yet\",\"x\":[1]}}"));
    assertThat(new ControlLog(store).since(0, 10))
        .extracting(ControlLog.Entry::decision)
        .containsExactly(new Decision.Unknown());
  }

  private void append(ControlLog log, Decision decision) {
    for (int i = 0; i < 50; i++) {
      try {
        log.append(decision, NOW);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A store that dies as soon as the control log is written. */
  private record WithoutControl(DeskStore store) implements DeskStore {
    @Override
    public Optional<Document> get(String kind, String id) throws IOException {
      return store.get(kind, id);
    }

    @Override
    public boolean put(Document document) throws IOException {
      if (document.kind().equals("control")) {
        throw new IOException("killed");
      }
      return store.put(document);
    }

    @Override
    public List<Boolean> putAll(List<Document> documents) throws IOException {
      return store.putAll(documents);
    }

    @Override
    public List<Document> newest(String kind, int limit) throws IOException {
      return store.newest(kind, limit);
    }

    @Override
    public List<Document> due(String kind, long until, int limit) throws IOException {
      return store.due(kind, until, limit);
    }

    @Override
    public void close() {}
  }
}
