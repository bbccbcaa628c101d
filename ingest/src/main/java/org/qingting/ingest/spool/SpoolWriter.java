package org.qingting.ingest.spool;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.qingting.model.Arrival;

/**
 * Leaves batches of arrivals for the job. Several writers, also of several processes, may write to
 * one directory. Not thread-safe itself.
 */
public final class SpoolWriter {
  /** Posts a file that keep files small and writing fast. */
  public static final int BATCH = 5_000;

  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path directory;
  private final Clock clock;
  private final RandomGenerator random;
  private long lastNumber;
  private boolean prepared;

  public SpoolWriter(Path directory) {
    this(directory, Clock.systemUTC(), new SecureRandom());
  }

  SpoolWriter(Path directory, Clock clock, RandomGenerator random) {
    this.directory = directory;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Writes one file and makes it durable. When this returns, all of it is there for the job, also
   * after a power cut; when it throws, nothing is.
   *
   * @param batch arrivals that hold posts, in the order in which they are to be read
   * @return the file; null for an empty batch, which writes none
   * @throws IOException when it cannot be written, a full disk say; the message says what to do
   */
  public Path write(List<Arrival> batch) throws IOException {
    if (batch.isEmpty()) {
      return null;
    }
    prepare();
    lastNumber = Math.max(lastNumber + 1, clock.millis() * 1_000);
    byte[] tail = new byte[6];
    random.nextBytes(tail);
    String name =
        String.format(Locale.ROOT, "%019d-%s.jsonl", lastNumber, HexFormat.of().formatHex(tail));
    Path part = directory.resolve(name + ".part");
    Path file = directory.resolve(name);
    try {
      fill(part, batch);
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      sync(directory);
    } catch (RuntimeException e) {
      remove(part, e);
      throw e;
    } catch (IOException e) {
      remove(part, e);
      throw new IOException(
          "cannot write the intake spool "
              + directory
              + " ("
              + e.getMessage()
              + "): free disk space or give write access, then import the rest again",
          e);
    }
    return file;
  }

  private static void fill(Path part, List<Arrival> batch) throws IOException {
    try (FileChannel channel =
        FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
      for (Arrival arrival : batch) {
        if (arrival.post() == null) {
          throw new IllegalArgumentException("only posts go through the spool");
        }
        out.write(SpoolFormat.write(arrival));
        out.write('\n');
      }
      out.flush();
      channel.force(true);
    }
  }

  /** Makes the directory, and clears what a writer left behind that was killed half-way. */
  private void prepare() throws IOException {
    if (prepared) {
      return;
    }
    Files.createDirectories(directory);
    Instant old = clock.instant().minus(ABANDONED);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(directory, "*.part")) {
      for (Path part : parts) {
        try {
          if (Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
            Files.deleteIfExists(part);
          }
        } catch (NoSuchFileException e) {
          // Its writer has just finished it.
        }
      }
    }
    prepared = true;
  }

  private static void remove(Path part, Exception reason) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  /** A rename is durable only once its directory is. */
  private static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
