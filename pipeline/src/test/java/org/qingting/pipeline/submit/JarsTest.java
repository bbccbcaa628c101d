package org.qingting.pipeline.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that answers as Flink does. */
class JarsTest {
  private static final Pattern NAME = Pattern.compile("filename=\"([^\"]+)\"");

  @TempDir private Path folder;
  private final List<String> known = new ArrayList<>();
  private final List<byte[]> uploads = new ArrayList<>();
  private HttpServer server;
  private FlinkRest rest;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/jars",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          String answer;
          if (exchange.getRequestMethod().equals("POST")) {
            uploads.add(body);
            Matcher name = NAME.matcher(new String(body, StandardCharsets.ISO_8859_1));
            assertThat(name.find()).isTrue();
            known.add("{\"id\":\"u_" + name.group(1) + "\",\"name\":\"" + name.group(1) + "\"}");
            answer = "{\"filename\":\"/tmp/up/u_" + name.group(1) + "\",\"status\":\"success\"}";
          } else {
            answer = "{\"files\":[" + String.join(",", known) + "]}";
          }
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    rest = new FlinkRest(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theSameFile_isUploadedOnce_andAChangedOneAnew() throws IOException {
    Path jar = Files.writeString(folder.resolve("job.jar"), "first");
    String first = new Jars(rest).idOf(jar);
    assertThat(new Jars(rest).idOf(jar)).isEqualTo(first);
    assertThat(uploads).hasSize(1);

    Files.writeString(jar, "second");
    assertThat(new Jars(rest).idOf(jar)).isNotEqualTo(first);
    assertThat(uploads).hasSize(2);
  }

  @Test
  void theBytesArrive_asTheyAre() throws IOException {
    byte[] content = new byte[300_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31);
    }
    new Jars(rest).idOf(Files.write(folder.resolve("job.jar"), content));

    String sent = new String(uploads.get(0), StandardCharsets.ISO_8859_1);
    assertThat(sent).contains(new String(content, StandardCharsets.ISO_8859_1));
    assertThat(sent).contains("name=\"jarfile\"").endsWith("--\r\n");
  }

  @Test
  void whatLacksTheClass_isBadInput() throws IOException {
    Path jar = folder.resolve("job.jar");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
      zip.putNextEntry(new ZipEntry("org/qingting/Job.class"));
    }
    Jars.check(jar, "org.qingting.Job");
    assertThatThrownBy(() -> Jars.check(jar, "org.qingting.Other"))
        .hasMessageContaining("has no class org.qingting.Other");
    assertThatThrownBy(() -> Jars.check(folder.resolve("none.jar"), "a.B"))
        .isInstanceOf(SubmissionException.class)
        .hasMessageContaining("there is no file");
  }
}
