package org.qingting.acceptance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.acceptance.kafka.NumberedCrawl.After;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.FetchReport;
import org.qingting.pipeline.kafka.KafkaSettings;
import org.qingting.pipeline.kafka.KafkaTopics;

/** Crawl, broker and analysis together. */
@Timeout(120)
class KafkaSeamTest {
  private static KafkaBroker broker;

  private final List<JobClient> jobs = new ArrayList<>();
  private final String name = "t" + UUID.randomUUID().toString().substring(0, 8);
  private KafkaSettings settings;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = KafkaBroker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.close();
  }

  @BeforeEach
  void makeTopics() throws Exception {
    settings =
        new KafkaSettings(
            broker.address(),
            name + "-arrivals",
            name + "-unreadable",
            List.of(new KafkaSettings.Outside(name + "-outside", Channel.ONLINE)),
            "",
            name,
            Duration.ofSeconds(3),
            Duration.ofMinutes(5),
            null);
    try (KafkaTopics topics = KafkaTopics.open(settings)) {
      topics.setUp(3, (short) 1);
    }
  }

  @AfterEach
  void stopJobs() throws Exception {
    for (JobClient job : jobs) {
      stop(job);
    }
  }

  private static void stop(JobClient job) throws Exception {
    job.cancel().get(30, TimeUnit.SECONDS);
  }

  @Test
  void postsReportsAndTime_comeOutAsTheyWentIn() throws Exception {
    crawl("east", 0, 1_000, 500, After.STAY);
    Probe.Noted noted = analyse(2);
    await(() -> noted.watermark.get() == NumberedCrawl.time(999).toEpochMilli(), noted);
    assertThat(titles(noted)).containsExactlyInAnyOrderElementsOf(titles("east", 0, 1_000));
    assertThat(noted.arrivals.stream().filter(each -> each.report() != null)).hasSize(10);
    assertThat(noted.arrivals)
        .filteredOn(each -> each.post() != null)
        .allMatch(each -> each.person() == number(each.post().title()) + 1);
    assertThat(noted.late).isEmpty();
  }

  @Test
  void whatARealCrawlHasHeard_movesTime_evenThoughItsPostsAreOld(@TempDir Path spool)
      throws Exception {
    long before = Instant.now().minus(Duration.ofMinutes(2)).toEpochMilli();
    try (SmallSite site = new SmallSite()) {
      jobs.add(Jobs.crawl(settings.withCrawler("east"), site.source(spool.toString()), 2));
      Probe.Noted noted = analyse(1);
      await(() -> titles(noted).size() == SmallSite.ARTICLES, noted);
      await(() -> noted.watermark.get() > before, noted);
      assertThat(noted.watermark.get()).isLessThan(System.currentTimeMillis());
      assertThat(noted.arrivals)
          .filteredOn(each -> each.report() != null)
          .extracting(each -> each.report().source())
          .contains("news");
    }
  }

  @Test
  void aCrawlThatIsKilled_losesNothing_andRepeatsNothing(@TempDir Path checkpoints)
      throws Exception {
    Probe.Noted noted = analyse(1);
    long posts = 2_000;
    KafkaSettings east = settings.withCrawler("east");
    for (int kill = 1; kill <= 2; kill++) {
      try (CrawlProcess crawl = CrawlProcess.start(east, checkpoints, posts, 300)) {
        int enough = kill * 500;
        await(() -> noted.arrivals.size() > enough, noted);
        assertThat(crawl.isAlive()).isTrue();
        crawl.kill();
      }
    }
    assertThat(CrawlProcess.newest(checkpoints)).isPresent();
    try (CrawlProcess crawl = CrawlProcess.start(east, checkpoints, posts, 3_000)) {
      crawl.awaitEnd();
    }
    await(() -> titles(noted).size() >= posts, noted);
    assertThat(titles(noted)).containsExactlyInAnyOrderElementsOf(titles("east", 0, posts));
    assertThat(noted.late).isEmpty();
  }

  @Test
  void aBrokerThatIsKilledUnderLoad_comesBack_andNothingIsLost() throws Exception {
    long posts = 2_000;
    crawl("east", 0, posts, 300, After.STAY);
    Probe.Noted noted = analyse(2);
    await(() -> noted.arrivals.size() > 300, noted);
    broker.kill();
    broker.startAgain();
    await(() -> noted.watermark.get() == NumberedCrawl.time(posts - 1).toEpochMilli(), noted);
    assertThat(titles(noted)).containsExactlyInAnyOrderElementsOf(titles("east", 0, posts));
    assertThat(noted.late).isEmpty();
  }

  @Test
  void aCrawlerThatIsIdle_orSilent_holdsNobodyBack_butOneThatLagsDoes() throws Exception {
    JobClient lagging = crawl("lagging", 0, 200, 500, After.STAY);
    Probe.Noted noted = analyse(1);
    await(() -> noted.watermark.get() == NumberedCrawl.time(199).toEpochMilli(), noted);
    crawl("idle", 300, 50, 500, After.STAY_IDLE);
    crawl("ahead", 500, 500, 500, After.STAY);
    await(() -> titles(noted).size() == 750, noted);
    assertThat(noted.watermark.get()).isEqualTo(NumberedCrawl.time(199).toEpochMilli());
    stop(lagging);
    jobs.remove(lagging);
    await(() -> noted.watermark.get() == NumberedCrawl.time(999).toEpochMilli(), noted);
    assertThat(noted.late).isEmpty();
  }

  @Test
  void aKilledCrawlerThatNeverComesBack_holdsTheOthersBackForItsTransactionOnly(
      @TempDir Path checkpoints) throws Exception {
    Probe.Noted noted = analyse(1);
    KafkaSettings gone = shortTransactions("gone");
    try (CrawlProcess crawl = CrawlProcess.start(gone, checkpoints, 100_000, 50)) {
      await(() -> titles(noted).contains(NumberedCrawl.title("gone", 20)), noted);
      crawl("alive", 100_000, 500, 100, After.STAY);
      await(() -> titles(noted).contains(NumberedCrawl.title("alive", 100_000)), noted);
      crawl.kill();
    }
    await(() -> noted.watermark.get() == NumberedCrawl.time(100_499).toEpochMilli(), noted);
    assertThat(titles(noted)).containsAll(titles("alive", 100_000, 500)).doesNotHaveDuplicates();
    assertThat(noted.late).isEmpty();
  }

  @Test
  void anAnalysisThatFails_hearsAgain_andDoesNotTakeTheFastestCrawlerForAll() throws Exception {
    crawl("lagging", 0, 400, 40, After.STAY);
    Probe.Noted noted = analyse(2);
    await(() -> noted.watermark.get() > NumberedCrawl.BEGIN.toEpochMilli(), noted);
    crawl("ahead", 500, 1_000, 1_000, After.STAY);
    await(() -> titles(noted).contains(NumberedCrawl.title("ahead", 500)), noted);
    noted.failNow.set(true);
    await(() -> noted.opened.get() == 2, noted);
    await(() -> noted.watermark.get() == NumberedCrawl.time(399).toEpochMilli(), noted);
    await(() -> Set.copyOf(titles(noted)).size() == 1_400, noted);
    assertThat(noted.late).isEmpty();
  }

  @Test
  void whatCannotBeRead_isNoted_andStopsNothing() throws Exception {
    LogWatch log = LogWatch.begin();
    List<byte[]> hostile =
        List.of(
            bytes("garbage with a 秘密 in it"),
            new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2},
            bytes(""),
            bytes("null"),
            bytes("[" + "[".repeat(100_000)),
            bytes("{\"version\":1,\"crawler\":\"east\"}"),
            bytes("{\"version\":2,\"crawler\":\"east\",\"thought\":{}}"),
            bytes(
                "{\"version\":1,\"crawler\":\"east\",\"statement\":{\"through\":\"2099-01-01T00:00:00Z\",\"idle\":false}}"),
            bytes(
                "{\"version\":1,\"crawler\":\"east\",\"report\":{\"source\":\"秘密\",\"at\":\"-999999999-01-01T00:00:00Z\",\"outcome\":\"fetched\",\"posts\":1,\"message\":\"\"}}"));
    try (TopicClient client = new TopicClient(broker.address())) {
      for (byte[] value : hostile) {
        client.send(settings.topic(), value);
        client.send(settings.outside().get(0).topic(), value);
      }
      client.send(settings.topic(), null);
      crawl("east", 0, 200, 500, After.STAY);
      Probe.Noted noted = analyse(1);
      await(() -> noted.watermark.get() == NumberedCrawl.time(199).toEpochMilli(), noted);
      await(() -> titles(noted).size() == 200, noted);
      List<String> notes = client.read(settings.unreadable(), 2 * hostile.size() + 1);
      assertThat(notes).allMatch(note -> note.contains("\"reason\":\""));
      assertThat(notes).noneMatch(note -> note.contains("秘密"));
      assertThat(notes).anyMatch(note -> note.contains("version 2 is not known here"));
      assertThat(notes).anyMatch(note -> note.contains("yet to come"));
      assertThat(Set.copyOf(notes)).hasSize(2 * hostile.size() + 1);
      assertThat(noted.arrivals)
          .filteredOn(each -> each.report() != null)
          .extracting(each -> each.report().outcome())
          .contains(FetchReport.Outcome.UNREADABLE);
    }
    assertThat(log.end()).noneMatch(line -> line.contains("秘密"));
  }

  @Test
  void postsOfOutsideProducers_areMaskedAsImportsAre_andDoNotTouchTime() throws Exception {
    LogWatch log = LogWatch.begin();
    try (TopicClient client = new TopicClient(broker.address())) {
      for (String when : List.of("2099-01-01T00:00:00Z", "2001-01-01T08:00:00+08:00")) {
        client.send(
            settings.outside().get(0).topic(),
            bytes(
                "{\n \"source\":\"柳湾论坛\",\"publishedAt\":\""
                    + when
                    + "\",\n\"text\":\"青溪小鱼：派出所的 @老槐树 电话 13812345678\",\"author\":\"青溪小鱼\",\"likes\":3}"));
      }
      crawl("east", 0, 100, 500, After.STAY);
      Probe.Noted noted = analyse(2);
      await(() -> noted.watermark.get() == NumberedCrawl.time(99).toEpochMilli(), noted);
      await(() -> titles(noted).size() == 102, noted);
      List<Arrival> outside =
          noted.arrivals.stream()
              .filter(each -> each.post() != null && each.post().source().equals("柳湾论坛"))
              .toList();
      assertThat(outside).hasSize(2);
      assertThat(outside).allMatch(each -> each.person() != 0 && each.batch().isEmpty());
      assertThat(outside.stream().map(Arrival::person).distinct()).hasSize(1);
      assertThat(noted.arrivals)
          .map(Arrival::toString)
          .noneMatch(each -> each.contains("青溪小鱼") || each.contains("老槐树"))
          .noneMatch(each -> each.contains("13812345678"));
      assertThat(noted.watermark.get()).isEqualTo(NumberedCrawl.time(99).toEpochMilli());
    }
    assertThat(log.end()).noneMatch(line -> line.contains("青溪小鱼") || line.contains("派出所"));
  }

  @Test
  void topicsAreMadeOnce_andWhatIsWrongWithThemIsSaid() throws Exception {
    try (KafkaTopics topics = KafkaTopics.open(settings)) {
      assertThat(topics.setUp(3, (short) 1)).isEmpty();
      assertThat(topics.check(3)).isEmpty();
      assertThat(topics.check(4)).singleElement().asString().contains("fewer than the analysis");
    }
    KafkaSettings other =
        new KafkaSettings(
            broker.address(),
            name + "-missing",
            settings.unreadable(),
            List.of(new KafkaSettings.Outside(settings.topic(), Channel.ONLINE)),
            "",
            null,
            null,
            Duration.ofHours(1),
            null);
    try (KafkaTopics topics = KafkaTopics.open(other)) {
      assertThat(topics.check(1))
          .hasSize(3)
          .anyMatch(wrong -> wrong.endsWith("-missing does not exist"))
          .anyMatch(wrong -> wrong.contains("compression.type=uncompressed"))
          .anyMatch(wrong -> wrong.contains("transaction.max.timeout.ms"));
    }
  }

  private KafkaSettings shortTransactions(String crawler) {
    return new KafkaSettings(
        settings.bootstrap(),
        settings.topic(),
        settings.unreadable(),
        settings.outside(),
        crawler,
        settings.group(),
        settings.silence(),
        Duration.ofSeconds(10),
        null);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private JobClient crawl(String crawler, long first, long posts, double perSecond, After after)
      throws Exception {
    JobClient job =
        Jobs.crawl(
            settings.withCrawler(crawler),
            new NumberedCrawl(crawler, first, posts, perSecond, after),
            1);
    jobs.add(job);
    return job;
  }

  private Probe.Noted analyse(int parallelism) throws Exception {
    jobs.add(Jobs.analysis(settings, name, parallelism));
    return Probe.noted(name);
  }

  private static long number(String title) {
    return Long.parseLong(title.substring(title.indexOf(' ') + 1));
  }

  private static List<String> titles(Probe.Noted noted) {
    return noted.arrivals.stream()
        .filter(each -> each.post() != null)
        .map(each -> each.post().title())
        .toList();
  }

  private static List<String> titles(String crawler, long first, long posts) {
    return LongStream.range(first, first + posts)
        .mapToObj(number -> NumberedCrawl.title(crawler, number))
        .toList();
  }

  private static void await(BooleanSupplier done, Probe.Noted noted) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!done.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("%d arrivals, time at %d", noted.arrivals.size(), noted.watermark.get())
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
