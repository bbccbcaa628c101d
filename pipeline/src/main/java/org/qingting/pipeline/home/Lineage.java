package org.qingting.pipeline.home;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.Checkpoints;

/**
 * The one line of checkpoints of a home. Each start of the job writes into a folder of the next
 * number, so that "newest" is decided by numbers and not by a clock: that of the start, then
 * Flink's own of the checkpoint or savepoint.
 */
public final class Lineage {
  private static final Pattern START = Pattern.compile("start-(\\d{6,})");
  private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d+)");
  private static final Pattern SAVEPOINT = Pattern.compile("savepoint-.*");

  private final Path checkpoints;

  /**
   * Of a folder; nothing is read yet.
   *
   * @param checkpoints the folder of all starts
   */
  public Lineage(Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  private record Found(Path path, long start, long number) {}

  /** The newest checkpoint or savepoint that is whole. */
  public Optional<Path> newest() throws IOException {
    return find().map(Found::path);
  }

  /** The folder of the newest start, whether or not it has got anywhere. */
  public Path current() throws IOException {
    return checkpoints.resolve(name(Math.max(1, newestStart())));
  }

  /** The folder for the next start of the job. */
  public Path next() throws IOException {
    return checkpoints.resolve(name(newestStart() + 1));
  }

  /** Whether a start has left anything, whole or not. */
  public boolean hasRemains() throws IOException {
    for (Path start : list(checkpoints)) {
      if (number(START, start) >= 0) {
        try (Stream<Path> all = Files.walk(start)) {
          if (all.anyMatch(Files::isRegularFile)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /**
   * Deletes the starts before the one that a checkpoint belongs to, once a start from there has a
   * checkpoint of its own. One of another folder deletes nothing.
   */
  public void forgetBefore(URI checkpoint) throws IOException {
    if (!"file".equals(checkpoint.getScheme())) {
      return;
    }
    Path path = Path.of(checkpoint.getPath());
    if (!path.startsWith(checkpoints.toAbsolutePath())) {
      return;
    }
    long kept = number(START, checkpoints.toAbsolutePath().relativize(path).getName(0));
    for (Path start : list(checkpoints)) {
      long number = number(START, start);
      if (number >= 0 && number < kept) {
        Folders.delete(start);
      }
    }
  }

  private long newestStart() throws IOException {
    long newest = 0;
    for (Path start : list(checkpoints)) {
      newest = Math.max(newest, number(START, start));
    }
    return newest;
  }

  private static String name(long start) {
    return String.format(Locale.ROOT, "start-%06d", start);
  }

  /**
   * Deletes what no start will go back to: a start begins with a checkpoint of its own that refers
   * to nothing older, so the starts before that of the newest checkpoint are done with, and those
   * after it never got that far.
   */
  void clean() throws IOException {
    Optional<Found> newest = find();
    for (Path start : list(checkpoints)) {
      long number = number(START, start);
      if (number >= 0 && (newest.isEmpty() || number != newest.get().start())) {
        Folders.delete(start);
      }
    }
  }

  private Optional<Found> find() throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path start : list(checkpoints)) {
      if (number(START, start) >= 0) {
        collect(start, number(START, start), 1, found);
      }
    }
    return found.stream()
        .max(Comparator.comparingLong(Found::start).thenComparingLong(Found::number));
  }

  private static void collect(Path folder, long start, int deeper, List<Found> found)
      throws IOException {
    for (Path child : list(folder)) {
      boolean whole = Files.exists(child.resolve("_metadata"));
      long number = number(CHECKPOINT, child);
      if (number >= 0 && whole) {
        found.add(new Found(child, start, number));
      } else if (SAVEPOINT.matcher(child.getFileName().toString()).matches() && whole) {
        found.add(new Found(child, start, idOf(child)));
      } else if (deeper > 0 && Files.isDirectory(child)) {
        collect(child, start, deeper - 1, found);
      }
    }
  }

  /** Flink numbers checkpoints and savepoints in one row, but names only checkpoints after it. */
  private static long idOf(Path savepoint) {
    try (DataInputStream in =
        new DataInputStream(Files.newInputStream(savepoint.resolve("_metadata")))) {
      return Checkpoints.loadCheckpointMetadata(
              in, Lineage.class.getClassLoader(), savepoint.toString())
          .getCheckpointId();
    } catch (IOException e) {
      // Half-written: whatever else there is is newer.
      return -1;
    }
  }

  private static long number(Pattern pattern, Path path) {
    Matcher name = pattern.matcher(path.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : -1;
  }

  private static List<Path> list(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
