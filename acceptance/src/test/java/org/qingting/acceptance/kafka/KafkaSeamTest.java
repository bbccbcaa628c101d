package org.qingting.acceptance.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import org.qingting.acceptance.kafka.NumberedCrawl.After;
import org.qingting.model.Channel;
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
      if (!job.getJobStatus().get().isGloballyTerminalState()) {
        job.cancel().get(30, TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void postsReportsAndTime_comeOutAsTheyWentIn() throws Exception {
    crawl("east", 1_000, 500, After.STAY);
    Probe.Noted noted = analyse(2);
    await(() -> noted.watermark.get() == NumberedCrawl.time(999).toEpochMilli(), noted);
    assertThat(titles(noted)).containsExactlyInAnyOrderElementsOf(titles("east", 1_000));
    assertThat(noted.arrivals.stream().filter(each -> each.report() != null)).hasSize(10);
    assertThat(noted.arrivals)
        .filteredOn(each -> each.post() != null)
        .allMatch(each -> each.person() == number(each.post().title()) + 1);
    assertThat(noted.late).isEmpty();
  }

  private void crawl(String crawler, long posts, double perSecond, After after) throws Exception {
    jobs.add(
        Jobs.crawl(
            settings.withCrawler(crawler), new NumberedCrawl(crawler, posts, perSecond, after), 1));
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

  private static List<String> titles(String crawler, long posts) {
    return LongStream.range(0, posts)
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
