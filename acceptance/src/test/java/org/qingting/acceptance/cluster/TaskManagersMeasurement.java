package org.qingting.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.acceptance.Program;
import org.qingting.acceptance.elasticsearch.ElasticsearchServer;

/**
 * How fast one and two TaskManagers take posts in, each with as many slots used; asserts nothing
 * about it. Asked for by {@code -Dqingting.measure=true -Dtest=TaskManagersMeasurement}.
 */
@EnabledIfSystemProperty(named = "qingting.measure", matches = "true")
class TaskManagersMeasurement {
  private static final int POSTS = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path work;

  @Test
  void oneAndTwo() throws Exception {
    try (ElasticsearchServer server = ElasticsearchServer.start()) {
      for (int taskManagers : new int[] {1, 2}) {
        Path folder = Files.createDirectories(work.resolve("tm" + taskManagers));
        try (FlinkCluster cluster =
            FlinkCluster.start(
                Files.createDirectories(folder.resolve("flink")), taskManagers, 500)) {
          double[] rates = rates(server, cluster, folder, taskManagers);
          System.out.printf(
              "%d TaskManager(s), parallelism %d: %.0f posts/s warming up, then %.0f posts/s%n",
              taskManagers, taskManagers, rates[0], rates[1]);
        }
      }
    }
  }

  private static double[] rates(
      ElasticsearchServer server, FlinkCluster cluster, Path folder, int parallelism)
      throws Exception {
    Path home = folder.resolve("home");
    String config =
        Files.writeString(
                folder.resolve("qingting.yaml"),
                """
                checkpointEvery: 2s
                parallelism: %d
                engine: cluster
                elasticsearch: {hosts: ["%s"], prefix: tm%d}
                sources:
                  - {id: nobody, kind: feed, url: "http://127.0.0.1:9/feed", every: 1h}
                """
                    .formatted(parallelism, server.address(), parallelism))
            .toString();
    done(Program.run(home, "setup", "elasticsearch", "--config", config));
    done(Program.run(home, "submit", "--flink", cluster.rest().toString(), "--config", config));
    double[] rates = new double[2];
    for (int i = 0; i < rates.length; i++) {
      Path file = posts(folder.resolve("posts" + i + ".jsonl"), i * POSTS);
      Program imported = Program.run(home, "import", "--config", config, file.toString());
      done(imported);
      JsonNode told = last(imported);
      assertThat(told.path("indexed").asInt()).isEqualTo(POSTS);
      rates[i] = told.path("postsPerSecond").asDouble();
    }
    return rates;
  }

  private static void done(Program program) throws IOException {
    assertThat(program.code()).as(program.err()).isZero();
  }

  private static JsonNode last(Program program) throws IOException {
    List<String> lines = program.out().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  private static Path posts(Path file, int from) throws IOException {
    String[] texts = {
      "户籍窗口的民警很耐心，材料一次就讲清楚了", "昨晚报警半天没人来，楼下一直在吵", "早高峰交警在路口指挥，车流顺了", "派出所进小区提醒防范刷单诈骗"
    };
    Instant first = Instant.now().minusSeconds(30L * 86_400);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = from; i < from + POSTS; i++) {
        out.write(
            String.format(
                "{\"url\":\"http://bbs.example/post/%d\",\"source\":\"bbs\",\"publishedAt\":\"%s\","
                    + "\"text\":\"%s，编号%d\",\"author\":\"示例网友%d\"}%n",
                i, first.plusSeconds(40L * i), texts[i % texts.length], i, i % 997));
      }
    }
    return file;
  }
}
