package org.qingting.pipeline.commands;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.home.Home;
import org.qingting.pipeline.home.HomePaths;
import org.qingting.pipeline.home.Office;
import org.qingting.pipeline.home.Receipts;
import org.qingting.pipeline.job.Receipt;
import org.qingting.pipeline.storage.Storage;

/**
 * Whoever works the spool off: the {@code run} that is up, or else a job of this process, which
 * also takes over when that {@code run} ends meanwhile.
 */
final class SpoolWork implements Closeable {
  private static final int MOST_RESTARTS = 5;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration ASK_EVERY = Duration.ofMillis(300);

  private final Path home;
  private final Configuration configuration;
  private final Storage storage;
  private long asked = System.nanoTime() - ASK_EVERY.toNanos();
  private Office office;
  private String trouble = "";
  private int restarts;

  SpoolWork(Path home, Configuration configuration) {
    this.home = home;
    this.configuration = configuration;
    this.storage = Office.storage(new HomePaths(home.toAbsolutePath().normalize()), configuration);
  }

  /** Starts a job here unless another process works in the home. */
  void tryOwnJob() throws IOException, ConfigurationException {
    // On a cluster the job reads the spool by itself.
    if (office == null && configuration.engine() == Configuration.Engine.LOCAL) {
      Optional<Home> own = Home.tryOpen(home);
      if (own.isPresent()) {
        office = Running.open(own.get(), configuration, false);
        office.begin(Instant.now());
      }
    }
  }

  /**
   * Waits until something has become of every post, and stops a job of its own in order.
   *
   * @throws IOException when the job gets no further; what is in the spool waits there
   */
  Receipt await(String batch, long posts)
      throws IOException, InterruptedException, ConfigurationException {
    Receipts receipts = new Receipts(new HomePaths(home.toAbsolutePath().normalize()));
    Receipt receipt = Receipt.none(batch);
    long shown = System.nanoTime();
    long moved = System.nanoTime();
    while (receipt.total() < posts || !isHeld(batch, receipt)) {
      TimeUnit.MILLISECONDS.sleep(50);
      Receipt now = receipts.of(batch).orElse(receipt);
      if (now.total() > receipt.total()) {
        moved = System.nanoTime();
        restarts = 0;
      }
      receipt = now;
      if (System.nanoTime() - shown > 2_000_000_000L) {
        shown = System.nanoTime();
        Terminal.ERR.printf("%d / %d%n", receipt.total(), posts);
        tryOwnJob();
        checkJob();
      }
      if (System.nanoTime() - moved > PATIENCE.toNanos()) {
        throw new IOException(
            "nothing was taken in for ten minutes; the posts wait in the spool: see what the"
                + " running qingting says, or its log");
      }
    }
    if (office != null) {
      office.stop();
    }
    receipts.forget(batch);
    return receipt;
  }

  /** Whether all that is stated to be kept can be found, as far as can be told now. */
  private boolean isHeld(String batch, Receipt receipt) {
    if (System.nanoTime() - asked < ASK_EVERY.toNanos()) {
      return false;
    }
    try {
      boolean held = storage.holds(batch, receipt.indexed());
      asked = System.nanoTime();
      return held;
    } catch (IOException e) {
      // The job waits for its index and says so.
      asked = System.nanoTime();
      return false;
    }
  }

  private void checkJob() throws IOException {
    if (office == null) {
      return;
    }
    String now = office.trouble().orElse("");
    if (!now.isEmpty() && !now.equals(trouble)) {
      trouble = now;
      restarts++;
      Terminal.ERR.println("qingting: the job met a problem and tries again: " + reason());
    }
    if (office.ended() || restarts > MOST_RESTARTS) {
      throw new IOException(
          "the job gets no further; what was not taken in yet waits in the spool: " + reason());
    }
  }

  private String reason() {
    return Terminal.line(trouble.replaceFirst("^\\d+ ", ""));
  }

  @Override
  public void close() throws IOException {
    if (office != null) {
      office.close();
    }
  }
}
