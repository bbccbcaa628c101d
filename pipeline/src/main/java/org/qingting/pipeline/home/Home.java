package org.qingting.pipeline.home;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that holds all state, locked while a process works in it. The lock is the operating
 * system's: a killed process leaves none behind.
 */
public final class Home implements Closeable {
  private static final String LOCK = "home.lock";

  /** Nobody waits longer for an import. */
  private static final Duration RECEIPTS_KEPT = Duration.ofDays(2);

  private final HomePaths paths;
  private final FileChannel channel;

  private Home(HomePaths paths, FileChannel channel) {
    this.paths = paths;
    this.channel = channel;
  }

  /**
   * Makes the folder where needed and locks it.
   *
   * @throws HomeBusyException when another process works in it
   * @throws IOException when it cannot be made or written; the message says what to do
   */
  public static Home open(Path root) throws IOException {
    return tryOpen(root)
        .orElseThrow(
            () ->
                new HomeBusyException(
                    "another qingting works in "
                        + root
                        + ": stop it first, or set QINGTING_HOME to another folder"));
  }

  /** The same, empty when another process works in it. */
  public static Optional<Home> tryOpen(Path root) throws IOException {
    HomePaths paths = new HomePaths(root.toAbsolutePath().normalize());
    try {
      paths.make();
      FileChannel channel =
          FileChannel.open(
              paths.root().resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock;
      try {
        lock = channel.tryLock();
      } catch (OverlappingFileLockException e) {
        lock = null;
      }
      if (lock == null) {
        channel.close();
        return Optional.empty();
      }
      if (Files.exists(paths.restoring())) {
        channel.close();
        throw new IOException(
            "a restore into "
                + root
                + " was interrupted: delete that folder and restore the backup again");
      }
      return Optional.of(new Home(paths, channel));
    } catch (AccessDeniedException e) {
      throw new IOException(
          "no permission to write " + e.getFile() + ": set QINGTING_HOME to a folder of yours", e);
    } catch (FileAlreadyExistsException e) {
      throw new IOException(
          e.getFile() + " is a file where a folder is needed: set QINGTING_HOME elsewhere", e);
    } catch (FileSystemException e) {
      throw new IOException(
          e.getFile()
              + " cannot be used ("
              + e.getReason()
              + "): mend that, or set QINGTING_HOME elsewhere",
          e);
    }
  }

  /** Where things are in it. */
  public HomePaths paths() {
    return paths;
  }

  /**
   * Throws away the working files that an earlier process left behind, killed ones leave large
   * ones, and makes the folder for those of this process.
   */
  public void clearWorkingFiles() throws IOException {
    Folders.delete(paths.tmp());
    Files.createDirectories(paths.tmp());
    Instant old = Instant.now().minus(RECEIPTS_KEPT);
    try (Stream<Path> receipts = Files.list(paths.receipts())) {
      for (Path receipt : receipts.toList()) {
        if (Files.getLastModifiedTime(receipt).toInstant().isBefore(old)) {
          Files.delete(receipt);
        }
      }
    }
  }

  /** Throws away everything that was kept, but not the lock. For samples. */
  public void clear() throws IOException {
    try (Stream<Path> children = Files.list(paths.root())) {
      for (Path child : children.toList()) {
        if (!child.equals(paths.root().resolve(LOCK))) {
          Folders.delete(child);
        }
      }
    }
    paths.make();
  }

  /** Whether anything was ever kept in it. */
  boolean isFresh() throws IOException {
    for (Path part : new Path[] {paths.index(), paths.checkpoints(), paths.desk(), paths.keys()}) {
      if (Files.exists(part)) {
        return false;
      }
    }
    try (Stream<Path> spooled = Files.list(paths.spool())) {
      return spooled.findAny().isEmpty();
    }
  }

  @Override
  public void close() throws IOException {
    // Closing the file gives the lock back; closing twice is no error.
    channel.close();
  }
}
