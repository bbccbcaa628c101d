package org.qingting.pipeline.home;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.dashboards.DeskAccess;
import org.qingting.ingest.privacy.KeyRing;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.desk.Desk;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.OpinionReader;

/** A home at work: the job, and what looks at its results. */
public final class Office implements Closeable {
  /** An import works off the spool with so many times fewer checkpoints, each of which costs. */
  private static final int BEHIND = 5;

  private final Home home;
  private final Configuration configuration;
  private final boolean crawl;
  private final Storage storage;
  private final OpinionReader reader;
  private final AlertDesk desk;
  private final Desk life;
  private volatile LocalEngine engine;
  private YearMonth period;

  private Office(
      Home home,
      Configuration configuration,
      boolean crawl,
      Storage storage,
      OpinionReader reader,
      AlertDesk desk,
      Desk life) {
    this.home = home;
    this.configuration = configuration;
    this.crawl = crawl;
    this.storage = storage;
    this.reader = reader;
    this.desk = desk;
    this.life = life;
  }

  /**
   * Opens what shows the results; the job begins with {@link #begin}. The office closes the home
   * with itself.
   *
   * @param crawl false to only work off the intake spool; what is known about the sources is kept
   * @throws ConfigurationException when a channel lacks a secret, say
   */
  public static Office open(Home home, Configuration configuration, boolean crawl)
      throws IOException, ConfigurationException {
    HomePaths paths = home.paths();
    Storage storage = storage(paths, configuration);
    storage.check();
    KeptIn.check(paths, storage);
    OpinionReader reader = storage.openReader();
    try {
      AlertDesk desk = new AlertDesk(storage.openDesk());
      try {
        Desk life = Desk.open(storage, paths.keys(), configuration, crawl, desk, reader);
        return new Office(home, configuration, crawl, storage, reader, desk, life);
      } catch (IOException | ConfigurationException e) {
        desk.close();
        throw e;
      }
    } catch (IOException | ConfigurationException e) {
      reader.close();
      throw e;
    }
  }

  /**
   * Starts the job from the newest checkpoint of the home.
   *
   * @param now decides which month's keys serve
   */
  public void begin(Instant now) throws IOException {
    KeptIn.note(home.paths(), storage);
    engine = engine(home.paths(), storage, configuration, crawl, now);
    period = KeyRing.period(now);
    if (crawl) {
      // An import ends long before anybody could act: what it raised is told by the next run.
      life.begin(now);
    }
  }

  /** The backends of a home, as configured. */
  public static Storage storage(HomePaths paths, Configuration configuration) {
    return Storage.of(paths.index(), paths.desk(), configuration);
  }

  static LocalEngine engine(
      HomePaths paths, Storage storage, Configuration configuration, boolean crawl, Instant now)
      throws IOException {
    return LocalEngine.start(
        paths,
        storage,
        Intake.source(paths, configuration, crawl, now),
        Intake.settings(configuration),
        pace(configuration, crawl));
  }

  private static LocalEngine.Pace pace(Configuration configuration, boolean crawl) {
    Duration every = configuration.checkpointEvery();
    // A person waits for an import's end only; what is crawled is to be told within moments.
    return new LocalEngine.Pace(
        configuration.parallelism(), every, crawl ? every : every.multipliedBy(BEHIND));
  }

  /**
   * Goes on with a new month's keys once the month has changed, and destroys the old ones: the job
   * is stopped with a savepoint and started again. Cheap while the month has not changed.
   *
   * @return whether it was started again
   */
  public boolean renewKeys(Instant now) throws IOException {
    if (KeyRing.period(now).equals(period)) {
      return false;
    }
    engine.stop();
    engine.close();
    begin(now);
    return true;
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

  /** What people work with through the console. */
  public DeskAccess access() {
    return life.access();
  }

  /** See {@link LocalEngine#trouble}. */
  public Optional<String> trouble() {
    return engine == null ? Optional.empty() : engine.trouble();
  }

  /** See {@link LocalEngine#ended}. */
  public boolean ended() {
    return engine != null && engine.ended();
  }

  /** Stops the job with a savepoint, from which the next start goes on. */
  public Path stop() throws IOException {
    return engine.stop();
  }

  @Override
  public void close() throws IOException {
    life.close();
    if (engine != null) {
      engine.close();
    }
    try (home;
        desk) {
      reader.close();
    }
  }
}
