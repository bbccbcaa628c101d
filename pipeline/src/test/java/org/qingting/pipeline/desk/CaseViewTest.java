package org.qingting.pipeline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.cases.Action;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchViews;

/** What dashboards are told of a case. */
class CaseViewTest {
  private static final Instant RAISED = Instant.parse("2026-11-03T02:00:00Z");
  private static final Set<Role> ROLES = Set.of(Role.OFFICER, Role.LEGAL, Role.CHIEF);
  private static final Person ALL = new Person("all", "张敏", ROLES);
  private static final Person OTHER = new Person("other", "李局", ROLES);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final ElasticsearchViews views = new ElasticsearchViews("t");
  private AlertDesk desk;
  private Casebook casebook;

  @BeforeEach
  void raise() throws Exception {
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    casebook = new Casebook(desk, DeskPolicy.DEFAULT, Ears.NONE);
    desk.accept(
        new Alert(
            "a",
            0,
            Alert.Phase.RAISED,
            new Series(Series.Kind.THEME, "force"),
            RAISED,
            RAISED,
            30,
            2,
            25,
            3,
            7,
            List.of("post-1"),
            false,
            "test",
            60,
            0.2,
            100,
            Alert.Trigger.BURST),
        List.of("示例"),
        RAISED);
    casebook.work(RAISED);
  }

  @AfterEach
  void close() throws IOException {
    desk.close();
  }

  private void act(Person person, int minute, Action... actions) throws Exception {
    for (Action action : actions) {
      casebook.act("a", action, person, RAISED.plusSeconds(60L * minute));
    }
  }

  private void publish() throws Exception {
    act(ALL, 6, new Action.Acknowledge(), new Action.Verify(""));
    act(
        ALL,
        90,
        new Action.Conclude(Outcome.TRUE, "x"),
        new Action.Write("", Statement.Kind.NOTICE, Outcome.TRUE, "情况通报", "经查属实"),
        new Action.Review("1", Statement.Step.UNIT, true, ""));
    act(
        OTHER,
        100,
        new Action.Review("1", Statement.Step.LEGAL, true, ""),
        new Action.Review("1", Statement.Step.CHIEF, true, ""));
    act(ALL, 120, new Action.Publish("1", "https://police.example.org/1", null));
  }

  private List<BulkDocument> documents() throws IOException {
    var held = casebook.newestHeld(10).get(0);
    return CaseView.documents(held.content(), held.version(), views);
  }

  private JsonNode alert() throws IOException {
    return JSON.readTree(documents().get(0).body());
  }

  @Test
  void aNewCase_isOpen_andHasNoTimesYet() throws Exception {
    JsonNode view = alert();
    assertThat(view.path("state").asText()).isEqualTo("raised");
    assertThat(view.path("open").asBoolean()).isTrue();
    assertThat(view.path("theme").asText()).isEqualTo("force");
    assertThat(view.path("series").asText()).isEqualTo("theme");
    assertThat(view.path("observed").asLong()).isEqualTo(30);
    assertThat(view.path("falseAlarm").asBoolean()).isFalse();
    assertThat(view.has("acknowledgedAt")).isFalse();
    assertThat(view.has("minutesToStatement")).isFalse();
  }

  @Test
  void times_areCountedFromTheRaising() throws Exception {
    publish();
    act(ALL, 180, new Action.Ease(""));
    JsonNode view = alert();
    assertThat(view.path("minutesToAcknowledge").asDouble()).isEqualTo(6);
    assertThat(view.path("minutesToStatement").asDouble()).isEqualTo(120);
    assertThat(view.path("minutesToRecovery").asDouble()).isEqualTo(180);
    assertThat(view.path("outcome").asText()).isEqualTo("true");
    JsonNode statement = JSON.readTree(documents().get(1).body());
    assertThat(statement.path("title").asText()).isEqualTo("情况通报");
    assertThat(statement.path("publishedAt").asText()).isEqualTo("2026-11-03T04:00:00Z");
  }

  @Test
  void aFalseAlarm_isOne() throws Exception {
    act(ALL, 3, new Action.Acknowledge(), new Action.FalseAlarm("同名外地事件"));
    // The second pair of eyes, where the office's rules ask for it.
    JsonNode view = alert();
    assertThat(view.path("falseAlarm").asBoolean())
        .isEqualTo(view.path("state").asText().equals("false_alarm"));
  }

  @Test
  void everyFieldIsInTheMappings_andNobodyOfTheStaffIsNamed() throws Exception {
    publish();
    act(ALL, 180, new Action.Ease(""));
    for (BulkDocument document : documents()) {
      String name = document.index().replaceFirst("^t-", "").replaceFirst("-1$", "");
      JsonNode known;
      try (InputStream in = ElasticsearchBulk.class.getResourceAsStream(name + "-mappings.json")) {
        known = JSON.readTree(in).at("/template/mappings/properties");
      }
      List<String> fields = new ArrayList<>();
      JSON.readTree(document.body()).fieldNames().forEachRemaining(fields::add);
      assertThat(fields).isNotEmpty().allMatch(known::has, "a field of " + name);
      assertThat(document.body()).doesNotContain("张敏", "李局", "post-1");
    }
  }

  @Test
  void theVersion_isTheCasesOwn_soThatItGrowsWithEachChange() throws Exception {
    long before = documents().get(0).version();
    act(ALL, 6, new Action.Acknowledge());
    assertThat(documents().get(0).version()).isGreaterThan(before);
  }
}
