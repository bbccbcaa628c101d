package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask, and under which name; spoken over bare sockets, as an attacker would. */
class ConsoleDoorTest {
  @TempDir private static Path directory;
  private static Sample sample;
  private static Console console;

  @BeforeAll
  static void start() throws IOException {
    sample = new Sample(directory);
    console =
        Console.start(
            sample.settings().withNames(Set.of("desk.example", "other.example:8443")),
            sample.reader,
            sample.desk);
  }

  @AfterAll
  static void stop() throws IOException {
    console.close();
    sample.close();
  }

  private static String say(String... lines) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port())) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.split(" ", 3)[1]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:PORT",
        "localhost:PORT",
        "LOCALHOST:PORT",
        "[::1]:PORT",
        "desk.example",
        "desk.example:443",
        "other.example:8443"
      })
  void ownNamesAreServed(String host) throws IOException {
    String name = host.replace("PORT", String.valueOf(console.port()));
    assertThat(status(say("GET /api/health HTTP/1.1", "Host: " + name))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:PORT",
        "localhost.evil.example:PORT",
        "desk.example.evil.example",
        "other.example:1",
        "0.0.0.0:PORT",
        "",
      })
  void otherNamesAreTurnedAway(String host) throws IOException {
    String name = host.replace("PORT", String.valueOf(console.port()));
    for (String path : new String[] {"/", "/api/posts", "/assets/app.js", "/nothing"}) {
      String answer = say("GET " + path + " HTTP/1.1", "Host: " + name);
      assertThat(status(answer)).as(answer).isIn(421, 400);
      assertThat(answer).doesNotContain("evil.example");
    }
  }

  @Test
  void aRequestWithoutOrWithTwoNamesIsTurnedAway() throws IOException {
    String own = "Host: 127.0.0.1:" + console.port();
    assertThat(status(say("GET /api/health HTTP/1.0"))).isIn(421, 400);
    assertThat(status(say("GET /api/health HTTP/1.1", own, "Host: evil.example"))).isIn(421, 400);
    assertThat(status(say("GET http://evil.example/api/health HTTP/1.1", own))).isIn(421, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example", "null", "http://127.0.0.1:1", "file://", ""})
  void otherOriginsAreTurnedAway(String origin) throws IOException {
    String answer =
        say("GET /api/posts HTTP/1.1", "Host: 127.0.0.1:" + console.port(), "Origin: " + origin);
    assertThat(status(answer)).isEqualTo(403);
    assertThat(answer).doesNotContain("Access-Control-Allow-Origin");
  }

  @Test
  void theOwnOriginIsServed() throws IOException {
    String own = "127.0.0.1:" + console.port();
    assertThat(status(say("GET /api/health HTTP/1.1", "Host: " + own, "Origin: http://" + own)))
        .isEqualTo(200);
    assertThat(
            status(
                say(
                    "GET /api/health HTTP/1.1",
                    "Host: desk.example",
                    "Origin: https://desk.example")))
        .isEqualTo(200);
  }

  @Test
  void pagesOfOtherSitesMayLinkHereButNotReadData() throws IOException {
    String own = "Host: 127.0.0.1:" + console.port();
    String cross = "Sec-Fetch-Site: cross-site";
    assertThat(status(say("GET /api/posts HTTP/1.1", own, cross))).isEqualTo(403);
    assertThat(status(say("GET / HTTP/1.1", own, cross))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void onlyReadingIsPossible(String method) throws IOException {
    String answer = say(method + " /api/posts HTTP/1.1", "Host: 127.0.0.1:" + console.port());
    assertThat(status(answer)).isEqualTo(405);
    assertThat(answer).contains("Allow: GET, HEAD");
  }

  @Test
  void headAnswersWithoutABody() throws IOException {
    String answer = say("HEAD /api/overview HTTP/1.1", "Host: 127.0.0.1:" + console.port());
    assertThat(status(answer)).isEqualTo(200);
    assertThat(answer).endsWith("\r\n\r\n").contains("application/json");
    assertThat(status(say("HEAD /nothing HTTP/1.1", "Host: 127.0.0.1:" + console.port())))
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/api/overview", "/assets/app.css", "/nothing", "/api/posts?size=x"})
  void everyAnswerKeepsThePageToItself(String path) throws IOException {
    String answer = say("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + console.port());
    assertThat(answer)
        .contains("Content-Security-Policy: default-src 'none'; script-src 'self'")
        .contains("frame-ancestors 'none'")
        .contains("X-Content-Type-Options: nosniff")
        .contains("Referrer-Policy: no-referrer")
        .doesNotContain("unsafe")
        .doesNotContain("Server:");
    if (path.startsWith("/api/")) {
      assertThat(answer).contains("Cache-Control: no-store");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/../index.html",
        "/assets/../../../../etc/passwd",
        "/assets/%2e%2e%2f%2e%2e%2fetc/passwd",
        "/assets/..\\..\\etc\\passwd",
        "/assets/app.js%00.css",
        "//etc/passwd",
        "/api/alerts/..%2f..%2foverview",
      })
  void noAddressLeavesTheFixedList(String path) throws IOException {
    String answer = say("GET " + path + " HTTP/1.1", "Host: 127.0.0.1:" + console.port());
    assertThat(status(answer)).as(answer).isBetween(400, 499);
    assertThat(answer).doesNotContain("root:").doesNotContain("Exception");
  }

  @Test
  void aPortInUseIsAClearError() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      ConsoleSettings settings = ConsoleSettings.onLoopback(port);
      assertThatThrownBy(() -> Console.start(settings, sample.reader, sample.desk))
          .isInstanceOf(IOException.class)
          .hasMessage("port " + port + " is in use: choose another with --port");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAClearError() {
    ConsoleSettings settings = ConsoleSettings.onLoopback(0).withHost("192.0.2.1");
    assertThatThrownBy(() -> Console.start(settings, sample.reader, sample.desk))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("192.0.2.1");
  }
}
