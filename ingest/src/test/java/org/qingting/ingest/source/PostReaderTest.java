package org.qingting.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.PrivacyKeys;
import org.qingting.ingest.source.TestSite.Answer;
import org.qingting.ingest.spool.SpoolWriter;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.FetchReport.Outcome;
import org.qingting.model.Post;

@Timeout(60)
class PostReaderTest {
  private static final Duration EVERY = Duration.ofMinutes(5);

  @TempDir Path directory;

  private final HandClock clock = new HandClock();
  private final Recorder out = new Recorder();
  private final List<SourceEvent> told = new ArrayList<>();
  private TestSite site;
  private SourceReader<Arrival, PostSplit> reader;

  @BeforeEach
  void open() throws IOException {
    site = new TestSite();
  }

  @AfterEach
  void close() throws Exception {
    if (reader != null) {
      reader.close();
    }
    site.close();
  }

  private SourceSpec news() {
    return new SourceSpec(
        "news",
        "",
        SourceSpec.Kind.LISTING,
        site.url("/list"),
        EVERY,
        new Selectors("a.item", "a.next", "", "", "", "", ""));
  }

  private Crawl crawl(boolean fetching, SourceSpec... sources) {
    byte[] key = new byte[32];
    return new Crawl(
        List.of(sources),
        new FetchSettings(
            "",
            Duration.ofMillis(1),
            Duration.ofSeconds(5),
            0,
            Set.of(site.host()),
            Set.of(site.host())),
        new Anonymizer(new PrivacyKeys(key, key)),
        directory.toString(),
        fetching,
        Duration.ofMinutes(1),
        CrawlLimits.DEFAULT,
        clock);
  }

  private void start(Crawl crawl, List<PostSplit> splits) {
    reader = crawl.reader(told::add);
    reader.addSplits(splits);
    reader.start();
  }

  private void startFresh(Crawl crawl) {
    start(
        crawl,
        List.of(PostSplit.fresh(PostSplit.idOf(site.host())), PostSplit.fresh(PostSplit.SPOOL)));
  }

  /** Polls as Flink does, waiting on the future only, until something holds. */
  private void pollUntil(BooleanSupplier condition) throws Exception {
    while (!condition.getAsBoolean()) {
      if (reader.pollNext(out) == InputStatus.NOTHING_AVAILABLE) {
        reader.isAvailable().get(20, TimeUnit.SECONDS);
      }
    }
  }

  private static List<String> titles(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "南溪新闻第" + i + "篇").toList();
  }

  private void articles(int from, int to) {
    for (int i = from; i < to; i++) {
      site.page("/article/" + i + ".html", TestSite.article(i));
    }
  }

  private String through() {
    return "host " + clock.instant().minus(Duration.ofMinutes(1)).minusMillis(1);
  }

  @Test
  void readsAListItsNextPagesAndItsArticles_thenOnlyWhatIsNew() throws Exception {
    site.page("/list", TestSite.list(4, 8, "/list2"));
    site.page("/list2", TestSite.list(0, 4, ""));
    articles(0, 12);
    startFresh(crawl(true, news()));

    pollUntil(() -> out.progress.contains(through()));
    assertThat(out.posts()).containsExactlyInAnyOrderElementsOf(titles(0, 8));
    assertThat(out.reports()).hasSize(10).allMatch(r -> r.outcome() == Outcome.FETCHED);
    assertThat(out.reports().stream().mapToInt(r -> r.posts()).sum()).isEqualTo(8);

    site.page("/list", TestSite.list(6, 10, "/list2"));
    clock.advance(EVERY);
    pollUntil(() -> out.progress.contains(through()));
    assertThat(out.posts()).containsExactlyInAnyOrderElementsOf(titles(0, 10));
    assertThat(site.times("/article/7.html")).isEqualTo(1);
    assertThat(site.mostAtOnce.get()).isEqualTo(1);
    for (int i = 0; i < out.arrivals.size(); i++) {
      if (out.arrivals.get(i).post() != null) {
        assertThat(out.times.get(i))
            .isEqualTo(out.arrivals.get(i).post().eventTime().toEpochMilli());
      }
    }
  }

  @Test
  void withholdsTheWatermarkDuringTheFirstBackfill() throws Exception {
    site.page("/list", TestSite.list(0, 3, ""));
    articles(0, 3);
    startFresh(crawl(true, news()));
    pollUntil(() -> out.posts().size() == 2);
    assertThat(out.progress).containsExactly("main active", "spool idle");
    pollUntil(() -> out.progress.contains(through()));
    assertThat(out.posts()).hasSize(3);
  }

  @Test
  void isIdleWhileItsSourceFails_andActiveAfterwards_backingOffMeanwhile() throws Exception {
    site.page("/list", () -> new Answer(503, ""));
    startFresh(crawl(true, news()));
    pollUntil(() -> out.progress.contains("host idle"));
    assertThat(out.progress).contains("main idle");
    int tries = site.times("/list");
    reader.pollNext(out);
    assertThat(site.times("/list")).isEqualTo(tries);
    assertThat(out.reports().get(0).outcome()).isEqualTo(Outcome.FAILED);
    assertThat(out.reports().get(0).message()).startsWith("HTTP 503 from ");

    site.page("/list", TestSite.list(0, 1, ""));
    articles(0, 1);
    clock.advance(Duration.ofSeconds(3));
    pollUntil(() -> out.progress.contains(through()));
    assertThat(out.progress.indexOf("host active"))
        .isGreaterThan(out.progress.indexOf("host idle"))
        .isLessThan(out.progress.indexOf(through()));
    assertThat(out.progress.lastIndexOf("main active"))
        .isGreaterThan(out.progress.indexOf("main idle"));
  }

  @Test
  void oneBrokenArticleStopsNothing() throws Exception {
    site.page("/list", TestSite.list(0, 5, ""));
    articles(0, 5);
    site.page("/article/1.html", () -> new Answer(500, ""));
    site.page("/article/2.html", () -> new Answer(404, ""));
    startFresh(crawl(true, news()));
    pollUntil(() -> out.progress.contains(through()));
    assertThat(out.posts()).hasSize(3);
    assertThat(site.times("/article/1.html")).isEqualTo(3);
    assertThat(site.times("/article/2.html")).isEqualTo(1);
  }

  @Test
  void afterACrashAtAnyMoment_everyPostIsThere_andFewPagesAreAskedForAgain() throws Exception {
    site.page("/list", TestSite.list(5, 10, "/list2"));
    site.page("/list2", TestSite.list(0, 5, ""));
    articles(0, 10);
    Crawl crawl = crawl(true, news());
    startFresh(crawl);
    List<String> kept = new ArrayList<>();
    int crashes = 0;
    while (!out.progress.contains(through())) {
      reader.pollNext(out);
      List<PostSplit> checkpoint = stored(reader.snapshotState(crashes));
      kept.addAll(out.posts());
      out.arrivals.clear();
      if (crashes < 8) {
        // What was under way is lost with the reader; what comes out after the checkpoint is too.
        crashes++;
        reader.isAvailable().get(20, TimeUnit.SECONDS);
        reader.close();
        start(crawl, checkpoint);
      } else {
        reader.isAvailable().get(20, TimeUnit.SECONDS);
      }
    }
    assertThat(kept).containsExactlyInAnyOrderElementsOf(titles(0, 10));
    assertThat(site.asked.size()).isLessThanOrEqualTo(12 + 9 + crashes * 2);
  }

  private static List<PostSplit> stored(List<PostSplit> splits) throws IOException {
    PostSplitSerializer serializer = new PostSplitSerializer();
    List<PostSplit> stored = new ArrayList<>();
    for (PostSplit split : splits) {
      stored.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)));
    }
    return stored;
  }

  @Test
  void keepsTheSamePendingFuture_untilThereIsSomethingToDo() throws Exception {
    startFresh(crawl(true));
    reader.pollNext(out);
    CompletableFuture<Void> future = reader.isAvailable();
    assertThat(reader.isAvailable() == future || future.isDone()).isTrue();
    future.get(20, TimeUnit.SECONDS); // the clock's tick
    reader.pollNext(out);
    assertThat(reader.isAvailable()).isNotSameAs(future);
  }

  @Test
  void anImportFetchesNothing_butKeepsTheHostsState() throws Exception {
    site.page("/list", TestSite.list(0, 1, ""));
    new SpoolWriter(directory).write(List.of(letter(1)));
    PostSplit host = new PostSplit(PostSplit.idOf("elsewhere.example:80"), new byte[] {1, 2, 3});
    start(crawl(false), List.of(host, PostSplit.fresh(PostSplit.SPOOL)));
    pollUntil(() -> out.arrivals.size() == 1);
    assertThat(site.asked).isEmpty();
    assertThat(out.progress).containsExactlyInAnyOrder("host idle", "spool idle", "main idle");
    assertThat(reader.snapshotState(1).get(0).state()).containsExactly(1, 2, 3);
  }

  private static Arrival letter(int number) {
    java.time.Instant at = java.time.Instant.parse("2026-03-01T00:00:00Z");
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

  @Test
  void readsTheSpoolInOrder_anddeletesAFileOnlyOnceACheckpointHoldsIt() throws Exception {
    SpoolWriter writer = new SpoolWriter(directory);
    Path first = writer.write(IntStream.range(0, 1200).mapToObj(i -> letter(i)).toList());
    Path second = writer.write(List.of(letter(1200)));
    startFresh(crawl(true));
    pollUntil(() -> out.arrivals.size() >= 600);
    List<PostSplit> early = stored(reader.snapshotState(1));
    int before = out.arrivals.size();
    pollUntil(() -> out.arrivals.size() == 1201);
    assertThat(out.posts()).isEqualTo(IntStream.range(0, 1201).mapToObj(i -> "信" + i).toList());
    reader.notifyCheckpointComplete(1);
    assertThat(first).exists();
    reader.pollNext(out);
    reader.snapshotState(2);
    assertThat(first).exists();

    // A crash before the second checkpoint is complete: the rest comes again, and only the rest.
    reader.close();
    out.arrivals.clear();
    start(crawl(true), early);
    pollUntil(() -> out.arrivals.size() == 1201 - before);
    reader.pollNext(out);
    assertThat(out.arrivals).hasSize(1201 - before);
    reader.snapshotState(3);
    reader.notifyCheckpointComplete(3);
    assertThat(first).doesNotExist();
    assertThat(second).doesNotExist();
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void tellsWhenMoreWaitsInTheSpool_andWhenNothingDoes() throws Exception {
    start(crawl(false), List.of(PostSplit.fresh(PostSplit.SPOOL)));
    pollUntil(() -> !told.isEmpty());
    new SpoolWriter(directory).write(List.of(letter(1)));
    pollUntil(() -> told.size() == 3);
    assertThat(told)
        .containsExactly(new SpoolBacklog(false), new SpoolBacklog(true), new SpoolBacklog(false));
  }

  @Test
  void reportsUnreadableSpoolLines_andGoesOn() throws Exception {
    Files.writeString(directory.resolve("1-a.jsonl"), "{broken\n");
    new SpoolWriter(directory).write(List.of(letter(1)));
    startFresh(crawl(true));
    pollUntil(() -> out.arrivals.size() == 2);
    assertThat(out.reports().get(0).message())
        .isEqualTo("1 unreadable lines: see 1-a.jsonl.bad in the spool");
  }

  @Test
  void leavesAHostAloneForTheLeastDelay_evenWithSeveralSources() throws Exception {
    site.page("/list", TestSite.list(0, 2, ""));
    site.page("/other", TestSite.list(2, 4, ""));
    articles(0, 4);
    Duration delay = Duration.ofMillis(40);
    Crawl relaxed = crawl(true, news());
    SourceSpec other =
        new SourceSpec(
            "other", "", SourceSpec.Kind.LISTING, site.url("/other"), EVERY, news().select());
    startFresh(
        new Crawl(
            List.of(news(), other),
            new FetchSettings("", delay, null, 0, Set.of(site.host()), Set.of()),
            relaxed.anonymizer(),
            directory.toString(),
            true,
            Duration.ofMinutes(1),
            CrawlLimits.DEFAULT,
            clock));
    for (int requests = 1; requests <= 6; requests++) {
      int wanted = requests;
      pollUntil(() -> out.reports().size() == wanted);
      reader.pollNext(out);
      reader.pollNext(out);
      // One for robots.txt, and none more before the clock moves on.
      assertThat(site.asked).hasSize(1 + requests);
      clock.advance(delay);
    }
    assertThat(out.posts()).hasSize(4);
  }

  @Test
  void asksAHostOnceAtATime_alsoForPagesThatAnotherHostsListLinksTo() throws Exception {
    try (TestSite second = new TestSite()) {
      String links = TestSite.list(0, 6, "").replace("/article/", second.url("/article/"));
      site.page("/list", links);
      second.page("/list", TestSite.list(6, 12, ""));
      for (int i = 0; i < 12; i++) {
        second.page("/article/" + i + ".html", TestSite.article(i));
      }
      Set<String> both = Set.of(site.host(), second.host());
      SourceSpec other =
          new SourceSpec(
              "other", "", SourceSpec.Kind.LISTING, second.url("/list"), EVERY, news().select());
      start(
          new Crawl(
              List.of(news(), other),
              new FetchSettings("", null, null, 0, both, both),
              crawl(true).anonymizer(),
              directory.toString(),
              true,
              Duration.ofMinutes(1),
              CrawlLimits.DEFAULT,
              clock),
          List.of(
              PostSplit.fresh(PostSplit.idOf(site.host())),
              PostSplit.fresh(PostSplit.idOf(second.host()))));
      pollUntil(() -> out.posts().size() == 12);
      assertThat(second.mostAtOnce.get()).isEqualTo(1);
    }
  }

  @Test
  void closeEndsItsThreads() throws Exception {
    site.page("/list", TestSite.list(0, 3, ""));
    articles(0, 3);
    startFresh(crawl(true, news()));
    pollUntil(() -> out.posts().size() == 1);
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().matches("fetch-([0-9]+|clock-.*|deadlines)"))
            .toList();
    assertThat(threads).isNotEmpty();
    reader.close();
    for (Thread thread : threads) {
      thread.join(5_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }
}
