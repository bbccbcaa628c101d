package org.qingting.acceptance.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qingting.search.TestOpinions.opinion;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/** Users, API keys and roles, on a real server with its security on. */
class ElasticsearchSecurityTest {
  private static final Instant NOW = Instant.parse("2026-03-15T00:00:00Z");
  private static ElasticsearchServer server;

  @BeforeAll
  static void startServer() throws Exception {
    server = ElasticsearchServer.startSecured();
    try (ElasticsearchIndex index = new ElasticsearchIndex(user("admin"))) {
      index.setUp(NOW);
      assertThat(index.setUpRoles()).containsExactly("t_dashboards", "t_researchers", "t_writer");
      for (String role : index.setUpRoles()) {
        send(
            "PUT",
            "/_security/user/" + role.substring(2),
            "{\"password\":\"%s\",\"roles\":[\"%s\"]}"
                .formatted(ElasticsearchServer.PASSWORD, role),
            ElasticsearchServer.ADMIN);
      }
    }
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private static ElasticsearchSettings user(String name) {
    return login(name, ElasticsearchServer.PASSWORD);
  }

  private static ElasticsearchSettings login(String name, String password) {
    return new ElasticsearchSettings(
        List.of(server.address()), "t", name, password, "", "", Duration.ofSeconds(30));
  }

  private static HttpResponse<String> send(String method, String path, String body, String user)
      throws Exception {
    String login = user + ":" + ElasticsearchServer.PASSWORD;
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(server.address().resolve(path))
                .header("Content-Type", "application/json")
                .header(
                    "Authorization",
                    "Basic "
                        + Base64.getEncoder()
                            .encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void theWritersRole_sufficesToKeepAndFind_butNotToSetUp() throws IOException {
    try (ElasticsearchIndex index = new ElasticsearchIndex(user("writer"));
        OpinionReader reader = index.openReader()) {
      index.check();
      assertThat(index.store(List.of(opinion("written").text("写入").build()))).isEmpty();
      reader.refresh();
      assertThat(reader.count(OpinionQuery.ALL.withText("写入"))).isEqualTo(1);
      assertThatThrownBy(() -> index.setUp(NOW)).hasMessageContaining("lacks a right");
    }
  }

  @Test
  void whoReadsDashboards_seesCounts_andNobodysWords() throws Exception {
    try (ElasticsearchIndex index = new ElasticsearchIndex(user("admin"))) {
      index.store(List.of(opinion("seen").text("派出所态度恶劣").build()));
    }
    send("POST", "/t-*/_refresh", "", ElasticsearchServer.ADMIN);
    HttpResponse<String> views = send("GET", "/t-view-opinions/_search", "{}", "dashboards");
    assertThat(views.statusCode()).isEqualTo(200);
    assertThat(views.body()).contains("\"seen\"", "\"tone\"").doesNotContain("态度恶劣");
    for (String path : List.of("/t-opinions/_search", "/t-opinions-2026.03/_doc/seen")) {
      assertThat(send("GET", path, "", "dashboards").statusCode()).isEqualTo(403);
    }
    assertThat(send("GET", "/t-rejected/_search", "{}", "dashboards").statusCode()).isEqualTo(403);
    assertThat(send("GET", "/t-opinions/_search", "{}", "researchers").body()).contains("态度恶劣");
    assertThat(send("GET", "/t-rejected/_search", "{}", "researchers").statusCode()).isEqualTo(403);
  }

  @Test
  void anApiKey_standsForItsUser() throws Exception {
    String made =
        send(
                "POST",
                "/_security/api_key",
                "{\"name\":\"job\",\"expiration\":\"1h\"}",
                ElasticsearchServer.ADMIN)
            .body();
    Matcher encoded = Pattern.compile("\"encoded\":\"([^\"]+)\"").matcher(made);
    assertThat(encoded.find()).as(made).isTrue();
    try (ElasticsearchIndex index = new ElasticsearchIndex(key(encoded.group(1)))) {
      index.check();
    }
    try (ElasticsearchIndex index = new ElasticsearchIndex(key("d3Jvbmc6d3Jvbmc="))) {
      assertThatThrownBy(index::check).hasMessageContaining("API key are wrong");
    }
  }

  private static ElasticsearchSettings key(String encoded) {
    return new ElasticsearchSettings(
        List.of(server.address()), "t", "", "", encoded, "", Duration.ofSeconds(30));
  }

  @Test
  void aWrongPassword_isSaid_andNotQuoted() throws IOException {
    try (ElasticsearchIndex index = new ElasticsearchIndex(login("admin", "wrong-secret"))) {
      assertThatThrownBy(index::check)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("password")
          .hasMessageNotContaining("wrong-secret");
      assertThatThrownBy(() -> index.store(List.of(opinion("a").build())))
          .isInstanceOf(IOException.class)
          .hasMessageNotContaining("wrong-secret");
    }
  }
}
