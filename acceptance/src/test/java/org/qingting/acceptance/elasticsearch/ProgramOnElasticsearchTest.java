package org.qingting.acceptance.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.acceptance.Program;

/** The program with its opinions in a real Elasticsearch. */
class ProgramOnElasticsearchTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant FIRST = Instant.parse("2026-10-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String[] TEXTS = {
    "户籍窗口的民警很耐心，材料一次就讲清楚了",
    "昨晚报警半天没人来，楼下一直在吵",
    "早高峰交警在示例大道路口指挥，车流顺了",
    "派出所进小区提醒防范刷单诈骗",
    "云溪区有辅警态度生硬，说话很冲",
    "警方通报示例镇打架一事，已依法处理"
  };

  private static ElasticsearchServer server;
  @TempDir private Path folder;

  @BeforeAll
  static void startServer() throws Exception {
    server = ElasticsearchServer.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  private Path config(String prefix) throws IOException {
    return Files.writeString(
        folder.resolve(prefix + ".yaml"),
        """
        elasticsearch:
          hosts: ["%s"]
          prefix: %s
        checkpointEvery: 500ms
        """
            .formatted(server.address(), prefix));
  }

  private Path posts(int count) throws IOException {
    Path file = folder.resolve("posts.jsonl");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < count; i++) {
        out.write(
            String.format(
                "{\"url\":\"http://bbs.example/post/%d\",\"source\":\"bbs\",\"publishedAt\":\"%s\","
                    + "\"text\":\"%s，编号%d\",\"author\":\"示例网友%d\",\"likes\":%d}%n",
                i, FIRST.plusSeconds(600L * i), TEXTS[i % TEXTS.length], i, i % 97, i % 11));
      }
    }
    return file;
  }

  private static JsonNode last(Program program) throws IOException {
    List<String> lines = program.out().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static long count(String index) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    client.send(
        HttpRequest.newBuilder(server.address().resolve("/" + index + "/_refresh"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());
    String body =
        client
            .send(
                HttpRequest.newBuilder(server.address().resolve("/" + index + "/_count")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    return JSON.readTree(body).path("count").asLong();
  }

  @Test
  void setUp_import_search_andTheSameAnswersAsFromTheHomesOwnIndex() throws Exception {
    Path config = config("same");
    Program early =
        Program.run(
            folder.resolve("es"), "import", "--config", config.toString(), posts(3).toString());
    assertThat(early.code()).as(early.err()).isEqualTo(1);
    assertThat(early.err()).contains("setup elasticsearch").doesNotContain("Exception");

    for (int i = 0; i < 2; i++) {
      Program setUp =
          Program.run(
              folder.resolve("es"), "setup", "elasticsearch", "--config", config.toString());
      assertThat(setUp.code()).as(setUp.err()).isZero();
      assertThat(setUp.out()).contains("same-opinions", "same-view-alerts", "same-desk");
    }

    String file = posts(240).toString();
    Program imported =
        Program.run(folder.resolve("es"), "import", "--config", config.toString(), file);
    assertThat(imported.code()).as(imported.err()).isZero();
    assertThat(last(imported).path("indexed").asLong()).isEqualTo(240);
    Program again =
        Program.run(folder.resolve("es"), "import", "--config", config.toString(), file);
    assertThat(last(again).path("duplicates").asLong()).isEqualTo(240);
    assertThat(count("same-opinions")).isEqualTo(240);
    assertThat(count("same-view-opinions")).isEqualTo(240);

    // The same keys, so that posts have the same ids in both.
    Path home = folder.resolve("lucene");
    copyKeys(folder.resolve("es"), home);
    Program local = Program.run(home, "import", file);
    assertThat(local.code()).as(local.err()).isZero();
    for (String[] query :
        new String[][] {
          {"search", "--format", "jsonl", "--order", "oldest"},
          {"search", "--format", "jsonl", "--order", "newest", "派出所"},
          {"search", "--format", "jsonl", "--order", "oldest", "--tone", "negative", "--reposts"},
          {"search", "--format", "csv", "--order", "oldest", "\"态度 生硬\" | 通报", "-诈骗"}
        }) {
      String[] there = java.util.Arrays.copyOf(query, query.length + 2);
      there[query.length] = "--config";
      there[query.length + 1] = config.toString();
      Program found = Program.run(folder.resolve("es"), there);
      assertThat(found.code()).as(found.err()).isZero();
      assertThat(withoutFetchTimes(found.out()))
          .as(String.join(" ", query))
          .isNotEmpty()
          .isEqualTo(withoutFetchTimes(Program.run(home, query).out()));
    }

    Program elsewhere = Program.run(folder.resolve("es"), "import", file);
    assertThat(elsewhere.code()).isEqualTo(1);
    assertThat(elsewhere.err()).contains("kept in Elasticsearch under same");
  }

  private static String withoutFetchTimes(String lines) {
    return lines.replaceAll("\"fetchedAt\":\"[^\"]*\"", "");
  }

  private static void copyKeys(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("keys"));
    try (var keys = Files.list(from.resolve("keys"))) {
      for (Path key : keys.toList()) {
        Files.copy(key, to.resolve("keys").resolve(key.getFileName()));
      }
    }
  }

  @Test
  void theServerStopsUnderLoad_andIsStartedAgain_nothingIsLost_nothingTwice() throws Exception {
    Path config = config("stopped");
    Path home = folder.resolve("home");
    assertThat(Program.run(home, "setup", "elasticsearch", "--config", config.toString()).code())
        .isZero();
    int posts = 6000;
    try (Program importing =
        Program.start(home, "import", "--config", config.toString(), posts(posts).toString())) {
      await(() -> count("stopped-opinions") > 0, importing);
      server.stop();
      try {
        // It says so, and goes on waiting.
        await(() -> log(home).contains("wait and are tried again"), importing);
        assertThat(importing.isAlive()).isTrue();
      } finally {
        server.startAgain();
      }
      assertThat(importing.awaitEnd()).as(importing.err()).isZero();
      JsonNode told = last(importing);
      assertThat(told.path("indexed").asLong()).isEqualTo(posts);
      assertThat(told.path("duplicates").asLong()).isZero();
    }
    assertThat(count("stopped-opinions")).isEqualTo(posts);
    assertThat(count("stopped-view-opinions")).isEqualTo(posts);
    assertThat(log(home)).contains("takes documents again");
  }

  @Test
  void theProgramIsKilledUnderLoad_andStartedAgain_nothingIsLost_nothingTwice() throws Exception {
    Path config = config("killed");
    Path home = folder.resolve("home");
    assertThat(Program.run(home, "setup", "elasticsearch", "--config", config.toString()).code())
        .isZero();
    int posts = 6000;
    try (Program importing =
        Program.start(home, "import", "--config", config.toString(), posts(posts).toString())) {
      await(() -> count("killed-opinions") > 100, importing);
      importing.kill();
    }
    Program rest =
        Program.run(home, "import", "--config", config.toString(), posts(posts).toString());
    assertThat(rest.code()).as(rest.err()).isZero();
    assertThat(count("killed-opinions")).isEqualTo(posts);
    assertThat(count("killed-view-opinions")).isEqualTo(posts);
  }

  @Test
  void aServerThatIsNotThere_isOneSentence() throws Exception {
    Path config =
        Files.writeString(
            folder.resolve("nobody.yaml"), "elasticsearch:\n  hosts: [\"http://127.0.0.1:1\"]\n");
    for (String[] command :
        new String[][] {
          {"setup", "elasticsearch", "--config", config.toString()},
          {"import", "--config", config.toString(), posts(3).toString()},
          {"search", "--config", config.toString(), "派出所"},
        }) {
      Program told = Program.run(folder.resolve("home"), command);
      assertThat(told.code()).as(String.join(" ", command)).isEqualTo(1);
      assertThat(told.err().strip().lines().toList())
          .as(String.join(" ", command))
          .singleElement()
          .asString()
          .contains("http://127.0.0.1:1", "nobody answers there");
    }
  }

  private static String log(Path home) throws IOException {
    Path logs = home.resolve("logs");
    if (!Files.isDirectory(logs)) {
      return "";
    }
    StringBuilder all = new StringBuilder();
    try (var files = Files.list(logs)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition, Program program) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline || !program.isAlive()) {
        throw new AssertionError("it never came true: " + program.out() + program.err());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
