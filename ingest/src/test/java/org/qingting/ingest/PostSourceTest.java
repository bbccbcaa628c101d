package org.qingting.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.PrivacyKeys;
import org.qingting.ingest.source.TestSite;
import org.qingting.ingest.spool.SpoolWriter;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Post;

/** The source inside a real job, which fails once and goes on from its checkpoint. */
@Timeout(90)
class PostSourceTest {
  private static final int ARTICLES = 120;
  private static final int LETTERS = 3_000;

  @TempDir Path directory;
  private TestSite site;

  @BeforeEach
  void open() throws IOException {
    site = new TestSite();
    site.page("/list", TestSite.list(60, ARTICLES, "/list2"));
    site.page("/list2", TestSite.list(0, 60, ""));
    for (int i = 0; i < ARTICLES; i++) {
      site.page("/article/" + i + ".html", TestSite.article(i));
    }
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void everyPostArrives_alsoWhenTheJobFailsOnTheWay() throws Exception {
    SpoolWriter writer = new SpoolWriter(directory);
    List<Arrival> letters = new ArrayList<>();
    for (int i = 0; i < LETTERS; i++) {
      letters.add(letter(i));
    }
    writer.write(letters.subList(0, 2_000));
    writer.write(letters.subList(2_000, LETTERS));

    Configuration configuration = new Configuration();
    configuration.setString("restart-strategy.type", "fixed-delay");
    configuration.setString("restart-strategy.fixed-delay.attempts", "3");
    configuration.setString("restart-strategy.fixed-delay.delay", "50 ms");
    configuration.setString("pipeline.generic-types", "false");
    configuration.setString("rest.bind-port", "0");
    configuration.setString("rest.bind-address", "127.0.0.1");
    configuration.setString("rest.address", "127.0.0.1");
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    environment.enableCheckpointing(100);
    FailsOnce.reset();
    List<String> titles = new ArrayList<>();
    try (CloseableIterator<Arrival> arrivals =
        environment
            .fromSource(source(), WatermarkStrategy.noWatermarks(), "posts")
            .uid("posts")
            .map(new FailsOnce())
            .uid("fails-once")
            .collectAsync()) {
      var job = environment.executeAsync("posts");
      // Collected through checkpoints: what comes out here, comes out exactly once.
      while (titles.size() < ARTICLES + LETTERS) {
        Arrival arrival = arrivals.next();
        if (arrival.post() != null) {
          titles.add(arrival.post().title());
        }
      }
      job.cancel().get();
    }
    assertThat(FailsOnce.FAILED).isTrue();
    assertThat(titles).doesNotHaveDuplicates();
    assertThat(titles).contains("南溪新闻第0篇", "南溪新闻第119篇", "信0", "信2999");
    assertThat(site.mostAtOnce.get()).isLessThanOrEqualTo(2); // once more around the failure
  }

  private PostSource source() {
    byte[] key = new byte[32];
    SourceSpec news =
        new SourceSpec(
            "news",
            "",
            SourceSpec.Kind.LISTING,
            site.url("/list"),
            Duration.ofSeconds(1),
            new Selectors("a.item", "a.next", "", "", "", "", ""));
    return new PostSource(
        List.of(news),
        new FetchSettings(
            "",
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            0,
            Set.of(site.host()),
            Set.of(site.host())),
        new Anonymizer(new PrivacyKeys(key, key)),
        directory.toString(),
        true,
        Duration.ofMinutes(1),
        CrawlLimits.DEFAULT);
  }

  private static Arrival letter(int number) {
    Instant at = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(number);
    return Arrival.of(
        new Post(
            "letter" + number,
            "",
            "letters",
            Channel.LETTERS,
            at,
            at,
            "信" + number,
            "正文",
            "",
            "",
            Engagement.NONE),
        number,
        "b");
  }

  /** Fails once, after some records and at least one checkpoint. */
  private static final class FailsOnce
      implements MapFunction<Arrival, Arrival>, CheckpointListener {
    private static final long serialVersionUID = 1L;
    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final AtomicBoolean CHECKPOINTED = new AtomicBoolean();
    private static final AtomicInteger SEEN = new AtomicInteger();

    static void reset() {
      FAILED.set(false);
      CHECKPOINTED.set(false);
      SEEN.set(0);
    }

    @Override
    public Arrival map(Arrival arrival) {
      int seen = SEEN.incrementAndGet();
      if (seen > 20 && CHECKPOINTED.get() && FAILED.compareAndSet(false, true)) {
        throw new IllegalStateException("fails once, as asked");
      }
      return arrival;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) {
      CHECKPOINTED.set(true);
    }
  }
}
