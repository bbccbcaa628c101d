package org.qingting.pipeline.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.effect.StatementCounts.Vanished;
import org.qingting.ingest.FetchSettings;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

class VanishedPostsTest {
  private static final Instant ONSET = Instant.parse("2026-11-08T08:00:00Z");
  private static final Instant PUBLISHED = Instant.parse("2026-11-10T08:20:00Z");
  private static final Series THEME = new Series(Series.Kind.THEME, "force");

  @TempDir Path directory;
  private final Map<String, Integer> codes = new ConcurrentHashMap<>();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private OpinionWriter writer;
  private OpinionReader reader;
  private String host;

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    host = "127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if (!path.equals("/robots.txt")) {
            asked.incrementAndGet();
          }
          byte[] body = "<p>民警半天没来。</p>".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(codes.getOrDefault(path, 404), body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    writer = new LuceneIndex(directory).openWriter("");
  }

  @AfterEach
  void close() throws IOException {
    server.stop(0);
    if (reader != null) {
      reader.close();
    }
    writer.close();
  }

  private String put(int number, String url, Instant at, Instant fetched, Tone tone)
      throws IOException {
    String id = "%032x".formatted(number);
    writer.put(
        new Opinion(
            new Post(
                id,
                url,
                "forum",
                Channel.ONLINE,
                at,
                fetched,
                "",
                "民警半天没来。",
                "",
                "",
                Engagement.NONE),
            new Analysis(
                "民警 半天 没 来",
                true,
                List.of("民警"),
                tone,
                0.8f,
                0.1f,
                0.1f,
                List.of("force"),
                List.of(),
                List.of(),
                "test-1",
                List.of()),
            ""));
    return id;
  }

  private String put(int number, String path) throws IOException {
    Instant at = ONSET.plusSeconds(60L * number);
    return put(number, "http://" + host + path, at, at, Tone.NEGATIVE);
  }

  private List<String> sample() throws IOException {
    writer.commit();
    if (reader == null) {
      reader = new LuceneIndex(directory).openReader();
    }
    reader.refresh();
    return VanishedPosts.sample(reader, THEME, ONSET, PUBLISHED);
  }

  @Test
  void countsPagesThatCouldBeLookedAt_andThoseGone() throws Exception {
    codes.putAll(Map.of("/a", 200, "/b", 200, "/c", 404, "/d", 410, "/e", 500, "/f", 403));
    int number = 0;
    for (String path : List.of("/a#1", "/a#2", "/b", "/c", "/d", "/e", "/f")) {
      put(++number, path);
    }
    List<String> ids = sample();

    assertThat(ids).hasSize(6);
    assertThat(
            new VanishedPosts(
                    new FetchSettings(
                        "",
                        Duration.ofMillis(1),
                        Duration.ofSeconds(5),
                        50_000,
                        Set.of(host),
                        Set.of(host)))
                .look(reader, ids))
        .isEqualTo(new Vanished(4, 2));
    assertThat(asked).hasValue(6);
  }

  @Test
  void sampleIsSpreadEvenly_andTheSameAgain() throws Exception {
    for (int i = 0; i < 1000; i++) {
      put(i, "/thread/" + i);
    }
    List<String> ids = sample();

    assertThat(ids).hasSize(VanishedPosts.MOST).doesNotHaveDuplicates().isSorted();
    List<Integer> numbers = ids.stream().map(id -> Integer.parseInt(id, 16)).toList();
    for (int quarter = 0; quarter < 4; quarter++) {
      int from = 250 * quarter;
      assertThat(numbers).filteredOn(n -> n >= from && n < from + 250).hasSizeBetween(12, 18);
    }
    put(2000, "http://late/", ONSET.plusSeconds(90), PUBLISHED.plusSeconds(1), Tone.NEGATIVE);
    assertThat(sample()).isEqualTo(ids);
  }

  @Test
  void sampleHoldsOnlyCriticalPostsSeenBefore() throws Exception {
    Instant before = PUBLISHED.minusSeconds(60);
    put(1, "http://x/1", before, before, Tone.NEUTRAL);
    put(2, "", before, before, Tone.NEGATIVE);
    put(3, "http://x/3", before, PUBLISHED.plusSeconds(1), Tone.NEGATIVE);
    put(4, "http://x/4", PUBLISHED, PUBLISHED, Tone.NEGATIVE);
    String seen = put(5, "http://x/5", before, before, Tone.NEGATIVE);

    assertThat(sample()).containsExactly(seen);
  }

  @Test
  void nothingIsLookedFor_ofNoPosts() throws Exception {
    writer.commit();
    reader = new LuceneIndex(directory).openReader();

    assertThat(new VanishedPosts(FetchSettings.DEFAULT).look(reader, List.of("x")))
        .isEqualTo(new Vanished(0, 0));
  }
}
