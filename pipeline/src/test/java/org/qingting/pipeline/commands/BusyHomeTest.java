package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.pipeline.commands.CommandLines.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.commands.CommandLines.Done;
import org.qingting.pipeline.faults.QingtingProcess;

class BusyHomeTest {
  private static final int POSTS = 300;
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

  @TempDir Path folder;

  @Test
  void whileRunIsUp_importsGoThroughIt_othersAreRefused_andAllIsKept() throws Exception {
    Path home = folder.resolve("home");
    Path posts = folder.resolve("posts.jsonl");
    Files.writeString(posts, posts());
    // A private address that no allowHosts names: the source fails, everything else goes on.
    String config =
        Files.writeString(
                folder.resolve("qingting.yaml"),
                """
                sources:
                - {id: nowhere, kind: feed, url: 'http://127.0.0.1:9/feed', every: 1s}
                """)
            .toString();
    try (QingtingProcess run =
        QingtingProcess.start(home, "run", "--config", config, "--port", "0", "--lang", "en")) {
      String port = port(run);
      List<Done> done =
          CommandLines.run(
              home,
              List.of(
                  line("run", "--config", config, "--port", "0"),
                  line("backup", folder.resolve("b.zip").toString()),
                  line("import", posts.toString()),
                  line("import", posts.toString()),
                  line("search", "--limit", "0"),
                  line(
                      "run",
                      "--config",
                      config,
                      "--home",
                      folder.resolve("other").toString(),
                      "--port",
                      port)));
      assertRefused(done.get(0), "another qingting works in", home.toString(), "stop it first");
      assertRefused(done.get(1), "another qingting works in", home.toString());
      assertCounts(done.get(2), POSTS, 0);
      assertCounts(done.get(3), 0, POSTS);
      assertThat(done.get(4).lines()).last().isEqualTo("0 / " + POSTS);
      assertRefused(done.get(5), "port " + port + " is in use", "--port");
      assertThat(run.endsWithin(0)).as("run goes on: %s", run.output()).isFalse();
      assertThat(run.err()).contains("nowhere");
      run.terminate();
      assertThat(run.waitFor(60)).as("ended by a signal").isEqualTo(143);
      assertThat(run.out()).contains("Stopped; the next start goes on from here.");
    }
    List<Done> after =
        CommandLines.run(home, List.of(line("import", posts.toString()), line("search", "民警")));
    assertCounts(after.get(0), 0, POSTS);
    assertThat(after.get(1).lines()).last().isEqualTo("20 / " + POSTS);
  }

  private static String posts() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < POSTS; i++) {
      lines.append(
          String.format(
              "{\"source\":\"bbs\",\"publishedAt\":\"2026-11-03T08:%02d:%02d+08:00\","
                  + "\"text\":\"第%d次去户籍窗口，民警都很耐心。\"}%n",
              i / 60, i % 60, i));
    }
    return lines.toString();
  }

  private static String port(QingtingProcess run) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      Matcher address = ADDRESS.matcher(run.out());
      // The line about the sources comes when the job has begun.
      if (address.find() && run.out().contains("Listening to 1 source")) {
        return address.group(1);
      }
      assertThat(run.endsWithin(100)).as("run ended: %s", run.output()).isFalse();
      assertThat(System.nanoTime()).as("run is not up: %s", run.output()).isLessThan(deadline);
    }
  }

  private static void assertRefused(Done done, String... parts) {
    assertThat(CommandLines.nonBlank(done.err()))
        .singleElement()
        .asString()
        .startsWith("qingting: ")
        .contains(parts);
    assertThat(done.exit()).isEqualTo(1);
  }

  private static void assertCounts(Done done, int indexed, int duplicates) throws Exception {
    List<String> lines = new ArrayList<>(done.lines());
    assertThat(done.exit()).as(done.err()).isZero();
    JsonNode counts = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(List.of(counts.get("read").asInt(), counts.get("indexed").asInt()))
        .containsExactly(POSTS, indexed);
    assertThat(counts.get("duplicates").asInt()).isEqualTo(duplicates);
    assertThat(counts.get("rejected").asInt()).isZero();
  }
}
