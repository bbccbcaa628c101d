package org.qingting.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.AlertCase;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.ingest.SourceSpec;
import org.qingting.model.Alert;
import org.qingting.model.Post;
import org.qingting.pipeline.demo.DemoSettings;
import org.qingting.pipeline.demo.DemoWeb;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/**
 * {@code run} is really killed, many times, at random moments, while it crawls a web that goes on
 * publishing; the web itself is the oracle.
 */
@Tag("faults")
class KilledRunTest {
  private static final int KILLS = 10;
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void everyPostIsInTheIndexOnce_andNoAlertChanges_howeverOftenItIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path home = folder.resolve("home");
    PausableClock clock = new PausableClock();
    Map<String, Alert> stated = new TreeMap<>();
    try (DemoWeb web =
        DemoWeb.start(new DemoSettings(7, false, Instant.now(), Duration.ofMillis(700)), clock)) {
      Path config = folder.resolve("qingting.yaml");
      Files.writeString(config, config(web));
      for (int kill = 0; kill < KILLS; kill++) {
        try (QingtingProcess run =
            QingtingProcess.start(home, "run", "--config", config.toString(), "--port", "0")) {
          // From "not yet started" to "well under way".
          boolean ended = run.endsWithin(1500 + random.nextInt(9000));
          assertThat(ended).as("seed %d: it ended by itself: %s", seed, run.output()).isFalse();
          run.kill();
        }
        checkAlerts(home, stated, seed);
      }
      Instant frozen = clock.stop();
      Set<String> published = web.addresses(frozen);
      assertThat(published).hasSizeGreaterThan(1000);
      try (QingtingProcess run =
          QingtingProcess.start(home, "run", "--config", config.toString(), "--port", "0")) {
        awaitAll(home, published.size(), run);
        run.terminate();
        run.waitFor(120);
      }
      checkIndex(home, published, seed);
      checkAlerts(home, stated, seed);
      assertThat(stated).as("the wave was seen").isNotEmpty();
      assertThat(web.forbiddenHits()).as("robots.txt was kept to").isZero();
      assertThat(web.profileHits()).as("no profile page was fetched").isZero();
      checkPrivacy(home, web);
    }
  }

  /** What was stated once stays as it was, and no episode is stated under two ids. */
  private static void checkAlerts(Path home, Map<String, Alert> stated, long seed)
      throws IOException {
    if (Files.notExists(new HomePaths(home).desk())) {
      return;
    }
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(new HomePaths(home).desk()))) {
      Map<String, Alert> now = new LinkedHashMap<>();
      Set<String> episodes = new HashSet<>();
      for (AlertCase known : desk.alerts(1000, true)) {
        now.put(known.id(), known.raised());
        assertThat(episodes.add(known.raised().series().id() + known.raised().onset()))
            .as("seed %d: one episode, one alert", seed)
            .isTrue();
      }
      assertThat(now).as("seed %d: no alert is lost or changed", seed).containsAllEntriesOf(stated);
      stated.putAll(now);
    }
  }

  private static void checkIndex(Path home, Set<String> published, long seed) throws IOException {
    List<String> kept = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (OpinionReader reader = new LuceneIndex(new HomePaths(home).index()).openReader()) {
      reader.forEach(
          OpinionQuery.ALL.withReposts(true),
          hit -> {
            Post post = hit.opinion().post();
            kept.add(post.url());
            ids.add(post.id());
          });
    }
    assertThat(kept.stream().map(KilledRunTest::firstPage))
        .as("seed %d: nothing lost, nothing twice", seed)
        .containsExactlyInAnyOrderElementsOf(asCrawled(published));
    assertThat(ids).hasSameSizeAs(kept);
  }

  /** A floor keeps its own mark whichever page of its thread it stands on. */
  private static String firstPage(String url) {
    return url.replaceFirst("/thread-(\\d+)-\\d+-1\\.html", "/thread-$1-1-1.html");
  }

  /** The oracle marks the opening floor too; its post is the thread itself. */
  private static List<String> asCrawled(Set<String> published) {
    Map<String, String> openings = new TreeMap<>();
    for (String url : published) {
      int mark = url.indexOf('#');
      if (mark > 0) {
        openings.merge(firstPage(url.substring(0, mark)), url, KilledRunTest::earlier);
      }
    }
    return published.stream()
        .map(url -> openings.containsValue(url) ? url.substring(0, url.indexOf('#')) : url)
        .map(KilledRunTest::firstPage)
        .toList();
  }

  private static String earlier(String a, String b) {
    String mark = "#post_";
    int idOfA = Integer.parseInt(a.substring(a.indexOf(mark) + mark.length()));
    int idOfB = Integer.parseInt(b.substring(b.indexOf(mark) + mark.length()));
    return idOfA < idOfB ? a : b;
  }

  private static void checkPrivacy(Path home, DemoWeb web) throws IOException {
    List<String> planted = new ArrayList<>(web.plantedNames());
    planted.addAll(web.plantedNumbers());
    assertThat(planted).hasSizeGreaterThan(20);
    assertThat(ByteSearch.find(home, planted)).as("planted names and numbers").isEmpty();
  }

  private static void awaitAll(Path home, int posts, QingtingProcess run) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    try (OpinionReader reader = new LuceneIndex(new HomePaths(home).index()).openReader()) {
      while (reader.count(OpinionQuery.ALL.withReposts(true)) < posts) {
        if (System.nanoTime() > deadline || run.endsWithin(500)) {
          return;
        }
        reader.refresh();
      }
    }
  }

  private static String config(DemoWeb web) {
    StringBuilder yaml = new StringBuilder("keep: all\ncheckpointEvery: 500ms\n");
    yaml.append("places: ").append(quoted(web.places())).append('\n');
    yaml.append("fetch:\n  contact: test@example.org\n");
    yaml.append("  allowHosts: ").append(quoted(web.hosts())).append('\n');
    yaml.append("  relaxedHosts: ").append(quoted(web.hosts())).append('\n');
    yaml.append("sources:\n");
    for (SourceSpec source : web.sources()) {
      yaml.append("- id: ").append(source.id()).append("\n  kind: ").append(source.kind());
      yaml.append("\n  url: '").append(source.url()).append("'\n  every: 1s\n  select:\n");
      yaml.append("    link: '").append(source.select().link()).append("'\n");
      yaml.append("    next: '").append(source.select().next()).append("'\n");
      yaml.append("    title: '").append(source.select().title()).append("'\n");
      yaml.append("    text: '").append(source.select().text()).append("'\n");
      yaml.append("    time: '").append(source.select().time()).append("'\n");
      yaml.append("    author: '").append(source.select().author()).append("'\n");
      yaml.append("    post: '").append(source.select().post()).append("'\n");
    }
    return yaml.toString();
  }

  private static String quoted(Iterable<String> values) {
    List<String> all = new ArrayList<>();
    values.forEach(value -> all.add("'" + value + "'"));
    return all.toString();
  }
}
