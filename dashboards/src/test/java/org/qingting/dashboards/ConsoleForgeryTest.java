package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.dashboards.StaffedSample.ZHANG;
import static org.qingting.dashboards.StaffedSample.cookie;
import static org.qingting.dashboards.StaffedSample.get;
import static org.qingting.dashboards.StaffedSample.post;
import static org.qingting.dashboards.StaffedSample.send;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must change nothing: requests that another site makes a browser send, and nonsense. */
class ConsoleForgeryTest {
  @TempDir private static Path directory;
  private static StaffedSample office;
  private static Console console;

  @BeforeAll
  static void open() throws IOException {
    office = new StaffedSample(directory);
    console = office.start(office.settings(), false);
  }

  @AfterAll
  static void close() throws IOException {
    console.close();
    office.close();
  }

  @ParameterizedTest
  @CsvSource({
    ", application/json, same-origin, 403",
    "http://evil.example, application/json, same-origin, 403",
    "null, application/json, same-origin, 403",
    "http://127.0.0.1:1, application/json, same-origin, 403",
    "OWN, application/json, cross-site, 403",
    "OWN, text/plain, same-origin, 415",
    "OWN, application/x-www-form-urlencoded, same-origin, 415",
    "OWN, multipart/form-data; boundary=x, same-origin, 415",
    "OWN, text/plain; application/json, same-origin, 415",
    "OWN, application/jsonx, same-origin, 415",
    "OWN, , same-origin, 415",
  })
  void whatAnotherSiteCanMakeABrowserSend_changesNothing(
      String origin, String type, String site, int status) throws Exception {
    String cookie = cookie(console, ZHANG);
    List<String> headers = new ArrayList<>(List.of("Sec-Fetch-Site", site));
    if (origin != null) {
      headers.add("Origin");
      headers.add(
          origin.equals("OWN") ? console.address().toString().replaceFirst("/$", "") : origin);
    }
    if (type != null) {
      headers.add("Content-Type");
      headers.add(type);
    }
    String token =
        office.links.issue("zhang", office.file().id(), office.now(), Duration.ofHours(1));
    var before = office.stored();
    for (String path :
        List.of(
            "/api/cases/" + office.file().id(),
            "/api/links/" + token,
            "/api/sensitivities",
            "/api/logout",
            "/api/login")) {
      HttpResponse<String> answer =
          send(
              console,
              path,
              cookie,
              BodyPublishers.ofString("{\"action\":\"acknowledge\"}"),
              headers.toArray(new String[0]));
      assertThat(answer.statusCode()).as(path + " " + answer.body()).isEqualTo(status);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }
    assertThat(office.stored()).isEqualTo(before);
    assertThat(get(console, "/api/me", cookie).body()).contains("\"id\":\"zhang\"");
  }

  /** A browser that sent its next request into the closing connection would see it fail. */
  @ParameterizedTest
  @CsvSource({
    "POST, /api/login, 415, text/plain",
    "POST, /api/cases/x, 401, application/json",
    "PUT, /api/login, 405, application/json",
  })
  void aRefusalBeforeTheBodyCame_saysThatTheConnectionEnds(
      String method, String path, int status, String type) throws Exception {
    URI address = console.address();
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      String host = address.getAuthority();
      String head =
          String.join(
              "\r\n",
              method + " " + path + " HTTP/1.1",
              "Host: " + host,
              "Origin: http://" + host,
              "Content-Type: " + type,
              "Content-Length: 90000",
              "",
              "");
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
      assertThat(in.readLine()).startsWith("HTTP/1.1 " + status);
      List<String> headers = new ArrayList<>();
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        headers.add(line.toLowerCase(Locale.ROOT));
      }
      assertThat(headers).contains("connection: close");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a/x", "/cases/x", "/assets/app.js", "/nothing"})
  void onlyTheApi_takesAnything(String path) throws Exception {
    HttpResponse<String> answer = post(console, path, "", "{}");
    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, POST");
  }

  @Test
  void tooMuch_isNotTaken_howeverItIsSent() throws Exception {
    String large = "{\"id\":\"zhang\",\"password\":\"" + "x".repeat(70_000) + "\"}";
    String origin = console.address().toString().replaceFirst("/$", "");
    String[] headers = {"Origin", origin, "Content-Type", "application/json"};
    assertThat(
            send(console, "/api/login", "", BodyPublishers.ofString(large), headers).statusCode())
        .isEqualTo(413);
    assertThat(
            send(
                    console,
                    "/api/login",
                    "",
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))),
                    headers)
                .statusCode())
        .as("in chunks, its length not told")
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"id\":\"zhang\"}",
        "{\"id\":\"zhang\",\"password\":\"secret-word-1\",\"more\":1}",
        "{\"id\":\"zhang\",\"password\":{\"secret-word-1\":1}}",
        "{\"id\":\"zhang\",\"password\":\"secret-word-1\""
      })
  void whatIsNoLogIn_isRefused_andNotRepeated(String body) throws Exception {
    HttpResponse<String> answer = post(console, "/api/login", "", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").doesNotContain("secret-word-1");
  }
}
