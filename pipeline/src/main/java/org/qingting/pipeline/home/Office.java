package org.qingting.pipeline.home;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.PostSource;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.KeyRing;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.job.JobSettings;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/** A home at work: the job, and what looks at its results. */
public final class Office implements Closeable {
  /** How much later than its publishing a post may show up in a list. */
  private static final Duration SLACK = Duration.ofMinutes(5);

  private final Home home;
  private final LocalEngine engine;
  private final OpinionReader reader;
  private final AlertDesk desk;

  private Office(Home home, LocalEngine engine, OpinionReader reader, AlertDesk desk) {
    this.home = home;
    this.engine = engine;
    this.reader = reader;
    this.desk = desk;
  }

  /**
   * Starts the job from the newest checkpoint of the home. The office closes the home with itself.
   *
   * @param crawl false to only work off the intake spool; what is known about the sources is kept
   */
  public static Office start(Home home, Configuration configuration, boolean crawl)
      throws IOException {
    HomePaths paths = home.paths();
    AlertDesk desk = new AlertDesk(SqliteDeskStore.open(paths.desk()));
    LocalEngine engine;
    try {
      engine = engine(paths, configuration, crawl);
    } catch (IOException e) {
      desk.close();
      throw e;
    }
    return new Office(home, engine, new LuceneIndex(paths.index()).openReader(), desk);
  }

  static LocalEngine engine(HomePaths paths, Configuration configuration, boolean crawl)
      throws IOException {
    return LocalEngine.start(
        paths,
        new PostSource(
            configuration.sources(),
            configuration.fetch(),
            anonymizer(paths),
            paths.spool().toString(),
            crawl,
            SLACK,
            CrawlLimits.DEFAULT),
        new JobSettings(
            configuration.places(),
            configuration.keep() == Configuration.Keep.ALL,
            configuration.alerts().settings()),
        new LocalEngine.Pace(configuration.parallelism(), configuration.checkpointEvery()));
  }

  /** What turns names and numbers into ids, with this home's keys. */
  public static Anonymizer anonymizer(HomePaths paths) throws IOException {
    return new Anonymizer(KeyRing.open(paths.keys(), Instant.now()));
  }

  /** Where things are. */
  public HomePaths paths() {
    return home.paths();
  }

  /** Finds what was kept. */
  public OpinionReader reader() {
    return reader;
  }

  /** The alerts and the sources' state. */
  public AlertDesk desk() {
    return desk;
  }

  /** See {@link LocalEngine#trouble}. */
  public Optional<String> trouble() {
    return engine.trouble();
  }

  /** See {@link LocalEngine#ended}. */
  public boolean ended() {
    return engine.ended();
  }

  /** Stops the job with a savepoint, from which the next start goes on. */
  public Path stop() throws IOException {
    return engine.stop();
  }

  @Override
  public void close() throws IOException {
    engine.close();
    try (home;
        desk) {
      reader.close();
    }
  }
}
