package org.qingting.alerts.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qingting.alerts.cases.Fixture.CHIEF;
import static org.qingting.alerts.cases.Fixture.FORCE;
import static org.qingting.alerts.cases.Fixture.FORCE_IN_TOWN;
import static org.qingting.alerts.cases.Fixture.INCIDENT;
import static org.qingting.alerts.cases.Fixture.INSPECTOR;
import static org.qingting.alerts.cases.Fixture.LEGAL;
import static org.qingting.alerts.cases.Fixture.START;
import static org.qingting.alerts.cases.Fixture.TOWN;
import static org.qingting.alerts.cases.Fixture.VIEWER;
import static org.qingting.alerts.cases.Fixture.WANG;
import static org.qingting.alerts.cases.Fixture.ZHANG;
import static org.qingting.alerts.cases.Fixture.posts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.QuietHours;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Alert;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.Series;

class CasebookTest {
  @TempDir Path folder;
  private Fixture office;

  @BeforeEach
  void open() throws IOException {
    office = new Fixture(folder);
    office.incident();
  }

  @AfterEach
  void close() throws IOException {
    office.close();
  }

  private CaseFile raise(long observed) throws IOException {
    return office.state(
        office.alert("a1", 0, Alert.Phase.RAISED, FORCE_IN_TOWN, observed, posts(0, 20)));
  }

  private CaseFile raise(int revision, Alert.Phase phase, long observed) throws IOException {
    return office.state(office.alert("a1", revision, phase, FORCE_IN_TOWN, observed, posts(0, 20)));
  }

  @Test
  void whatTheJobRaises_isACase_withALevelByRule_andIsToBeToldThroughEveryChannel()
      throws IOException {
    CaseFile file = raise(60);
    assertThat(file.state()).isEqualTo(State.RAISED);
    assertThat(file.level().effective()).isEqualTo(Level.MAJOR);
    assertThat(file.level().rule()).isEqualTo("涉武力或队伍纪律，且多人发声");
    assertThat(file.where().effective()).isEqualTo(Jurisdiction.Verdict.LOCAL);
    assertThat(file.theme()).isEqualTo("force");
    assertThat(file.place()).isEqualTo("山前镇");
    assertThat(file.clock()).isNull();
    assertThat(office.deliver()).extracting(Delivery::channel).containsExactly("group", "sms");
    assertThat(office.deliver()).isEmpty();
  }

  @Test
  void anAlertAboutThePast_isNoCase() throws IOException {
    Alert past = office.alert("old", 0, Alert.Phase.RAISED, FORCE, 60, posts(0, 20));
    office.desk.accept(
        new Alert(
            past.id(),
            0,
            past.phase(),
            FORCE,
            past.onset(),
            past.at(),
            60,
            2,
            60,
            3,
            0,
            past.evidence(),
            true,
            "test",
            120,
            0.2,
            100,
            Alert.Trigger.BURST),
        List.of(),
        office.now);
    office.work();
    assertThat(office.casebook.newest(10)).isEmpty();
  }

  @Test
  void itIsToldAgain_onlyWhenItDoubledOrBecameGraver() throws IOException {
    raise(20); // 较大
    assertThat(office.deliver()).hasSize(2);
    raise(1, Alert.Phase.UPDATED, 39);
    assertThat(office.deliver()).isEmpty();
    raise(2, Alert.Phase.UPDATED, 40); // doubled
    assertThat(office.deliver()).hasSize(2);
    raise(3, Alert.Phase.UPDATED, 55); // 重大
    assertThat(office.deliver()).hasSize(2);
    raise(4, Alert.Phase.UPDATED, 60);
    assertThat(office.deliver()).isEmpty();
  }

  @Test
  void aReplayOfTheJob_tellsNothingAgain_andReopensNothing() throws Exception {
    raise(60);
    office.deliver();
    office.act("a1", new Action.Acknowledge(), ZHANG);
    office.act("a1", new Action.Close("已向当事人解释", ""), CHIEF);
    CaseFile before = office.file("a1");
    raise(60);
    raise(1, Alert.Phase.UPDATED, 300);
    CaseFile after = office.file("a1");
    assertThat(after.state()).isEqualTo(State.CLOSED);
    assertThat(after.deliveries()).isEqualTo(before.deliveries());
    assertThat(after.lead().orElseThrow().observed()).isEqualTo(300);
  }

  @Test
  void anIncident_itsTheme_itsPlace_areOneAlert_butAnotherIncidentIsNot() throws IOException {
    office.desk.accept(new Incident("i2", "山前镇", "force", List.of("别的"), START));
    Series other = new Series(Series.Kind.INCIDENT, "i2");
    office.state(office.alert("t", 0, Alert.Phase.RAISED, FORCE, 20, posts(0, 20)));
    office.state(office.alert("i", 0, Alert.Phase.RAISED, INCIDENT, 18, posts(2, 20)));
    office.state(office.alert("p", 0, Alert.Phase.RAISED, TOWN, 22, posts(5, 25)));
    office.state(office.alert("o", 0, Alert.Phase.RAISED, Series.OVERALL, 30, posts(8, 28)));
    office.state(office.alert("j", 0, Alert.Phase.RAISED, other, 15, posts(5, 20)));
    CaseFile one = office.file("i");
    assertThat(one.episodes()).extracting(Member::id).containsExactlyInAnyOrder("t", "i", "p", "o");
    assertThat(one.lead().orElseThrow().id()).isEqualTo("i");
    assertThat(one.incident()).isEqualTo("i1");
    assertThat(office.file("j").id()).isNotEqualTo(one.id());
    assertThat(office.casebook.newest(10)).hasSize(2);
  }

  @Test
  void aThemeThatSharesNoPostsWithAnother_isAMatterOfItsOwn() throws IOException {
    office.state(office.alert("t", 0, Alert.Phase.RAISED, FORCE, 20, posts(0, 20)));
    office.state(office.alert("p", 0, Alert.Phase.RAISED, TOWN, 22, posts(100, 120)));
    assertThat(office.casebook.newest(10)).hasSize(2);
  }

  @Test
  void anEpisodeWaitsForItsIncident_butNotForEver() throws IOException {
    Series unknown = new Series(Series.Kind.INCIDENT, "later");
    office.desk.accept(
        office.alert("x", 0, Alert.Phase.RAISED, unknown, 20, posts(0, 20)), List.of(), office.now);
    office.work();
    assertThat(office.casebook.newest(10)).isEmpty();
    office.later(Duration.ofSeconds(10));
    office.work();
    assertThat(office.casebook.newest(10)).hasSize(1);
  }

  @Test
  void twoWhoAcknowledgeAtOnce_theFasterHasIt_theOtherIsToldWho() throws Exception {
    raise(60);
    office.act("a1", new Action.Acknowledge(), ZHANG);
    office.act("a1", new Action.Acknowledge(), ZHANG); // again by the same is nothing new
    assertThatThrownBy(() -> office.act("a1", new Action.Acknowledge(), WANG))
        .isInstanceOf(RefusedException.class)
        .hasMessage("该预警已由 张敏 于 11-03 10:00 签收。")
        .extracting("reason")
        .isEqualTo(RefusedException.Reason.NOT_NOW);
    assertThat(office.file("a1").history())
        .extracting(Entry::what)
        .containsOnlyOnce("acknowledged");
  }

  @Test
  void ofManyWhoAcknowledgeAtTheSameMoment_exactlyOneHasIt() throws Exception {
    raise(60);
    ExecutorService people = Executors.newFixedThreadPool(8);
    try {
      List<Future<Boolean>> tries = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Person person = new Person("p" + i, "民警" + i, Set.of(Role.OFFICER));
        // A process of its own each, as far as the store can tell.
        AlertDesk desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
        Casebook own = new Casebook(desk, Fixture.policy(QuietHours.NONE), Fixture.EARS);
        tries.add(
            people.submit(
                () -> {
                  try (desk) {
                    own.act("a1", new Action.Acknowledge(), person, START);
                    return true;
                  } catch (RefusedException e) {
                    return false;
                  }
                }));
      }
      int winners = 0;
      for (Future<Boolean> each : tries) {
        winners += each.get() ? 1 : 0;
      }
      assertThat(winners).isEqualTo(1);
    } finally {
      people.shutdownNow();
    }
    assertThat(office.file("a1").history())
        .extracting(Entry::what)
        .containsOnlyOnce("acknowledged");
  }

  @Test
  void whoMayNot_isRefused_andNothingChanges() throws IOException {
    CaseFile before = raise(60);
    for (Action action :
        List.of(
            new Action.Acknowledge(),
            new Action.Close("x", ""),
            new Action.SetLevel(Level.MAJOR, null, ""))) {
      assertThatThrownBy(() -> office.act("a1", action, VIEWER))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("值班处置、领导签发");
    }
    assertThat(office.file("a1")).isEqualTo(before);
  }

  @Test
  void theConfirmedLevel_selectsTheClock_andItsStartIsStated() throws Exception {
    raise(60);
    office.later(Duration.ofMinutes(5));
    office.act("a1", new Action.Acknowledge(), ZHANG);
    CaseFile file = office.act("a1", new Action.SetLevel(Level.MAJOR, null, ""), ZHANG);
    assertThat(file.clock().start()).isEqualTo(START);
    assertThat(file.clock().answerBy()).isEqualTo(START.plus(Duration.ofHours(5)));
    assertThat(file.clock().conferenceBy()).isEqualTo(START.plus(Duration.ofHours(24)));
    Instant earlier = START.minus(Duration.ofHours(2));
    assertThatThrownBy(() -> office.act("a1", new Action.SetLevel(Level.MAJOR, earlier, ""), ZHANG))
        .hasMessageContaining("请填写理由");
    file = office.act("a1", new Action.SetLevel(Level.MAJOR, earlier, "以接警时间起算"), ZHANG);
    assertThat(file.clock().start()).isEqualTo(earlier);
    assertThat(file.clock().reason()).isEqualTo("以接警时间起算");
    assertThatThrownBy(
            () -> office.act("a1", new Action.SetLevel(Level.ORDINARY, null, "不严重"), ZHANG))
        .hasMessageContaining("须由领导确认");
    file = office.act("a1", new Action.SetLevel(Level.ORDINARY, null, "不严重"), CHIEF);
    assertThat(file.clock().answerBy()).isEqualTo(START.plus(Duration.ofDays(2)));
    assertThat(file.clock().conferenceBy()).isNull();
  }

  @Test
  void whatIsElsewhere_neverStartsAClock() throws Exception {
    Series elsewhere = new Series(Series.Kind.PLACE, "外省县");
    office.state(office.alert("e", 0, Alert.Phase.RAISED, elsewhere, 300, posts(0, 20)));
    CaseFile file = office.file("e");
    assertThat(file.where().effective()).isEqualTo(Jurisdiction.Verdict.ELSEWHERE);
    assertThat(file.level().effective()).isEqualTo(Level.ORDINARY);
    office.deliver();
    office.later(Duration.ofDays(3));
    office.work();
    assertThat(office.deliver()).isEmpty();
    office.act("e", new Action.Acknowledge(), ZHANG);
    assertThat(office.act("e", new Action.SetLevel(Level.ORDINARY, null, ""), ZHANG).clock())
        .isNull();
    CaseFile ours =
        office.act("e", new Action.SetWhere(Jurisdiction.Verdict.LOCAL, "当事人为本地民警"), ZHANG);
    assertThat(ours.clock()).isNotNull();
    assertThat(ours.level().proposed()).isEqualTo(Level.MAJOR);
  }

  @Test
  void nobodyAcknowledges_theNextOnDutyIsTold_stepByStep() throws IOException {
    raise(60); // 重大: 15 min
    office.deliver();
    office.later(Duration.ofMinutes(14));
    office.work();
    assertThat(office.deliver()).isEmpty();
    office.later(Duration.ofMinutes(1));
    office.work();
    assertThat(office.deliver())
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(Delivery.Kind.ESCALATION))
        .extracting(Delivery::to)
        .containsOnly("wang");
    office.later(Duration.ofMinutes(15));
    office.work();
    assertThat(office.deliver()).extracting(Delivery::to).containsOnly("chief");
    office.work();
    assertThat(office.deliver()).isEmpty();
  }

  @Test
  void afterALongStop_theNewestRingSaysAll() throws IOException {
    raise(60);
    office.deliver();
    office.later(Duration.ofDays(2));
    office.work();
    assertThat(office.deliver()).hasSize(2).extracting(Delivery::to).containsOnly("chief");
  }

  @Test
  void theAnswerClock_warnsBefore_escalatesAfter_andStopsWithAStatement() throws Exception {
    raise(60);
    office.deliver();
    office.act("a1", new Action.Acknowledge(), ZHANG);
    office.act("a1", new Action.SetLevel(Level.MAJOR, null, ""), ZHANG);
    office.later(Duration.ofHours(4));
    office.work();
    assertThat(office.deliver())
        .allSatisfy(
            each -> {
              assertThat(each.kind()).isEqualTo(Delivery.Kind.WARNING);
              assertThat(each.about()).isEqualTo("answer");
              assertThat(each.to()).isEqualTo("zhang");
            })
        .hasSize(2);
    office.later(Duration.ofHours(1));
    office.work();
    assertThat(office.deliver())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(Delivery.Kind.ESCALATION));
    office.act("a1", new Action.Verify(""), ZHANG);
    CaseFile checking =
        office.act(
            "a1",
            new Action.Write("", Statement.Kind.NOTICE, Outcome.CHECKING, "情况通报", "我局已成立调查组"),
            ZHANG);
    assertThat(checking.statements()).hasSize(1);
    office.act("a1", new Action.Review("1", Statement.Step.UNIT, true, ""), WANG);
    office.act("a1", new Action.Review("1", Statement.Step.LEGAL, true, ""), LEGAL);
    office.act("a1", new Action.Review("1", Statement.Step.CHIEF, true, ""), CHIEF);
    CaseFile out =
        office.act("a1", new Action.Publish("1", "https://police.example.org/1", null), ZHANG);
    assertThat(out.state()).isEqualTo(State.PUBLISHED);
    assertThat(out.clock().answeredAt()).isEqualTo(office.now);
    office.later(Duration.ofHours(2));
    office.work();
    assertThat(office.deliver()).isEmpty();
    // Who says that it is looked into owes what was found, and the press conference.
    office.later(Duration.ofHours(24));
    office.work();
    assertThat(office.deliver()).extracting(Delivery::about).contains("follow-up 1", "conference");
  }

  @Test
  void aStatement_passesUnitLegalAndChief_beforeItCounts() throws Exception {
    raise(60);
    office.act("a1", new Action.Acknowledge(), ZHANG);
    Action.Write write =
        new Action.Write("", Statement.Kind.NOTICE, Outcome.TRUE, "情况通报", "经核查属实……");
    assertThatThrownBy(() -> office.act("a1", write, ZHANG)).hasMessageContaining("核查之后");
    office.act("a1", new Action.Verify(""), ZHANG);
    assertThatThrownBy(() -> office.act("a1", write, ZHANG)).hasMessageContaining("与核实结论一致");
    office.act("a1", new Action.Conclude(Outcome.TRUE, "执法记录仪"), ZHANG);
    office.act("a1", write, ZHANG);
    Action.Publish publish = new Action.Publish("1", "https://police.example.org/1", null);
    assertThatThrownBy(() -> office.act("a1", publish, ZHANG)).hasMessageContaining("领导签发后");
    assertThatThrownBy(
            () -> office.act("a1", new Action.Review("1", Statement.Step.CHIEF, true, ""), CHIEF))
        .hasMessage("该文稿目前待办案单位核实。");
    office.act("a1", new Action.Review("1", Statement.Step.UNIT, true, ""), ZHANG);
    office.act("a1", new Action.Review("1", Statement.Step.LEGAL, false, "请补充依据"), LEGAL);
    assertThatThrownBy(
            () -> office.act("a1", new Action.Review("1", Statement.Step.LEGAL, true, ""), LEGAL))
        .hasMessageContaining("退回");
    office.act(
        "a1", new Action.Write("1", Statement.Kind.NOTICE, Outcome.TRUE, "情况通报", "【待填：依据】"), CHIEF);
    assertThatThrownBy(
            () -> office.act("a1", new Action.Review("1", Statement.Step.UNIT, true, ""), ZHANG))
        .hasMessageContaining("【待填】");
    office.act(
        "a1", new Action.Write("1", Statement.Kind.NOTICE, Outcome.TRUE, "情况通报", "依据已补充"), CHIEF);
    office.act("a1", new Action.Review("1", Statement.Step.UNIT, true, ""), ZHANG);
    office.act("a1", new Action.Review("1", Statement.Step.LEGAL, true, ""), LEGAL);
    assertThatThrownBy(
            () -> office.act("a1", new Action.Review("1", Statement.Step.CHIEF, true, ""), CHIEF))
        .hasMessage("不能审核自己起草的文稿。");
  }

  @Test
  void withAStatementOut_theEndOfTheWaveIsEasing_andANewRiseIsNot() throws Exception {
    raise(60);
    CaseFile file = office.publish("a1");
    assertThat(file.state()).isEqualTo(State.PUBLISHED);
    assertThat(raise(1, Alert.Phase.ENDED, 70).state()).isEqualTo(State.EASING);
    // A second wave of the same series while the case is open is the same matter.
    office.state(office.alert("a2", 0, Alert.Phase.RAISED, FORCE_IN_TOWN, 30, posts(50, 70)));
    assertThat(office.file("a2").id()).isEqualTo("a1");
    assertThat(office.file("a2").state()).isEqualTo(State.PUBLISHED);
  }

  @Test
  void whatTheJobTakesBack_endsByItself_whereNobodyHasIt_andThoseToldAreTold() throws Exception {
    raise(60);
    office.deliver();
    CaseFile file = raise(1, Alert.Phase.WITHDRAWN, 60);
    assertThat(file.state()).isEqualTo(State.FALSE_ALARM);
    assertThat(office.deliver())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(Delivery.Kind.WITHDRAWN));
    office.later(Duration.ofDays(1));
    office.work();
    assertThat(office.deliver()).isEmpty();
  }

  @Test
  void whatIsTakenBackBeforeItWasTold_isNotTold() throws IOException {
    raise(60);
    raise(1, Alert.Phase.WITHDRAWN, 60);
    assertThat(office.deliver()).isEmpty();
  }

  @Test
  void whatSomebodyHas_staysHis_whenTheJobTakesItBack() throws Exception {
    raise(60);
    office.act("a1", new Action.Acknowledge(), ZHANG);
    assertThat(raise(1, Alert.Phase.WITHDRAWN, 60).state()).isEqualTo(State.ACKNOWLEDGED);
  }

  @Test
  void aComplaintAboutAUnit_isAlwaysCopiedToTheInspectorate_whichEndsIt() throws Exception {
    raise(60);
    office.deliver();
    office.act("a1", new Action.Acknowledge(), ZHANG);
    Instant due = office.now.plus(Duration.ofDays(2));
    CaseFile file = office.act("a1", new Action.GiveTask("shanqian", "核查接警经过", due, true), ZHANG);
    assertThat(file.tasks().get(0).copied()).isEqualTo("ducha");
    assertThat(office.deliver())
        .allSatisfy(each -> assertThat(each.kind()).isEqualTo(Delivery.Kind.TASK))
        .extracting(Delivery::to)
        .containsOnly("station", "inspector");
    office.act("a1", new Action.StepTask("1", Task.Step.RECEIVED, ""), ZHANG);
    assertThatThrownBy(
            () -> office.act("a1", new Action.StepTask("1", Task.Step.DONE, "x"), INSPECTOR))
        .hasMessageContaining("顺序");
    office.act("a1", new Action.StepTask("1", Task.Step.REPORTED, "已说明情况"), ZHANG);
    assertThatThrownBy(() -> office.act("a1", new Action.StepTask("1", Task.Step.DONE, "x"), ZHANG))
        .hasMessageContaining("督察");
    assertThatThrownBy(() -> office.act("a1", new Action.Close("办结", ""), CHIEF))
        .hasMessage("还有 1 项交办未办结。");
    office.later(Duration.ofDays(3));
    office.work();
    assertThat(office.deliver()).extracting(Delivery::to).contains("station", "inspector");
    office.act("a1", new Action.StepTask("1", Task.Step.DONE, "属实，已整改"), INSPECTOR);
    office.act("a1", new Action.StepTask("1", Task.Step.FOLLOWED_UP, "群众满意"), INSPECTOR);
    assertThat(office.act("a1", new Action.Close("办结", "有所缓解"), CHIEF).closing().effect())
        .isEqualTo("有所缓解");
  }

  @Test
  void quietHours_holdWhatIsNotGrave_untilTheMorning_andNeverTheTopLevels() throws Exception {
    office.close();
    QuietHours night = new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), Fixture.ZONE);
    office = new Fixture(folder.resolve("night"), Fixture.policy(night));
    office.now = Instant.parse("2026-11-03T15:00:00Z"); // 23:00
    Series town = new Series(Series.Kind.PLACE, "山前镇");
    office.state(office.alert("l", 0, Alert.Phase.RAISED, town, 45, posts(0, 20)));
    office.state(office.alert("m", 0, Alert.Phase.RAISED, FORCE, 60, posts(100, 120)));
    assertThat(office.deliver()).extracting(Delivery::level).containsOnly(Level.MAJOR);
    office.act("m", new Action.Acknowledge(), ZHANG);
    office.act("m", new Action.SetLevel(Level.MAJOR, null, ""), ZHANG);
    office.now = Instant.parse("2026-11-03T22:59:59Z");
    office.work();
    assertThat(office.deliver()).noneMatch(each -> each.level() == Level.LARGE);
    office.later(Duration.ofSeconds(1));
    assertThat(office.deliver()).extracting(Delivery::level).containsOnly(Level.LARGE);
  }

  @Test
  void mergedByHand_oneCaseHasTheEpisodes_andTheirNewsGoesThere() throws Exception {
    office.state(office.alert("t", 0, Alert.Phase.RAISED, FORCE, 20, posts(0, 20)));
    office.state(office.alert("p", 0, Alert.Phase.RAISED, TOWN, 22, posts(100, 120)));
    office.act("p", new Action.Merge("t"), ZHANG);
    assertThat(office.casebook.get("p").orElseThrow().state()).isEqualTo(State.MERGED);
    assertThat(office.casebook.get("t").orElseThrow().episodes())
        .extracting(Member::id)
        .containsExactly("t", "p");
    office.state(office.alert("p", 1, Alert.Phase.UPDATED, TOWN, 200, posts(100, 120)));
    assertThat(office.file("p").id()).isEqualTo("t");
    assertThat(office.casebook.get("t").orElseThrow().episodes().get(1).observed()).isEqualTo(200);
    assertThatThrownBy(() -> office.act("t", new Action.Merge("p"), ZHANG))
        .hasMessageContaining("已结束");
  }

  @Test
  void splitByHand_theRestIsACaseOfItsOwn_andNobodyIsToldAgain() throws Exception {
    office.state(office.alert("t", 0, Alert.Phase.RAISED, FORCE, 20, posts(0, 20)));
    office.state(office.alert("i", 0, Alert.Phase.RAISED, INCIDENT, 18, posts(2, 20)));
    office.deliver();
    CaseFile left = office.act("t", new Action.Split(List.of("t")), ZHANG);
    assertThat(left.episodes()).extracting(Member::id).containsExactly("i");
    CaseFile own = office.file("t");
    assertThat(own.id()).isNotEqualTo("t");
    assertThat(own.episodes()).extracting(Member::id).containsExactly("t");
    assertThat(office.deliver()).isEmpty();
    office.state(office.alert("t", 1, Alert.Phase.UPDATED, FORCE, 25, posts(0, 20)));
    assertThat(office.file("t").id()).isEqualTo(own.id());
    assertThatThrownBy(() -> office.act("t", new Action.Split(List.of("i")), ZHANG))
        .hasMessageContaining("不能全部拆出");
  }

  @Test
  void aGraveClaimAtItsIncident_makesItGraver() throws IOException {
    office.state(office.alert("i", 0, Alert.Phase.RAISED, INCIDENT, 10, posts(2, 20)));
    assertThat(office.file("i").level().effective()).isEqualTo(Level.ORDINARY);
    office.deliver();
    office.desk.accept(
        new Lead("l1", 0, List.of("death"), "山前镇", "i1", office.now, List.of("p3"), 1, 0, "test"));
    office.work();
    assertThat(office.file("i").level().effective()).isEqualTo(Level.MAJOR);
    assertThat(office.deliver()).hasSize(2);
  }

  @Test
  void aFalseAlarm_needsAReason_andAChiefForTheTopLevels() throws Exception {
    raise(60);
    office.deliver();
    assertThatThrownBy(() -> office.act("a1", new Action.FalseAlarm(" "), ZHANG))
        .hasMessage("请填写误报理由。");
    assertThatThrownBy(() -> office.act("a1", new Action.FalseAlarm("演练"), ZHANG))
        .hasMessageContaining("须由领导确认");
    CaseFile file = office.act("a1", new Action.FalseAlarm("演练"), CHIEF);
    assertThat(file.state()).isEqualTo(State.FALSE_ALARM);
    assertThat(office.deliver()).hasSize(2);
    assertThat(office.act("a1", new Action.Reopen("并非演练"), CHIEF).state())
        .isEqualTo(State.VERIFYING);
  }

  @Test
  void openCasesStandFirst_howeverOld() throws Exception {
    raise(60);
    office.later(Duration.ofHours(30));
    office.state(office.alert("p", 0, Alert.Phase.RAISED, TOWN, 22, posts(100, 120)));
    office.act("p", new Action.FalseAlarm("无关"), ZHANG);
    assertThat(office.casebook.newest(10)).extracting(CaseFile::id).containsExactly("a1", "p");
  }

  @Test
  void aWaveThatWasOverLongBeforeTheDeskHeardOfIt_wakesNobody() throws IOException {
    Alert ended = office.alert("old", 5, Alert.Phase.ENDED, FORCE, 300, posts(0, 20));
    office.later(Duration.ofHours(25));
    CaseFile file = office.state(ended);
    assertThat(file.state()).isEqualTo(State.CLOSED);
    assertThat(office.deliver()).isEmpty();
  }
}
