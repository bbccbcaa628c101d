package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.dashboards.StaffedSample.PASSWORD;
import static org.qingting.dashboards.StaffedSample.VIEWER;
import static org.qingting.dashboards.StaffedSample.WANG;
import static org.qingting.dashboards.StaffedSample.ZHANG;
import static org.qingting.dashboards.StaffedSample.cookie;
import static org.qingting.dashboards.StaffedSample.get;
import static org.qingting.dashboards.StaffedSample.logIn;
import static org.qingting.dashboards.StaffedSample.post;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.staff.Role;
import org.slf4j.LoggerFactory;

/** Who may see and change what, over real HTTP. */
class ConsoleLogInTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final List<String> READING =
      List.of(
          "/api/overview",
          "/api/timeline",
          "/api/facets?facet=theme",
          "/api/posts",
          "/api/posts/" + Sample.id(1),
          "/api/alerts",
          "/api/alerts/" + Sample.ALERT,
          "/api/leads",
          "/api/sources",
          "/api/cases",
          "/api/desk",
          "/api/sensitivities");

  @TempDir Path directory;
  private StaffedSample office;
  private Console console;

  @BeforeEach
  void open() throws IOException {
    office = new StaffedSample(directory);
    console = office.start(office.settings(), false);
  }

  @AfterEach
  void close() throws IOException {
    console.close();
    office.close();
  }

  /** The console started anew under other conditions. */
  private void restart(ConsoleSettings settings, boolean secure) throws IOException {
    console.close();
    console = office.start(settings, secure);
  }

  private JsonNode json(String path, String cookie) throws Exception {
    HttpResponse<String> answer = get(console, path, cookie);
    assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(200);
    return MAPPER.readTree(answer.body());
  }

  private boolean isIn(String cookie) throws Exception {
    return !json("/api/me", cookie).get("staff").isNull();
  }

  @Test
  void whoLogsIn_isKnownFromThenOn_byACookieThatNoScriptAndNoOtherSiteCanUse() throws Exception {
    assertThat(isIn("")).isFalse();
    assertThat(json("/api/me", "").get("canLogIn").asBoolean()).isTrue();
    HttpResponse<String> answer = logIn(console, "zhang", PASSWORD, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().allValues("Set-Cookie"))
        .singleElement()
        .asString()
        .matches("qingting=[A-Za-z0-9_-]{43}; .*")
        .contains("HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200")
        .doesNotContain("Secure", "Domain");
    JsonNode me = json("/api/me", cookie(answer));
    assertThat(me.get("staff").get("id").asText()).isEqualTo("zhang");
    assertThat(me.get("staff").get("name").asText()).isEqualTo("张敏");
    assertThat(me.get("staff").get("roles")).hasToString("[\"officer\"]");
    assertThat(me.toString()).doesNotContain("hash", "salt", "password");
  }

  @Test
  void whereHttpsIsUsed_theCookieGoesNoOtherWay() throws Exception {
    restart(office.settings(), true);
    HttpResponse<String> in = logIn(console, "zhang", PASSWORD, "");
    HttpResponse<String> out = post(console, "/api/logout", cookie(in), "{}");
    for (HttpResponse<String> answer : List.of(in, out)) {
      assertThat(answer.headers().firstValue("Set-Cookie"))
          .hasValueSatisfying(
              // Without Secure a browser ignores a cookie of this name, its removal too.
              set -> assertThat(set).startsWith("__Host-qingting=").contains("Secure", "Path=/"));
    }
  }

  @Test
  void aSessionEnds_afterHalfAnHourIdle_andAfterTwelveHoursAtTheLatest() throws Exception {
    String idle = cookie(console, ZHANG);
    String busy = cookie(console, ZHANG);
    for (int i = 0; i < 35; i++) {
      office.later(Duration.ofMinutes(20));
      assertThat(isIn(busy)).isTrue();
    }
    assertThat(isIn(idle)).isFalse();
    office.later(Duration.ofMinutes(20));
    assertThat(isIn(busy)).isFalse();
    String path = "/api/cases/" + office.file().id();
    HttpResponse<String> act = post(console, path, busy, "{\"action\":\"acknowledge\"}");
    assertThat(act.statusCode()).isEqualTo(401);
    assertThat(act.body()).isEqualTo("{\"error\":\"请先登录。\"}");
  }

  @Test
  void loggingOut_endsTheSession_notJustTheCookie() throws Exception {
    String cookie = cookie(console, ZHANG);
    HttpResponse<String> answer = post(console, "/api/logout", cookie, "{}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Set-Cookie"))
        .hasValueSatisfying(
            set -> assertThat(set).startsWith("qingting=").contains("Path=/", "01 Jan 1970"));
    assertThat(isIn(cookie)).isFalse();
    assertThat(post(console, "/api/logout", "", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void aTokenChosenBySomebodyElse_neverBecomesASession() throws Exception {
    String chosen = "qingting=" + "A".repeat(43);
    String own = cookie(logIn(console, "zhang", PASSWORD, chosen));
    assertThat(own).isNotEqualTo(chosen);
    assertThat(isIn(chosen)).isFalse();
    // An attacker's own session, planted before the log-in, is over with it.
    String planted = cookie(console, WANG);
    String victims = cookie(logIn(console, "zhang", PASSWORD, planted));
    assertThat(victims).isNotEqualTo(planted);
    assertThat(isIn(planted)).isFalse();
    assertThat(json("/api/me", victims).get("staff").get("id").asText()).isEqualTo("zhang");
  }

  @Test
  void whoIsDisabled_orGetsANewPassword_isOutAtOnce() throws Exception {
    String zhang = cookie(console, ZHANG);
    String wang = cookie(console, WANG);
    office.staff.setDisabled("zhang", true);
    assertThat(isIn(zhang)).isFalse();
    office.staff.setDisabled("zhang", false);
    assertThat(isIn(zhang)).as("and has to log in again").isFalse();
    office.later(Duration.ofSeconds(1));
    office.staff.setPassword("wang", "another-stream-48".toCharArray(), office.now());
    assertThat(isIn(wang)).isFalse();
    office.staff.setRoles("zhang", Set.of(Role.LEGAL));
    assertThat(json("/api/me", cookie(console, ZHANG)).get("staff").get("roles"))
        .hasToString("[\"legal\"]");
  }

  @Test
  void aWrongPasswordAndAnUnknownId_getTheSameAnswers_andAreSlowedDown() throws Exception {
    List<String> answers = new ArrayList<>();
    for (String id : List.of("zhang", "nobody")) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 6; i++) {
        HttpResponse<String> answer = logIn(console, id, "wrong-one-12", "");
        all.append(answer.statusCode())
            .append(answer.body())
            .append(answer.headers().firstValue("Retry-After").orElse("-"))
            .append('\n');
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      }
      answers.add(all.toString());
    }
    assertThat(answers.get(0)).isEqualTo(answers.get(1));
    assertThat(answers.get(0).lines().limit(5)).containsOnly("401{\"error\":\"账号或密码不正确。\"}-");
    assertThat(answers.get(0).lines().skip(5))
        .containsExactly("429{\"error\":\"登录失败次数过多，请稍后再试。\"}5");
    assertThat(logIn(console, "zhang", PASSWORD, "").statusCode()).isEqualTo(429);
    office.later(Duration.ofSeconds(5));
    assertThat(logIn(console, "zhang", PASSWORD, "").statusCode()).isEqualTo(200);
  }

  @Test
  void onThisMachine_readingAsksForNoLogIn() throws Exception {
    for (String path : READING) {
      assertThat(get(console, path, "").statusCode()).as(path).isEqualTo(200);
    }
    JsonNode me = json("/api/me", "");
    assertThat(me.get("reading").asBoolean()).isTrue();
    assertThat(me.get("texts").asBoolean()).isTrue();
    assertThat(json("/api/posts", "").toString()).contains("派出所出警慢");
  }

  private void assertClosed() throws Exception {
    for (String path : READING) {
      HttpResponse<String> answer = get(console, path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.body()).isEqualTo("{\"error\":\"请先登录。\"}");
    }
    assertThat(get(console, "/api/health", "").statusCode()).isEqualTo(200);
    assertThat(get(console, "/", "").statusCode()).isEqualTo(200);
    JsonNode me = json("/api/me", "");
    assertThat(me.get("reading").asBoolean()).isFalse();
    assertThat(me.get("texts").asBoolean()).isFalse();
    String cookie = cookie(console, ZHANG);
    for (String path : READING) {
      assertThat(get(console, path, cookie).statusCode()).as(path).isEqualTo(200);
    }
  }

  @Test
  void onOtherAddresses_readingAsksForALogIn() throws Exception {
    restart(office.settings().withHost("0.0.0.0"), false);
    assertClosed();
  }

  @Test
  void behindAProxyThatServesOthers_readingAsksForALogIn() throws Exception {
    restart(office.settings().withNames(Set.of("desk.example")), false);
    assertClosed();
  }

  @Test
  void underItsOwnNameWrittenOut_theConsoleIsStillThisMachinesOnly() throws Exception {
    restart(office.settings().withNames(Set.of("127.0.0.1:8090", "LOCALHOST")), false);
    assertThat(get(console, "/api/posts", "").statusCode()).isEqualTo(200);
  }

  @Test
  void aConsoleWithoutStaff_onlyShows() throws Exception {
    try (Console showing =
        Console.start(office.settings(), office.sample.reader, office.sample.desk)) {
      assertThat(get(showing, "/api/posts", "").statusCode()).isEqualTo(200);
      assertThat(get(showing, "/api/me", "").body()).contains("\"canLogIn\":false");
      assertThat(logIn(showing, "zhang", PASSWORD, "").statusCode()).isEqualTo(405);
    }
  }

  @Test
  void aViewer_seesCountsAndAlerts_butNoTexts_notEvenThroughSearch() throws Exception {
    String viewer = cookie(console, VIEWER);
    String officer = cookie(console, ZHANG);
    for (String path :
        List.of(
            "/api/posts",
            "/api/posts/" + Sample.id(1),
            "/api/alerts/" + Sample.ALERT,
            "/api/leads",
            "/api/cases/" + office.file().id())) {
      assertThat(json(path, officer).findValues("text")).as(path).anyMatch(ConsoleLogInTest::said);
      JsonNode seen = json(path, viewer);
      assertThat(seen.findValues("text")).as(path).isNotEmpty().noneMatch(ConsoleLogInTest::said);
      assertThat(seen.findValues("title")).as(path).noneMatch(ConsoleLogInTest::said);
      assertThat(seen.findValues("textsHidden")).as(path).allMatch(JsonNode::asBoolean);
      assertThat(seen.toString()).as(path).doesNotContain("出警慢，", "报案半天");
    }
    assertThat(json("/api/alerts", viewer).get("alerts").get(0).get("observed").asLong())
        .isPositive();
    assertThat(json("/api/facets?facet=theme", viewer).get("values")).isNotEmpty();
    for (String path : List.of("/api/posts", "/api/timeline", "/api/facets?facet=theme")) {
      String asking = path + (path.contains("?") ? "&" : "?") + "q=%E6%80%81%E5%BA%A6";
      assertThat(get(console, asking, viewer).statusCode()).as(asking).isEqualTo(403);
      assertThat(get(console, asking, officer).statusCode()).as(asking).isEqualTo(200);
    }
    assertThat(json("/api/me", viewer).get("texts").asBoolean()).isFalse();
  }

  private static boolean said(JsonNode text) {
    return !text.asText().isEmpty();
  }

  @Test
  void noGet_changesAnything_whoeverSendsIt() throws Exception {
    String cookie = cookie(console, ZHANG);
    String id = office.file().id();
    String token = office.links.issue("zhang", id, office.now(), Duration.ofHours(1));
    List<String> paths = new ArrayList<>(READING);
    paths.addAll(
        List.of(
            "/",
            "/api/health",
            "/api/me",
            "/api/login",
            "/api/logout",
            "/api/login?id=zhang&password=" + PASSWORD,
            "/cases/" + id,
            "/api/cases/" + id,
            "/api/cases/" + id + "?action=acknowledge",
            "/api/cases/" + id + "/effect",
            "/api/cases/" + id + "/drafts?outcome=TRUE",
            "/a/" + token,
            "/api/links/" + token,
            "/a/" + token + "?acknowledge=1"));
    new Assets().paths().forEach(paths::add);
    var before = office.stored();
    for (String path : paths) {
      for (String as : List.of("", cookie)) {
        HttpResponse<String> answer = get(console, path, as);
        assertThat(answer.statusCode()).as(path).isLessThan(500);
        assertThat(answer.headers().firstValue("Set-Cookie")).as(path).isEmpty();
      }
    }
    assertThat(office.stored()).isEqualTo(before);
    assertThat(isIn(cookie)).isTrue();
    assertThat(office.file().taken()).isNull();
  }

  @Test
  void theLog_tellsOfFailedLogInsAndForgedLinks_butHoldsNoSecret() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      logIn(console, "zhang", "secret-word-1", "");
      logIn(console, "secret-word-1", "zhang", "");
      String token =
          office.links.issue("zhang", office.file().id(), office.now(), Duration.ofHours(1));
      String forged = token.replaceFirst(".$", token.endsWith("A") ? "E" : "A");
      assertThat(get(console, "/api/links/" + forged, "").statusCode()).isEqualTo(403);
      office.sample.desk.close();
      // The desk cannot be read any more; the link was good.
      assertThat(get(console, "/api/links/" + token, "").statusCode()).isGreaterThanOrEqualTo(500);
      String all =
          log.list.stream()
              .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
              .collect(Collectors.joining("\n"));
      assertThat(all)
          .contains("A log-in failed for zhang")
          .contains("A log-in failed for no account")
          .contains("A forged link was used")
          .contains("/api/links/{token}")
          .doesNotContain("secret-word-1")
          .doesNotContain(token)
          .doesNotContain(forged);
    } finally {
      root.detachAppender(log);
    }
  }
}
