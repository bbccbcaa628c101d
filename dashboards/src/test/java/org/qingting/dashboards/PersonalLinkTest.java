package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.dashboards.StaffedSample.cookie;
import static org.qingting.dashboards.StaffedSample.get;
import static org.qingting.dashboards.StaffedSample.post;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.staff.Role;

/** A personal link, from the message to the acknowledgement; nobody is logged in. */
class PersonalLinkTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir Path directory;
  private StaffedSample office;
  private Console console;

  @BeforeEach
  void open() throws IOException {
    office = new StaffedSample(directory);
    // As people reach it from elsewhere: everything else asks for a log-in.
    console = office.start(office.settings().withHost("0.0.0.0"), false);
  }

  @AfterEach
  void close() throws IOException {
    console.close();
    office.close();
  }

  private String token(String staff) throws IOException {
    return office.links.issue(staff, office.file().id(), office.now(), Duration.ofHours(12));
  }

  private HttpResponse<String> acknowledge(String token) throws Exception {
    return post(console, "/api/links/" + token, "", "{}");
  }

  @Test
  void thePage_isFetchedWithoutAcknowledging_andBringsNothingFromElsewhere() throws Exception {
    String token = token("zhang");
    HttpResponse<String> page = get(console, "/a/" + token, "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html;charset=utf-8");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.body())
        .contains("width=device-width", "签收预警", "noindex")
        .doesNotContain("http:", "https:", "onclick", "style=", token);
    JsonNode what = MAPPER.readTree(get(console, "/api/links/" + token, "").body());
    assertThat(what.get("name").asText()).isEqualTo("张敏");
    assertThat(what.get("done").asText()).isEmpty();
    assertThat(what.get("alert").get("id").asText()).isEqualTo(office.file().id());
    assertThat(office.file().taken()).isNull();
  }

  @Test
  void itsHolder_acknowledges_once() throws Exception {
    String token = token("zhang");
    HttpResponse<String> answer = acknowledge(token);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(MAPPER.readTree(answer.body()).get("done").asText()).isEqualTo("张敏");
    assertThat(office.file().taken().by().id()).isEqualTo("zhang");
    assertThat(office.file().taken().at()).isEqualTo(office.now());
    assertThat(answer.headers().firstValue("Set-Cookie")).as("a link is no log-in").isEmpty();
    office.later(Duration.ofMinutes(5));
    assertThat(acknowledge(token).statusCode()).as("again: as it was").isEqualTo(200);
    assertThat(office.file().taken().at()).isEqualTo(office.now().minus(Duration.ofMinutes(5)));
    HttpResponse<String> late = acknowledge(token("wang"));
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("已由 张敏 于").contains("签收");
    assertThat(office.file().taken().by().id()).isEqualTo("zhang");
  }

  @Test
  void aForgedLink_andAnExpiredOne_doNothing_andSayWhatToDo() throws Exception {
    String token = token("zhang");
    String forged = (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1);
    assertThat(acknowledge(forged).statusCode()).isEqualTo(403);
    assertThat(acknowledge("x").statusCode()).isEqualTo(403);
    assertThat(acknowledge("A".repeat(3000)).statusCode()).isEqualTo(403);
    office.later(Duration.ofHours(12));
    HttpResponse<String> expired = acknowledge(token);
    assertThat(expired.statusCode()).isEqualTo(410);
    assertThat(expired.body()).contains("请登录后签收");
    assertThat(office.file().taken()).isNull();
  }

  @Test
  void whoWasDisabledSince_orMayNotAcknowledge_cannot() throws Exception {
    String token = token("zhang");
    office.staff.setDisabled("zhang", true);
    assertThat(acknowledge(token).statusCode()).isEqualTo(403);
    assertThat(get(console, "/api/links/" + token, "").statusCode()).isEqualTo(403);
    assertThat(acknowledge(token("sun")).statusCode()).as("a viewer").isEqualTo(403);
    assertThat(acknowledge(token("nobody")).statusCode()).isEqualTo(403);
    office.staff.setDisabled("zhang", false);
    office.staff.setRoles("zhang", Set.of(Role.VIEWER));
    assertThat(acknowledge(token).statusCode()).as("roles are those of now").isEqualTo(403);
    assertThat(office.file().taken()).isNull();
  }

  @Test
  void aLinkForAnAlertThatIsGone_saysSo() throws Exception {
    String token = office.links.issue("zhang", "f".repeat(32), office.now(), Duration.ofHours(1));
    assertThat(get(console, "/api/links/" + token, "").statusCode()).isEqualTo(404);
    assertThat(acknowledge(token).statusCode()).isEqualTo(404);
  }

  @Test
  void aLink_opensNothingElse() throws Exception {
    String token = token("zhang");
    assertThat(get(console, "/api/cases", "qingting=" + token).statusCode()).isEqualTo(401);
    assertThat(get(console, "/api/cases", cookie(console, StaffedSample.ZHANG)).statusCode())
        .isEqualTo(200);
  }
}
