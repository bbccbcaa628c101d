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
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Casebook;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.cases.Ears;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.policy.DeskPolicy;
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
    try (ToldByWebhook told = new ToldByWebhook();
        DemoWeb web =
            DemoWeb.start(
                new DemoSettings(7, false, Instant.now(), Duration.ofMillis(700)), clock)) {
      Path config = folder.resolve("qingting.yaml");
      Path secret = Files.writeString(folder.resolve("secret"), "webhook-secret");
      Files.writeString(
          config,
          config(web)
              + "channels:\n- {name: own, kind: webhook, url: '"
              + told.url()
              + "', secret: '${file:"
              + secret
              + "}'}\n");
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
        awaitTold(home, run);
        run.terminate();
        run.waitFor(120);
      }
      checkIndex(home, published, seed);
      checkAlerts(home, stated, seed);
      assertThat(stated).as("the wave was seen").isNotEmpty();
      assertThat(web.forbiddenHits()).as("robots.txt was kept to").isZero();
      assertThat(web.profileHits()).as("no profile page was fetched").isZero();
      checkPrivacy(home, web);
      checkTold(home, web, told, seed);
    }
  }

  /** Every alert was told, none again and again, and none with a private person's words. */
  private static void checkTold(Path home, DemoWeb web, ToldByWebhook told, long seed)
      throws IOException {
    Map<String, Integer> times = told.times();
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(new HomePaths(home).desk()))) {
      for (CaseFile file : new Casebook(desk, DeskPolicy.DEFAULT, Ears.NONE).newest(1000)) {
        boolean toBeTold =
            file.deliveries().stream().anyMatch(each -> each.status() != Delivery.Status.REPLACED);
        assertThat(!toBeTold || times.keySet().stream().anyMatch(id -> id.startsWith(file.id())))
            .as("seed %d: case %s was told: %s", seed, file.id(), times)
            .isTrue();
        assertThat(file.deliveries())
            .as("seed %d: nothing waits", seed)
            .noneMatch(each -> each.status() == Delivery.Status.PENDING);
      }
    }
    assertThat(times).as("seed %d: the wave was told", seed).isNotEmpty();
    assertThat(times.values()).allSatisfy(each -> assertThat(each).isLessThanOrEqualTo(KILLS));
    for (String body : told.bodies()) {
      assertThat(body).doesNotContain(web.plantedNames().toArray(String[]::new));
    }
  }

  private static void awaitTold(Path home, QingtingProcess run) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(new HomePaths(home).desk()))) {
      Casebook casebook = new Casebook(desk, DeskPolicy.DEFAULT, Ears.NONE);
      while (System.nanoTime() < deadline && !run.endsWithin(500)) {
        boolean waits =
            casebook.newest(1000).stream()
                .flatMap(file -> file.deliveries().stream())
                .anyMatch(each -> each.status() == Delivery.Status.PENDING);
        boolean toBeFiled = desk.alerts(1000, false).stream().anyMatch(Episode::isToBeFiled);
        if (!waits && !toBeFiled) {
          return;
        }
      }
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
      for (Episode known : desk.alerts(1000, true)) {
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
