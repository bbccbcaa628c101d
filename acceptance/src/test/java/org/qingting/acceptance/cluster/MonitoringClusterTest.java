package org.qingting.acceptance.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.acceptance.Program;
import org.qingting.acceptance.elasticsearch.ElasticsearchServer;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.model.Alert;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.storage.ElasticsearchDeskStore;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.elasticsearch.ElasticsearchDocuments;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import org.qingting.search.lucene.LuceneIndex;

/**
 * The job itself on a real cluster, with a real Elasticsearch, a feed and imports: its processes
 * are killed under load, and what it kept and told is compared with what one process keeps and
 * tells of the same posts when nothing is killed.
 */
class MonitoringClusterTest {
  private static final String PREFIX = "office";
  private static final int FIRST = 8000;
  private static final int SECOND = 5000;
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final String RUNS_THE_DESK = "本进程负责预警处置";
  private static final Pattern ADDRESS = Pattern.compile("http://[0-9.]+:\\d+");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path work;
  private ElasticsearchServer elasticsearch;
  private FlinkCluster cluster;
  private OfficeFeed feed;
  private Path first;
  private Path second;
  private int firstCount;
  private int secondCount;

  @Test
  void taskManagerAndJobManagerKilledUnderLoad_nothingLost_nothingTwice_theSameAlerts()
      throws Exception {
    try (ElasticsearchServer server = ElasticsearchServer.start();
        FlinkCluster flink = FlinkCluster.start(Files.createDirectories(folder("flink")), 2, 500)) {
      elasticsearch = server;
      cluster = flink;
      Instant now = Instant.now();
      first = folder("first.jsonl");
      second = folder("second.jsonl");
      firstCount = new OfficePosts(now).withFinishedWave(first, FIRST);
      secondCount = new OfficePosts(now).withWaveOfNow(second, SECOND);
      try (OfficeFeed served = new OfficeFeed(now)) {
        feed = served;
        inOneProcess();
        feed.answers(false);
        copyKeys(folder("one"), folder("many"));
        onTheCluster();
      }
      theIndexHoldsEveryPostOnce();
      theAlertsAreTheSame();
      ofTwoConsoles_oneRunsTheDesk_andTheOtherTakesOver();
    }
  }

  private void inOneProcess() throws Exception {
    Path home = folder("one");
    Path config = Files.writeString(folder("one.yaml"), settings());
    try (Program run = Program.start(home, "run", "--config", config.toString(), "--port", "0")) {
      await(() -> ADDRESS.matcher(run.out()).find(), run);
      assertAllTaken(Program.run(home, "import", first.toString()), firstCount);
      feed.answers(true);
      await(() -> firstWaveIsConfirmed(oracle()), run);
      assertAllTaken(Program.run(home, "import", second.toString()), secondCount);
      await(() -> opinions(oracleIndex()).size() == posts(), run);
    }
  }

  private void onTheCluster() throws Exception {
    String config = Files.writeString(folder("many.yaml"), settings() + clusterOnly()).toString();
    Path home = folder("many");
    assertDone(Program.run(home, "setup", "elasticsearch", "--config", config));
    assertDone(
        Program.run(
            home,
            "submit",
            "--flink",
            cluster.rest().toString(),
            "--config",
            config,
            "--lang",
            "en"));
    String job = cluster.client().newest("qingting").orElseThrow();

    try (Program load = Program.start(home, "import", "--config", config, first.toString())) {
      await(() -> count("opinions") > FIRST / 20, load);
      cluster.killTaskManager(0);
      assertThat(count("opinions")).as("killed under load").isLessThan(firstCount);
      load.awaitEnd();
      assertAllTaken(load, firstCount);
    }
    assertThat(cluster.client().restoredFrom(job).orElse("")).contains("/chk-");
    cluster.startTaskManager(0);
    cluster.awaitTaskManagers(2);

    feed.answers(true);
    await(() -> firstWaveIsConfirmed(desk()), null);

    long before = count("opinions");
    try (Program load = Program.start(home, "import", "--config", config, second.toString())) {
      await(() -> count("opinions") > before + SECOND / 20, load);
      cluster.killJobManager();
      assertThat(count("opinions")).as("killed under load").isLessThan(posts());
      cluster.startJobManager();
      cluster.awaitTaskManagers(2);
      load.awaitEnd();
      assertAllTaken(load, secondCount);
    }
    assertThat(cluster.client().newest("qingting")).contains(job);
    assertThat(cluster.client().restoredFrom(job).orElse("")).contains("/chk-");
    Program again = Program.run(home, "import", "--config", config, second.toString());
    assertThat(last(again).path("indexed").asInt()).isZero();
    assertThat(last(again).path("duplicates").asInt()).isEqualTo(secondCount);
  }

  private void theIndexHoldsEveryPostOnce() throws Exception {
    assertThat(count("opinions")).isEqualTo(posts());
    assertThat(count("view-opinions")).isEqualTo(posts());
    List<String> kept;
    try (ElasticsearchIndex index = new ElasticsearchIndex(elasticsearchSettings());
        OpinionReader reader = index.openReader()) {
      kept = opinions(reader);
    }
    assertThat(kept).containsExactlyInAnyOrderElementsOf(opinions(oracleIndex()));
    assertThat(new HashSet<>(kept)).hasSize(posts());
  }

  private void theAlertsAreTheSame() throws Exception {
    Map<String, List<Stated>> oracle = oracle();
    Map<String, List<Stated>> desk = desk();
    assertThat(oracle)
        .containsKeys(
            "overall",
            "theme:force",
            "place:" + OfficePosts.FIRST_PLACE,
            "place:" + OfficePosts.SECOND_PLACE);
    List<String> same = Stated.withoutNamesOfIncidents(oracle);
    assertThat(same).anyMatch(told -> told.startsWith("incident "));
    assertThat(Stated.withoutNamesOfIncidents(desk)).isEqualTo(same);
  }

  private void ofTwoConsoles_oneRunsTheDesk_andTheOtherTakesOver() throws Exception {
    String config = folder("many.yaml").toString();
    copyKeys(folder("many"), folder("beside"));
    try (Program one =
        Program.start(folder("many"), "console", "--config", config, "--port", "0")) {
      await(() -> one.out().contains(RUNS_THE_DESK), one);
      try (Program other =
          Program.start(folder("beside"), "console", "--config", config, "--port", "0")) {
        await(() -> ADDRESS.matcher(other.out()).find(), other);
        List<String> stated = new ArrayList<>();
        desk().values().forEach(each -> each.forEach(alert -> stated.add(alert.id())));
        assertThat(shownAlerts(one)).containsExactlyInAnyOrderElementsOf(stated);
        assertThat(shownAlerts(other)).containsExactlyInAnyOrderElementsOf(stated);
        // A second one that cared for no lease would have said so with its address.
        assertThat(other.out()).doesNotContain(RUNS_THE_DESK);

        one.kill();

        await(() -> other.out().contains(RUNS_THE_DESK), other);
        assertThat(shownAlerts(other)).containsExactlyInAnyOrderElementsOf(stated);
      }
    }
  }

  private static List<String> shownAlerts(Program console) throws Exception {
    Matcher address = ADDRESS.matcher(console.out());
    assertThat(address.find()).as(console.out()).isTrue();
    List<String> ids = new ArrayList<>();
    JsonNode shown =
        JSON.readTree(get(URI.create(address.group() + "/api/alerts?limit=200&silent=true")));
    shown.path("alerts").forEach(alert -> ids.add(alert.path("id").asText()));
    return ids;
  }

  private String settings() {
    return """
        checkpointEvery: 1s
        parallelism: 2
        keep: all
        places: [%s, %s]
        fetch:
          contact: test@example.org
          allowHosts: ["%s"]
          relaxedHosts: ["%s"]
        sources:
          - {id: news, kind: feed, url: "%s", every: 1s}
        """
        .formatted(
            OfficePosts.FIRST_PLACE,
            OfficePosts.SECOND_PLACE,
            feed.host(),
            feed.host(),
            feed.url());
  }

  private String clusterOnly() {
    return """
        engine: cluster
        elasticsearch:
          hosts: ["%s"]
          prefix: %s
        """
        .formatted(elasticsearch.address(), PREFIX);
  }

  private Path folder(String name) {
    return work.resolve(name);
  }

  private int posts() {
    return firstCount + secondCount + OfficeFeed.ARTICLES;
  }

  private OpinionReader oracleIndex() throws IOException {
    return new LuceneIndex(new HomePaths(folder("one")).index()).openReader();
  }

  private Map<String, List<Stated>> oracle() throws IOException {
    return Stated.at(SqliteDeskStore.open(new HomePaths(folder("one")).desk()));
  }

  private Map<String, List<Stated>> desk() throws IOException {
    return Stated.at(
        new ElasticsearchDeskStore(new ElasticsearchDocuments(elasticsearchSettings())));
  }

  private ElasticsearchSettings elasticsearchSettings() {
    return ElasticsearchSettings.of(elasticsearch.address(), PREFIX);
  }

  private static boolean firstWaveIsConfirmed(Map<String, List<Stated>> alerts) {
    return alerts.getOrDefault("place:" + OfficePosts.FIRST_PLACE, List.of()).stream()
        .anyMatch(alert -> alert.phase() == Alert.Phase.CONFIRMED);
  }

  /** The ids of all posts, as often as they are there; closes the reader. */
  private static List<String> opinions(OpinionReader reader) throws IOException {
    List<String> ids = new ArrayList<>();
    try (reader) {
      reader.forEach(OpinionQuery.ALL.withReposts(true), hit -> ids.add(hit.opinion().post().id()));
    }
    return ids;
  }

  private long count(String index) throws Exception {
    HTTP.send(
        HttpRequest.newBuilder(
                elasticsearch.address().resolve("/" + PREFIX + "-" + index + "/_refresh"))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.discarding());
    String answer = get(elasticsearch.address().resolve("/" + PREFIX + "-" + index + "/_count"));
    return JSON.readTree(answer).path("count").asLong();
  }

  private static String get(URI address) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
        .body();
  }

  private static void copyKeys(Path from, Path to) throws IOException {
    Files.createDirectories(to.resolve("keys"));
    try (var keys = Files.list(from.resolve("keys"))) {
      for (Path key : keys.toList()) {
        Files.copy(key, to.resolve("keys").resolve(key.getFileName()));
      }
    }
  }

  private static void assertDone(Program program) throws IOException {
    assertThat(program.code()).as(program.err()).isZero();
  }

  private static void assertAllTaken(Program imported, int posts) throws IOException {
    assertDone(imported);
    JsonNode told = last(imported);
    assertThat(told.path("indexed").asInt()).isEqualTo(posts);
    assertThat(told.path("duplicates").asInt()).isZero();
    assertThat(told.path("rejected").asInt()).isZero();
  }

  private static JsonNode last(Program program) throws IOException {
    List<String> lines = program.out().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  @FunctionalInterface
  private interface Condition {
    boolean holds() throws Exception;
  }

  /** Waits; a program that must be up meanwhile may be null. */
  private static void await(Condition condition, Program program) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > deadline || (program != null && !program.isAlive())) {
        throw new AssertionError(
            "it never came true" + (program == null ? "" : ": " + program.out() + program.err()));
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
