package org.qingting.alerts.cases;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
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
import org.qingting.model.Incident;
import org.qingting.model.Series;

/** An office for tests: two on duty, a station, an inspectorate, an area. */
final class Fixture implements AutoCloseable {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final Instant START = Instant.parse("2026-11-03T02:00:00Z"); // 10:00 in Shanghai
  static final Person ZHANG = new Person("zhang", "张敏", Set.of(Role.OFFICER));
  static final Person WANG = new Person("wang", "王强", Set.of(Role.OFFICER));
  static final Person CHIEF = new Person("chief", "李局", Set.of(Role.CHIEF));
  static final Person LEGAL = new Person("legal", "赵法", Set.of(Role.LEGAL));
  static final Person INSPECTOR = new Person("inspector", "周督", Set.of(Role.INSPECTOR));
  static final Person VIEWER = new Person("viewer", "孙看", Set.of(Role.VIEWER));
  static final Ears EARS = new Ears(List.of("group", "sms"), Set.of("sms"));
  static final Series FORCE = new Series(Series.Kind.THEME, "force");
  static final Series TOWN = new Series(Series.Kind.PLACE, "山前镇");
  static final Series FORCE_IN_TOWN = new Series(Series.Kind.THEME_PLACE, "force@山前镇");
  static final Series INCIDENT = new Series(Series.Kind.INCIDENT, "i1");

  final AlertDesk desk;
  final Casebook casebook;
  Instant now = START;

  Fixture(Path folder) throws IOException {
    this(folder, policy(QuietHours.NONE));
  }

  Fixture(Path folder, DeskPolicy policy) throws IOException {
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    casebook = new Casebook(desk, policy, EARS);
  }

  static DeskPolicy policy(QuietHours quiet) {
    List<DutyRota.Contact> contacts = new ArrayList<>();
    for (Person person : List.of(ZHANG, WANG, CHIEF)) {
      contacts.add(
          new DutyRota.Contact(
              person.id(), person.name(), List.of("1380000000" + contacts.size()), List.of(), ""));
    }
    contacts.add(new DutyRota.Contact("station", "所长", List.of("13900000000"), List.of(), ""));
    contacts.add(new DutyRota.Contact("inspector", "周督", List.of("13900000001"), List.of(), ""));
    return new DeskPolicy(
        DeskPolicy.DEFAULT.levels(),
        ClockRules.DEFAULT,
        new DutyRota(
            contacts,
            List.of(
                new DutyRota.Shift(
                    Set.of(),
                    Set.of(),
                    LocalTime.MIDNIGHT,
                    LocalTime.MIDNIGHT,
                    List.of("zhang", "wang"))),
            List.of("chief"),
            ZONE),
        quiet,
        Routing.EVERYWHERE,
        new Units(
            List.of(
                new Units.Unit(
                    "shanqian",
                    "山前派出所",
                    Units.Kind.STATION,
                    List.of("山前镇"),
                    List.of(),
                    List.of("station")),
                new Units.Unit(
                    "ducha",
                    "督察大队",
                    Units.Kind.INSPECTORATE,
                    List.of(),
                    List.of(),
                    List.of("inspector")))),
        new Jurisdiction(
            place ->
                place.equals("山前镇")
                    ? Jurisdiction.Verdict.LOCAL
                    : place.equals("外省县")
                        ? Jurisdiction.Verdict.ELSEWHERE
                        : Jurisdiction.Verdict.UNDECIDED),
        ZeroReport.DEFAULT);
  }

  static List<String> posts(int from, int until) {
    List<String> ids = new ArrayList<>();
    for (int i = from; i < until; i++) {
      ids.add("p" + i);
    }
    return ids;
  }

  Alert alert(
      String id,
      int revision,
      Alert.Phase phase,
      Series series,
      long observed,
      List<String> posts) {
    return new Alert(
        id,
        revision,
        phase,
        series,
        START.minus(Duration.ofHours(1)),
        now,
        observed,
        2,
        observed,
        3,
        0,
        posts,
        false,
        "test",
        2 * observed,
        0.2,
        100,
        Alert.Trigger.BURST);
  }

  void incident() throws IOException {
    desk.accept(new Incident("i1", "山前镇", "force", List.of("执法"), START));
  }

  /** The job states something, and the desk does its round. */
  CaseFile state(Alert alert) throws IOException {
    desk.accept(alert, List.of(), now);
    work();
    return file(alert.id());
  }

  void work() throws IOException {
    casebook.work(now);
  }

  /** The case that an episode is in. */
  CaseFile file(String episode) throws IOException {
    return casebook.get(desk.alert(episode).orElseThrow().file()).orElseThrow();
  }

  CaseFile act(String id, Action action, Person person) throws IOException, RefusedException {
    return casebook.act(id, action, person, now);
  }

  void later(Duration time) {
    now = now.plus(time);
  }

  /** As if every channel had taken everything. */
  List<Delivery> deliver() throws IOException {
    List<Delivery> sent = new ArrayList<>();
    List<Casebook.Report> reports = new ArrayList<>();
    casebook
        .pending(now, 100)
        .forEach(
            held ->
                held.content().deliveries().stream()
                    .filter(each -> each.isPending() && !each.from().isAfter(now))
                    .forEach(
                        each -> {
                          sent.add(each);
                          reports.add(
                              new Casebook.Report(
                                  held.id(), each.id(), Delivery.Status.DELIVERED, now, 0, ""));
                        }));
    casebook.report(reports, now);
    return sent;
  }

  /** All the way to a statement that is out. */
  CaseFile publish(String id) throws IOException, RefusedException {
    act(id, new Action.Acknowledge(), ZHANG);
    act(
        id,
        new Action.SetLevel(casebook.get(id).orElseThrow().level().proposed(), null, ""),
        ZHANG);
    act(id, new Action.Verify(""), ZHANG);
    act(id, new Action.Conclude(Outcome.PARTLY_TRUE, "调取记录"), ZHANG);
    CaseFile written =
        act(
            id,
            new Action.Write("", Statement.Kind.NOTICE, Outcome.PARTLY_TRUE, "情况通报", "经核查……"),
            ZHANG);
    String statement = written.statements().get(written.statements().size() - 1).id();
    act(id, new Action.Review(statement, Statement.Step.UNIT, true, ""), WANG);
    act(id, new Action.Review(statement, Statement.Step.LEGAL, true, ""), LEGAL);
    act(id, new Action.Review(statement, Statement.Step.CHIEF, true, ""), CHIEF);
    return act(id, new Action.Publish(statement, "https://police.example.org/1", null), ZHANG);
  }

  static Map<String, Long> count(List<Delivery> deliveries) {
    return deliveries.stream()
        .collect(
            java.util.stream.Collectors.groupingBy(
                Delivery::channel, java.util.stream.Collectors.counting()));
  }

  @Override
  public void close() throws IOException {
    desk.close();
  }
}
