package org.qingting.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.acceptance.Program;

/** Submitting where no Flink is. */
class UnreachableClusterTest {
  @TempDir private Path work;

  @Test
  void nobodyListens_isASentence() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }

    Program run = submit(URI.create("http://127.0.0.1:" + port));

    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("cannot be reached")
        .contains("check that its JobManager runs, and --flink")
        .doesNotContain("\tat ");
  }

  @Test
  void somethingElseListens_isASentence() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "<html>hello</html>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      Program run = submit(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));

      assertThat(run.code()).isEqualTo(1);
      assertThat(run.err()).contains("is not Flink's REST API: check --flink");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whatIsNoAddress_isBadInput() throws Exception {
    Program run = submit(URI.create("flink:8081"));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--flink is no address");
  }

  private Program submit(URI flink) throws Exception {
    return new CountingHome(work.resolve("home"))
        .submit(flink, CountingHome.jar(work.resolve("counting.jar")), 10, 10, "");
  }
}
