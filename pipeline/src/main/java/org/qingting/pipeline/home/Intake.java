package org.qingting.pipeline.home;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.PostSource;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.KeyRing;
import org.qingting.ingest.privacy.MonthlyKeys;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.job.JobSettings;
import org.qingting.pipeline.kafka.KafkaArrivals;

/** What goes into the job, from the configuration and a home's keys. */
public final class Intake {
  /** How much later than its publishing a post may show up in a list. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private Intake() {}

  /**
   * The job's source.
   *
   * @param crawl false to only work off the spool
   * @param now decides which month's keys serve
   */
  static PostSource source(HomePaths paths, Configuration configuration, boolean crawl, Instant now)
      throws IOException {
    return source(paths, configuration, crawl, anonymizer(paths, now));
  }

  /** The same for a job that runs on through the months and carries no key with it. */
  public static PostSource source(HomePaths paths, Configuration configuration) {
    return source(
        paths, configuration, true, new Anonymizer(new MonthlyKeys(paths.keys().toString())));
  }

  private static PostSource source(
      HomePaths paths, Configuration configuration, boolean crawl, Anonymizer anonymizer) {
    return new PostSource(
        configuration.sources(),
        configuration.fetch(),
        anonymizer,
        crawling(paths, configuration).spool().toString(),
        crawl,
        SLACK,
        CrawlLimits.DEFAULT);
  }

  /**
   * The home of the job that crawls: of a crawler that hands over to Kafka, a folder of its own in
   * the home, whose keys it shares.
   */
  public static HomePaths crawling(HomePaths paths, Configuration configuration) {
    return configuration.isCrawler() ? paths.crawler(configuration.kafka().crawler()) : paths;
  }

  /** What crawlers and outside producers put into Kafka. */
  public static KafkaArrivals kafka(HomePaths paths, Configuration configuration) {
    return new KafkaArrivals(
        configuration.kafka(), new Anonymizer(new MonthlyKeys(paths.keys().toString())));
  }

  /** What the topology needs to know. */
  public static JobSettings settings(Configuration configuration) {
    return new JobSettings(
        configuration.places(),
        configuration.keep() == Configuration.Keep.ALL,
        configuration.alerts().settings(),
        configuration.area());
  }

  /** What turns names and numbers into ids, with this home's keys. */
  public static Anonymizer anonymizer(HomePaths paths, Instant now) throws IOException {
    return new Anonymizer(KeyRing.open(paths.keys(), now));
  }
}
