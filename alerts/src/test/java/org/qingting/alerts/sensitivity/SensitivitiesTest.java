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
      assertThatThrownBy(() -> propose(TRAFFIC, factor, 7)).hasMessageContaining("不超过 4 倍");
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
    Proposal after = sensitivities.withdraw(proposal.id(), ZHANG, NOW.plusSeconds(60));
    assertThat(after.withdrawnName()).isEqualTo("张敏");
    assertThat(after.withdrawnAt()).isEqualTo(NOW.plusSeconds(60));
    assertThatThrownBy(() -> sensitivities.withdraw(proposal.id(), ZHANG, NOW.plusSeconds(61)))
        .hasMessageContaining("没有生效或待确认");
    assertThat(sensitivities.current(NOW.plusSeconds(61))).isEmpty();
    List<ControlLog.Entry> log = new ControlLog(store).since(1, 10);
    assertThat(((Decision.Sensitivity) log.get(0).decision()).factor()).isEqualTo(1);
    // One that nobody confirmed was never told, and need not be.
    Proposal other = propose(TRAFFIC, 3, 7);
    sensitivities.withdraw(other.id(), ZHANG, NOW);
    assertThat(new ControlLog(store).since(2, 10)).isEmpty();
    assertThatThrownBy(() -> sensitivities.confirm(other.id(), CHIEF, NOW))
        .hasMessageContaining("没有待确认");
    assertThatThrownBy(() -> sensitivities.withdraw("unknown", ZHANG, NOW))
        .hasMessageContaining("没有生效或待确认");
    Proposal over = propose(TRAFFIC, 3, 1);
    sensitivities.confirm(over.id(), CHIEF, NOW);
    assertThatThrownBy(() -> sensitivities.withdraw(over.id(), ZHANG, NOW.plus(Duration.ofDays(1))))
        .hasMessageContaining("没有生效或待确认");
  }

  @Test
  void killedBetweenConfirmingAndTelling_itIsTold_byTheNextRound() throws Exception {
    Proposal proposal = propose(TRAFFIC, 2, 7);
    Sensitivities dying = new Sensitivities(new Dying(store, "control"), new Random(8));
    assertThatThrownBy(() -> dying.confirm(proposal.id(), CHIEF, NOW))
        .isInstanceOf(IOException.class);
    assertThat(new ControlLog(store).since(0, 10)).isEmpty();
    sensitivities.work(NOW.plusSeconds(1));
    sensitivities.work(NOW.plusSeconds(2));
    assertThat(new ControlLog(store).since(0, 10)).hasSize(1);
  }

  @Test
  void killedAfterTelling_beforeItKnows_theLogHoldsItOnce() throws Exception {
    Proposal proposal = propose(TRAFFIC, 2, 7);
    Dying store = new Dying(this.store, "sensitivity");
    Sensitivities dying = new Sensitivities(store, new Random(8));
    store.alive = 1; // the confirmation itself
    assertThatThrownBy(() -> dying.confirm(proposal.id(), CHIEF, NOW))
        .isInstanceOf(IOException.class);
    List<ControlLog.Entry> told = new ControlLog(store).since(0, 10);
    assertThat(told).hasSize(1);
    sensitivities.work(NOW.plusSeconds(1));
    sensitivities.work(NOW.plusSeconds(2));
    assertThat(new ControlLog(store).since(0, 10)).isEqualTo(told);
    assertThat(store.due("sensitivity", Long.MAX_VALUE - 1, 10)).isEmpty();
  }

  @Test
  void twoProcessesAppending_neverTakeTheSamePlace() throws Exception {
    ControlLog one = new ControlLog(store);
    try (SqliteDeskStore second = SqliteDeskStore.open(folder.resolve("desk.db"))) {
      ControlLog other = new ControlLog(second);
      List<Thread> threads =
          List.of(new Thread(() -> append(one, "one")), new Thread(() -> append(other, "other")));
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }
    List<ControlLog.Entry> all = one.since(0, 1000);
    assertThat(all).hasSize(75).doesNotHaveDuplicates();
    for (int i = 0; i < all.size(); i++) {
      assertThat(all.get(i).sequence()).isEqualTo(i + 1);
    }
    assertThat(all.stream().map(ControlLog.Entry::decision)).doesNotHaveDuplicates();
    assertThat(one.since(70, 3)).isEqualTo(all.subList(70, 73));
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

  /** Fifty decisions, of which the other one says every second as well. */
  private void append(ControlLog log, String who) {
    for (int i = 0; i < 50; i++) {
      String id = (i % 2 == 0 ? "both" : who) + i;
      try {
        log.append(new Decision.Sensitivity(id, TRAFFIC, 2, NOW, NOW.plusSeconds(1)), NOW);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** A store that dies with a write of a kind. */
  private static final class Dying implements DeskStore {
    private final DeskStore store;
    private final String kind;
    private int alive;

    Dying(DeskStore store, String kind) {
      this.store = store;
      this.kind = kind;
    }

    @Override
    public Optional<Document> get(String kind, String id) throws IOException {
      return store.get(kind, id);
    }

    @Override
    public boolean put(Document document) throws IOException {
      if (document.kind().equals(kind) && alive-- <= 0) {
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
