package org.qingting.pipeline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.cases.Action;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.effect.StatementCounts.Vanished;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

class VanishedRoundsTest {
  private static final Instant PUBLISHED = Instant.parse("2026-11-03T02:00:00Z");
  private static final Person ALL =
      new Person("all", "张敏", Set.of(Role.OFFICER, Role.LEGAL, Role.CHIEF));
  private static final Person OTHER =
      new Person("other", "李局", Set.of(Role.OFFICER, Role.LEGAL, Role.CHIEF));

  @TempDir Path folder;
  private final BlockingQueue<Instant> looks = new LinkedBlockingQueue<>();
  private volatile boolean offline;
  private AlertDesk desk;
  private Casebook casebook;
  private OpinionReader reader;
  private VanishedRounds rounds;
  private Instant now = PUBLISHED;

  @BeforeEach
  void open() throws Exception {
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    casebook = new Casebook(desk, DeskPolicy.DEFAULT, Ears.NONE);
    LuceneIndex index = new LuceneIndex(folder.resolve("index"));
    index.openWriter("").close();
    reader = index.openReader();
    rounds =
        new VanishedRounds(
            casebook,
            reader,
            (index2, ids) -> {
              looks.add(now);
              if (offline) {
                throw new IOException("offline");
              }
              return new Vanished(40, 4);
            },
            () -> now);
    publish();
  }

  @AfterEach
  void close() throws IOException {
    rounds.close();
    reader.close();
    desk.close();
  }

  private void publish() throws Exception {
    Instant before = PUBLISHED.minusSeconds(60);
    desk.accept(
        new Alert(
            "a",
            0,
            Alert.Phase.RAISED,
            new Series(Series.Kind.THEME, "force"),
            before,
            before,
            30,
            2,
            30,
            3,
            0,
            List.of(),
            false,
            "test",
            60,
            0.2,
            100,
            Alert.Trigger.BURST),
        List.of(),
        before);
    casebook.work(before);
    for (Action action :
        List.of(
            new Action.Acknowledge(),
            new Action.Verify(""),
            new Action.Conclude(Outcome.TRUE, "x"),
            new Action.Write("", Statement.Kind.NOTICE, Outcome.TRUE, "情况通报", "经查属实"),
            new Action.Review("1", Statement.Step.UNIT, true, ""))) {
      casebook.act("a", action, ALL, before);
    }
    for (Statement.Step step : List.of(Statement.Step.LEGAL, Statement.Step.CHIEF)) {
      casebook.act("a", new Action.Review("1", step, true, ""), OTHER, before);
    }
    casebook.act("a", new Action.Publish("1", "https://police.example.org/1", null), ALL, now);
  }

  private void at(Duration after) throws IOException {
    now = PUBLISHED.plus(after);
    rounds.work(now);
  }

  private void awaitLook() throws InterruptedException {
    assertThat(looks.poll(30, TimeUnit.SECONDS)).isEqualTo(now);
  }

  /** A look is noted a moment after it was made. */
  private List<String> stages(int expected) throws Exception {
    for (int i = 0; i < 3000 && probes().size() < expected; i++) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return probes().stream().map(CaseFile.Probe::stage).toList();
  }

  private List<CaseFile.Probe> probes() throws IOException {
    return casebook.get("a").orElseThrow().probes();
  }

  @Test
  void postsAreLookedFor_anHourADayAndTwoDaysAfter_onceEach() throws Exception {
    at(Duration.ofMinutes(59));
    at(Duration.ofHours(1));
    awaitLook();
    assertThat(stages(1)).containsExactly("1h");
    at(Duration.ofHours(2));
    at(Duration.ofDays(1));
    awaitLook();
    assertThat(stages(2)).containsExactly("1h", "24h");
    at(Duration.ofDays(2));
    awaitLook();
    assertThat(stages(3)).containsExactly("1h", "24h", "48h");
    at(Duration.ofHours(50));
    assertThat(looks).isEmpty();
    assertThat(probes().get(0).gone()).isEqualTo(4);
  }

  @Test
  void whatTheProgramSleptThrough_isLeftOut_andWhatFailed_isTriedAgain() throws Exception {
    offline = true;
    at(Duration.ofHours(30)); // the first stage is past, the second is not
    awaitLook();
    offline = false;
    for (int minutes = 2; probes().isEmpty(); minutes += 2) {
      at(Duration.ofHours(30).plusMinutes(minutes));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    assertThat(stages(1)).containsExactly("24h");
    looks.clear();
    at(Duration.ofHours(73));
    assertThat(looks).isEmpty();
    assertThat(probes()).hasSize(1);
  }
}
