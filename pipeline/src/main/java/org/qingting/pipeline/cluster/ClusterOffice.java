package org.qingting.pipeline.cluster;

import java.io.Closeable;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.DeskLease;
import org.qingting.dashboards.DeskAccess;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.desk.Desk;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.storage.Storage;
import org.qingting.search.OpinionReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Console and desk beside a job on a cluster. Several may be up for people to work with; the one
 * that holds the lease runs clocks and tells. Used by one thread, but for what it hands out.
 */
public final class ClusterOffice implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterOffice.class);

  /** So long nothing is told after the process that ran the desk has died. */
  private static final Duration LEASE = Duration.ofSeconds(15);

  private final OpinionReader reader;
  private final AlertDesk desk;
  private final Desk life;
  private final DeskLease lease;
  private boolean running;

  private ClusterOffice(OpinionReader reader, AlertDesk desk, Desk life, DeskLease lease) {
    this.reader = reader;
    this.desk = desk;
    this.life = life;
    this.lease = lease;
  }

  /**
   * Opens it; nothing is told before the first {@link #round}.
   *
   * @throws ConfigurationException when a channel lacks a secret, say
   * @throws IOException when Elasticsearch cannot be worked with; the message says why
   */
  public static ClusterOffice open(HomePaths paths, Configuration configuration)
      throws IOException, ConfigurationException {
    Storage storage = Storage.of(paths.index(), paths.desk(), configuration);
    storage.check();
    OpinionReader reader = storage.openReader();
    AlertDesk desk = new AlertDesk(storage.openDesk());
    try {
      Desk life = Desk.open(storage, paths.keys(), configuration, true, desk, reader);
      byte[] random = new byte[8];
      new SecureRandom().nextBytes(random);
      DeskLease lease = new DeskLease(desk.store(), HexFormat.of().formatHex(random), LEASE);
      return new ClusterOffice(reader, desk, life, lease);
    } catch (IOException | ConfigurationException e) {
      try (reader) {
        desk.close();
      }
      throw e;
    }
  }

  /**
   * Takes or keeps the lease, and begins or ends the desk's rounds by it; to be called every few
   * seconds.
   *
   * @return whether this process runs the desk
   */
  public boolean round(Instant now) {
    try {
      boolean held = lease.renew(now);
      if (held && !running) {
        life.begin(now);
        LOG.info("This process runs the desk: clocks and channels");
      }
      running = held;
    } catch (IOException e) {
      LOG.warn("The desk cannot be reached: {}", e.getMessage());
      running = running && lease.isHeld(now);
    }
    if (!running) {
      life.pause();
    }
    return running;
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

  @Override
  public void close() throws IOException {
    life.close();
    try (desk;
        reader) {
      lease.release();
    }
  }
}
