package org.qingting.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.cases.Action;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.channels.Digest;
import org.qingting.alerts.channels.Headline;
import org.qingting.alerts.channels.Message;
import org.qingting.alerts.channels.Notification;
import org.qingting.alerts.channels.Outcome;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.notices.Notices;
import org.qingting.alerts.notices.Watched;
import org.qingting.alerts.policy.ClockRules;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.DutyRota;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.QuietHours;
import org.qingting.alerts.policy.Routing;
import org.qingting.alerts.policy.Units;
import org.qingting.alerts.policy.ZeroReport;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Alert;
import org.qingting.model.Lead;
import org.qingting.model.Series;
import org.qingting.model.SourceStatus;
import org.qingting.model.WatchStatus;

class DispatcherTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final Instant START = Instant.parse("2026-11-03T02:00:00Z");
  private static final Ears EARS = new Ears(List.of("group", "sms"), Set.of("sms"));

  @TempDir Path folder;
  private final FakeChannels channels = new FakeChannels();
  private AlertDesk desk;
  private Casebook casebook;
  private Dispatcher dispatcher;
  private Instant now = START;

  @BeforeEach
  void open() throws IOException {
    begin();
  }

  /** A process begins; what the one before held in memory is gone. */
  private void begin() throws IOException {
    DutyRota rota =
        new DutyRota(
            List.of(
                new DutyRota.Contact("zhang", "张敏", List.of("13800000000"), List.of(), ""),
                new DutyRota.Contact("wang", "王强", List.of("13800000001"), List.of(), "")),
            List.of(
                new DutyRota.Shift(
                    Set.of(),
                    Set.of(),
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT,
                    List.of("zhang", "wang"))),
            List.of(),
            ZONE);
    DeskPolicy policy =
        new DeskPolicy(
            DeskPolicy.DEFAULT.levels(),
            ClockRules.DEFAULT,
            rota,
            QuietHours.NONE,
            Routing.EVERYWHERE,
            Units.NONE,
            Jurisdiction.NONE,
            ZeroReport.DEFAULT);
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    casebook = new Casebook(desk, policy, EARS);
    Notices notices =
        new Notices(
            desk,
            casebook,
            EARS,
            List.of(
                new Watched("news", "示例晚报", Duration.ofMinutes(10)),
                new Watched("bbs", "示例论坛", Duration.ofMinutes(5))),
            now,
            ZONE);
    dispatcher =
        new Dispatcher(
            casebook,
            notices,
            List.of(channels.channel("group", () -> now), channels.channel("sms", () -> now)),
            EARS.direct(),
            file -> List.of(new Headline("示例晚报", "山前镇一起警情引关注")),
            (staff, caseId, at) -> "/a/" + staff + "-" + caseId,
            List.of(),
            () -> now,
            name -> new AtOnce());
  }

  @AfterEach
  void close() throws IOException {
    dispatcher.close();
    desk.close();
  }

  private void raise(String id, long observed) throws IOException {
    state(id, 0, Alert.Phase.RAISED, observed);
  }

  /** Each of a series of its own, or it would be one matter. */
  private void state(String id, int revision, Alert.Phase phase, long observed) throws IOException {
    desk.accept(
        new Alert(
            id,
            revision,
            phase,
            new Series(Series.Kind.THEME_PLACE, "force@" + id + "镇"),
            now.minusSeconds(3600),
            now,
            observed,
            2,
            observed,
            3,
            7,
            List.of(id + "-1", id + "-2"),
            false,
            "test",
            2 * observed,
            0.2,
            100,
            Alert.Trigger.BURST),
        List.of(),
        now);
  }

  private void rounds(int count, Duration pace) throws IOException {
    for (int i = 0; i < count; i++) {
      dispatcher.round();
      now = now.plus(pace);
    }
  }

  @Test
  void whatIsRaised_isToldInTheNextRound_onceAndInFull() throws IOException {
    raise("a", 60);
    rounds(3, Duration.ofMillis(500));
    assertThat(channels.sent("group")).hasSize(1);
    Notification told = (Notification) channels.sent("group").get(0);
    assertThat(told.id()).isEqualTo("a.0");
    assertThat(told.title()).isEqualTo("涉警负面升温，请签收研判");
    assertThat(told.theme()).isEqualTo("使用武力与权利");
    assertThat(told.counts().observed()).isEqualTo(60);
    assertThat(told.headlines()).hasSize(1);
    assertThat(told.path()).isEqualTo("/cases/a");
    assertThat(told.mentions().mobiles()).containsExactly("13800000000");
    assertThat(((Notification) channels.sent("sms").get(0)).path()).isEqualTo("/a/zhang-a");
  }

  @Test
  void aKillBeforeItIsNoted_tellsItAgainUnderTheSameKey_andNeverLosesIt() throws IOException {
    raise("a", 60);
    casebook.work(now);
    // Sent, and killed before the next round notes it: the document still says pending.
    dispatcher.round();
    String first = channels.sent("group").get(0).id();
    Delivery pending =
        casebook.get("a").orElseThrow().deliveries().stream()
            .filter(each -> each.channel().equals("group"))
            .findFirst()
            .orElseThrow();
    assertThat(pending.status()).isEqualTo(Delivery.Status.DELIVERED);
    // Killed before it was sent at all.
    state("a", 1, Alert.Phase.UPDATED, 130);
    casebook.work(now);
    desk.close();
    now = now.plusSeconds(1);
    begin();
    rounds(2, Duration.ofMillis(500));
    assertThat(channels.sent("group")).hasSize(2);
    assertThat(channels.sent("group")).extracting(Message::id).containsExactly(first, "a.1");
  }

  @Test
  void aChannelThatIsDownForADay_isToldTheNewestWhenItIsBack_andTheOthersDoNotWait()
      throws IOException {
    channels.answer =
        (channel, message) ->
            channel.equals("group")
                ? new Outcome.RetryLater(Duration.ofMinutes(5), true, "no connection")
                : new Outcome.Delivered("");
    raise("a", 60);
    rounds(4, Duration.ofMinutes(10));
    assertThat(channels.sent("sms")).hasSize(3); // raised, and two unanswered calls
    assertThat(dispatcher.troubles()).extracting(Dispatcher.Trouble::channel).containsOnly("group");
    state("a", 1, Alert.Phase.UPDATED, 130);
    rounds(100, Duration.ofMinutes(15));
    assertThat(channels.sent("group")).isEmpty();
    channels.answer = (channel, message) -> new Outcome.Delivered("");
    rounds(3, Duration.ofMinutes(10));
    List<Notification> told = notifications(channels.sent("group"));
    assertThat(told.stream().filter(each -> each.kind() == Notification.Kind.ALERT))
        .extracting(Notification::id)
        .containsExactly("a.1");
    assertThat(dispatcher.troubles()).isEmpty();
    assertThat(casebook.get("a").orElseThrow().deliveries())
        .noneMatch(each -> each.status() == Delivery.Status.PENDING);
  }

  @Test
  void whatAChannelRefuses_isNotTriedForEver_andStandsInTheCase() throws IOException {
    channels.answer = (channel, message) -> new Outcome.Refused("look at the secret");
    raise("a", 60);
    rounds(5, Duration.ofSeconds(1));
    assertThat(casebook.get("a").orElseThrow().deliveries())
        .hasSize(2)
        .allSatisfy(
            each -> {
              assertThat(each.status()).isEqualTo(Delivery.Status.REFUSED);
              assertThat(each.remark()).isEqualTo("look at the secret");
            });
  }

  @Test
  void whoAcknowledges_isNotCalledAgain() throws Exception {
    raise("a", 60);
    rounds(1, Duration.ofSeconds(1));
    casebook.act(
        "a", new Action.Acknowledge(), new Person("zhang", "张敏", Set.of(Role.OFFICER)), now);
    rounds(20, Duration.ofMinutes(1));
    assertThat(notifications(channels.sent("group")))
        .extracting(Notification::title)
        .containsExactly("涉警负面升温，请签收研判", "已签收，请尽快确认级别并启动时限");
  }

  @Test
  void thousandsAtOnce_becomeFewMessages_andNoneIsLost() throws IOException {
    int alerts = 2000;
    for (int i = 0; i < alerts; i++) {
      raise("a" + i, 10 + i % 50);
    }
    rounds(80, Duration.ofMillis(500));
    assertThat(channels.sent("group").size()).isLessThanOrEqualTo(10);
    Set<String> open = new HashSet<>();
    casebook.newest(3000).stream()
        .filter(
            file ->
                file.deliveries().stream()
                    .anyMatch(each -> each.status() == Delivery.Status.PENDING))
        .forEach(file -> open.add(file.id()));
    assertThat(open).isEmpty();
    assertThat(casebook.newest(3000)).hasSize(alerts);
    long covered =
        channels.sent("group").stream()
            .mapToLong(
                message ->
                    message instanceof Digest digest ? digest.top().size() + digest.others() : 1)
            .sum();
    assertThat(covered).isGreaterThanOrEqualTo(alerts);
  }

  @Test
  void aGraveClaim_isToldOnce_withPlaceAndKinds() throws IOException {
    desk.accept(new Lead("l", 0, List.of("death", "minor"), "山前镇", "", now, List.of(), 1, 0, "t"));
    rounds(3, Duration.ofSeconds(40));
    Notification told = (Notification) channels.sent("group").get(0);
    assertThat(told.kind()).isEqualTo(Notification.Kind.LEAD);
    assertThat(told.title()).isEqualTo("网民称：人员死亡、未成年人受害，请尽快核实");
    assertThat(told.place()).isEqualTo("山前镇");
    assertThat(channels.sent("group")).hasSize(1);
  }

  @Test
  void aSourceThatCannotBeRead_isAGap_andItsReturnIsTold_andBothOnce() throws IOException {
    heard("news", 0);
    heard("bbs", 3);
    rounds(3, Duration.ofSeconds(40));
    assertThat(notifications(channels.sent("group")))
        .extracting(Notification::kind)
        .containsExactly(Notification.Kind.COVERAGE_GAP);
    assertThat(notifications(channels.sent("group")).get(0).sources()).containsExactly("示例论坛");
    desk.close();
    begin();
    heard("news", 0);
    heard("bbs", 0);
    rounds(3, Duration.ofSeconds(40));
    assertThat(notifications(channels.sent("group")))
        .extracting(Notification::kind)
        .containsExactly(Notification.Kind.COVERAGE_GAP, Notification.Kind.BACK);
  }

  @Test
  void theDailyZeroReport_namesTheSourcesThatWereChecked() throws IOException {
    desk.accept(new WatchStatus(now, now.minusSeconds(1), 10));
    for (int hour = 0; hour < 26; hour++) {
      desk.accept(new WatchStatus(now, START.minusSeconds(1), 10));
      heard("news", 0);
      heard("bbs", 0);
      rounds(1, Duration.ofHours(1));
    }
    rounds(1, Duration.ofMinutes(1));
    List<Notification> reports =
        notifications(channels.sent("group")).stream()
            .filter(each -> each.kind() == Notification.Kind.ZERO_REPORT)
            .toList();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).sources()).containsExactly("示例晚报", "示例论坛");
    assertThat(reports.get(0).title()).isEqualTo("自 11-03 10:00 起无预警；检查信源 2 个，其中中断 0 个");
  }

  @Test
  void aLongStopOfTheProgram_isToldWhenItIsBack() throws IOException {
    heard("news", 0);
    heard("bbs", 0);
    rounds(2, Duration.ofMinutes(1));
    desk.close();
    now = now.plus(Duration.ofHours(6));
    begin();
    now = now.plusSeconds(40);
    heard("news", 0);
    heard("bbs", 0);
    rounds(2, Duration.ofMinutes(1));
    assertThat(notifications(channels.sent("group")))
        .extracting(Notification::title)
        .containsExactly("倾听曾停止运行：11-03 10:01 至 11-03 16:02 未监测，正在补采");
  }

  private void heard(String source, int failures) throws IOException {
    desk.accept(List.of(new SourceStatus(source, now, now.plusMillis(1), 1, 1, failures, "")));
  }

  private static List<Notification> notifications(List<Message> messages) {
    List<Notification> all = new ArrayList<>();
    for (Message message : messages) {
      if (message instanceof Digest digest) {
        all.addAll(digest.top());
      } else {
        all.add((Notification) message);
      }
    }
    return all;
  }
}
