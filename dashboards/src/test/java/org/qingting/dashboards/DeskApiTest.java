package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.SignedLinks;
import org.qingting.alerts.staff.Staff;

/** Logging in and working on alerts over HTTP. */
class DeskApiTest {
  private static final String PASSWORD = "cloud-stream-47";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir Path directory;
  private Sample sample;
  private Casebook casebook;
  private Staff staff;
  private SignedLinks links;
  private Console console;
  private Instant now = Sample.NOW;

  @BeforeEach
  void start() throws IOException {
    sample = new Sample(directory);
    casebook = new Casebook(sample.desk, DeskPolicy.DEFAULT, Ears.NONE);
    casebook.work(now.plusSeconds(20)); // nobody waits longer for an incident
    staff = new Staff(sample.desk.store());
    for (Person person :
        List.of(
            new Person("zhang", "张敏", Set.of(Role.OFFICER)),
            new Person("wang", "王强", Set.of(Role.OFFICER)),
            new Person("viewer", "孙看", Set.of(Role.VIEWER)))) {
      staff.add(person, PASSWORD.toCharArray(), now);
    }
    links = new SignedLinks(new byte[32]);
    console = console("127.0.0.1");
  }

  private Console console(String host) throws IOException {
    Clock clock =
        new Clock() {
          @Override
          public ZoneId getZone() {
            return Sample.ZONE;
          }

          @Override
          public Clock withZone(ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now;
          }
        };
    return Console.start(
        sample.settings().withHost(host).withClock(clock),
        sample.reader,
        sample.desk,
        new DeskAccess(
            casebook,
            staff,
            links,
            new Sensitivities(sample.desk.store(), new Random(7)),
            List::of,
            false));
  }

  @AfterEach
  void stop() throws IOException {
    console.close();
    sample.close();
  }

  private String origin() {
    return "http://127.0.0.1:" + console.port();
  }

  private HttpResponse<String> get(String path, String cookie) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(origin() + path)).header("Cookie", cookie).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String body, String cookie) throws Exception {
    return CLIENT.send(
        HttpRequest.newBuilder(URI.create(origin() + path))
            .header("Cookie", cookie)
            .header("Origin", origin())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) throws IOException {
    return JSON.readTree(response.body());
  }

  /** The cookie of somebody who is logged in. */
  private String logIn(String id) throws Exception {
    HttpResponse<String> answer =
        post("/api/login", "{\"id\":\"" + id + "\",\"password\":\"" + PASSWORD + "\"}", "x=1");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict").doesNotContain(PASSWORD);
    return cookie.substring(0, cookie.indexOf(';'));
  }

  private String caseId() throws Exception {
    return json(get("/api/cases", "x=1")).at("/cases/0/id").asText();
  }

  @Test
  void whoLogsIn_worksOnAnAlert_andOthersAreToldWhoHasIt() throws Exception {
    String zhang = logIn("zhang");
    String id = caseId();
    HttpResponse<String> taken = post("/api/cases/" + id, "{\"action\":\"acknowledge\"}", zhang);
    assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
    assertThat(json(taken).at("/file/state").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(json(taken).at("/file/taken/by/name").asText()).isEqualTo("张敏");
    HttpResponse<String> late =
        post("/api/cases/" + id, "{\"action\":\"acknowledge\"}", logIn("wang"));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(json(late).get("error").asText()).startsWith("该预警已由 张敏 于");
    HttpResponse<String> level =
        post(
            "/api/cases/" + id,
            "{\"action\":\"level\",\"level\":\"major\",\"reason\":\"多人围观\"}",
            zhang);
    assertThat(level.statusCode()).as(level.body()).isEqualTo(200);
    assertThat(json(level).at("/summary/answerBy").asText()).isNotEmpty();
  }

  @Test
  void withoutLogIn_nothingIsChanged_andAForeignPageCanNot() throws Exception {
    String id = caseId();
    assertThat(post("/api/cases/" + id, "{\"action\":\"acknowledge\"}", "x=1").statusCode())
        .isEqualTo(401);
    String zhang = logIn("zhang");
    for (String origin : new String[] {"http://evil.example", "null"}) {
      HttpResponse<String> foreign =
          CLIENT.send(
              HttpRequest.newBuilder(URI.create(origin() + "/api/cases/" + id))
                  .header("Cookie", zhang)
                  .header("Origin", origin)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"acknowledge\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(foreign.statusCode()).isEqualTo(403);
    }
    HttpResponse<String> form =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create(origin() + "/api/cases/" + id))
                .header("Cookie", zhang)
                .header("Origin", origin())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"acknowledge\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(form.statusCode()).isEqualTo(415);
    assertThat(casebook.get(id).orElseThrow().taken()).isNull();
  }

  @Test
  void noGet_changesAnything() throws Exception {
    String zhang = logIn("zhang");
    CaseFile before = casebook.newest(1).get(0);
    String token = links.issue("zhang", before.id(), now, Duration.ofHours(1));
    for (String path :
        List.of(
            "/",
            "/cases/" + before.id(),
            "/a/" + token,
            "/api/me",
            "/api/cases",
            "/api/cases/" + before.id(),
            "/api/cases/" + before.id() + "/effect",
            "/api/cases/" + before.id() + "/drafts?outcome=TRUE",
            "/api/desk",
            "/api/sensitivities",
            "/api/links/" + token,
            "/api/login",
            "/api/logout")) {
      get(path, zhang);
    }
    assertThat(casebook.newest(1).get(0)).isEqualTo(before);
    assertThat(json(get("/api/me", zhang)).at("/staff/id").asText()).isEqualTo("zhang");
  }

  @Test
  void aPersonalLink_acknowledgesOnce_byItsHolderOnly() throws Exception {
    String id = caseId();
    String token = links.issue("zhang", id, now, Duration.ofHours(1));
    JsonNode shown = json(get("/api/links/" + token, "x=1"));
    assertThat(shown.get("name").asText()).isEqualTo("张敏");
    assertThat(shown.get("done").asText()).isEmpty();
    JsonNode done = json(post("/api/links/" + token, "{}", "x=1"));
    assertThat(done.get("done").asText()).isEqualTo("张敏");
    assertThat(post("/api/links/" + token, "{}", "x=1").statusCode()).isEqualTo(200);
    String others = links.issue("wang", id, now, Duration.ofHours(1));
    assertThat(post("/api/links/" + others, "{}", "x=1").statusCode()).isEqualTo(409);
    assertThat(casebook.get(id).orElseThrow().history())
        .filteredOn(entry -> entry.what().equals("acknowledged"))
        .hasSize(1);
  }

  @Test
  void forgedExpiredAndOrphanedLinks_areRefusedWithAWayOut() throws Exception {
    String id = caseId();
    String token = links.issue("zhang", id, now, Duration.ofHours(1));
    String forged =
        token.substring(0, 20) + (token.charAt(20) == 'A' ? 'B' : 'A') + token.substring(21);
    assertThat(post("/api/links/" + forged, "{}", "x=1").statusCode()).isEqualTo(403);
    staff.setDisabled("zhang", true);
    assertThat(post("/api/links/" + token, "{}", "x=1").statusCode()).isEqualTo(403);
    staff.setDisabled("zhang", false);
    now = now.plus(Duration.ofHours(1));
    HttpResponse<String> expired = post("/api/links/" + token, "{}", "x=1");
    assertThat(expired.statusCode()).isEqualTo(410);
    assertThat(json(expired).get("error").asText()).isEqualTo("链接已过期，请登录后签收。");
    assertThat(casebook.get(id).orElseThrow().taken()).isNull();
  }

  @Test
  void aSession_endsByItself_byLoggingOut_andWithTheAccount() throws Exception {
    String zhang = logIn("zhang");
    now = now.plus(Duration.ofMinutes(29));
    assertThat(json(get("/api/me", zhang)).at("/staff/id").asText()).isEqualTo("zhang");
    now = now.plus(Duration.ofMinutes(30));
    assertThat(json(get("/api/me", zhang)).get("staff").isNull()).isTrue();
    String again = logIn("zhang");
    post("/api/logout", "{}", again);
    assertThat(json(get("/api/me", again)).get("staff").isNull()).isTrue();
    String third = logIn("zhang");
    staff.setDisabled("zhang", true);
    assertThat(json(get("/api/me", third)).get("staff").isNull()).isTrue();
  }

  @Test
  void wrongPasswords_areAnsweredAlike_andThenSlowly() throws Exception {
    for (String id : new String[] {"zhang", "nobody", "' OR 1=1 --"}) {
      HttpResponse<String> wrong =
          post(
              "/api/login",
              JSON.writeValueAsString(Map.of("id", id, "password", "wrong-one-12")),
              "x=1");
      assertThat(wrong.statusCode()).isEqualTo(401);
      assertThat(json(wrong).get("error").asText()).isEqualTo("账号或密码不正确。");
      assertThat(wrong.headers().firstValue("Set-Cookie")).isEmpty();
    }
    for (int i = 0; i < 4; i++) {
      post("/api/login", "{\"id\":\"zhang\",\"password\":\"wrong-one-12\"}", "x=1");
    }
    assertThat(
            post("/api/login", "{\"id\":\"zhang\",\"password\":\"" + PASSWORD + "\"}", "x=1")
                .statusCode())
        .isEqualTo(429);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"action\":\"explode\"}",
        "{\"action\":\"acknowledge\",\"more\":1}",
        "{\"action\":\"level\",\"level\":\"worst\"}"
      })
  void whatIsNoAction_isABadRequest(String body) throws Exception {
    HttpResponse<String> answer = post("/api/cases/" + caseId(), body, logIn("zhang"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("error").asText()).isEqualTo("请求内容无法识别。");
  }

  @Test
  void moreThanAStatement_isTooMuch() throws Exception {
    String body = "{\"action\":\"note\",\"note\":\"" + "长".repeat(70_000) + "\"}";
    assertThat(post("/api/cases/" + caseId(), body, logIn("zhang")).statusCode()).isEqualTo(413);
  }

  @Test
  void aViewer_seesCounts_andNoTexts() throws Exception {
    String viewer = logIn("viewer");
    JsonNode posts = json(get("/api/posts", viewer)).get("posts");
    assertThat(posts).isNotEmpty();
    posts.forEach(
        post -> {
          assertThat(post.get("text").asText()).isEmpty();
          assertThat(post.get("title").asText()).isEmpty();
          assertThat(post.get("url").asText()).isEmpty();
        });
    String detail = get("/api/cases/" + caseId(), viewer).body();
    assertThat(detail).doesNotContain("打了三次电话", "报案半天没人来");
    assertThat(get("/api/cases/" + caseId(), logIn("zhang")).body()).contains("报案半天没人来");
    assertThat(get("/api/leads", viewer).body()).doesNotContain("打了三次电话");
  }

  @Test
  void aConsoleThatOthersCanReach_showsNothingWithoutLogIn() throws Exception {
    console.close();
    console = console("0.0.0.0");
    for (String path :
        List.of("/api/overview", "/api/posts", "/api/alerts", "/api/cases", "/api/desk")) {
      assertThat(get(path, "x=1").statusCode()).as(path).isEqualTo(401);
    }
    assertThat(get("/api/health", "x=1").statusCode()).isEqualTo(200);
    assertThat(json(get("/api/me", "x=1")).get("reading").asBoolean()).isFalse();
    assertThat(get("/api/overview", logIn("viewer")).statusCode()).isEqualTo(200);
  }

  @Test
  void drafts_areOfferedAfterVerification_only() throws Exception {
    String zhang = logIn("zhang");
    String id = caseId();
    String drafts = "/api/cases/" + id + "/drafts?outcome=";
    assertThat(get(drafts + "TRUE", zhang).statusCode()).isEqualTo(409);
    for (String action :
        List.of(
            "{\"action\":\"acknowledge\"}",
            "{\"action\":\"verify\",\"note\":\"\"}",
            "{\"action\":\"conclude\",\"outcome\":\"TRUE\",\"note\":\"记录仪\"}")) {
      assertThat(post("/api/cases/" + id, action, zhang).statusCode()).isEqualTo(200);
    }
    JsonNode offered = json(get(drafts + "TRUE", zhang));
    assertThat(offered.at("/drafts/0/name").asText()).isEqualTo("情况通报（属实）");
    assertThat(get(drafts + "UNTRUE", zhang).statusCode()).isEqualTo(409);
    assertThat(get(drafts + "CHECKING", zhang).statusCode()).isEqualTo(200);
  }

  @Test
  void sensitivity_needsASecondPerson_overHttpToo() throws Exception {
    String zhang = logIn("zhang");
    String proposed =
        "{\"kind\":\"THEME\",\"name\":\"traffic\",\"factor\":2,\"days\":14,\"reason\":\"马拉松\"}";
    JsonNode waiting = json(post("/api/sensitivities", proposed, zhang));
    String id = waiting.at("/sensitivities/0/id").asText();
    assertThat(post("/api/sensitivities/" + id + "/confirm", "{}", zhang).statusCode())
        .isEqualTo(409);
    JsonNode active = json(post("/api/sensitivities/" + id + "/confirm", "{}", logIn("wang")));
    assertThat(active.at("/sensitivities/0/confirmedName").asText()).isEqualTo("王强");
    HttpResponse<String> force =
        post("/api/sensitivities", proposed.replace("traffic", "force"), zhang);
    assertThat(force.statusCode()).isEqualTo(400);
    assertThat(json(force).get("error").asText()).contains("使用武力");
  }
}
