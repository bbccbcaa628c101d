package org.qingting.pipeline.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The one line of checkpoints of a home. Each start of the job writes into a folder of the next
 * number, so that "newest" is decided by numbers and not by a clock: start, then savepoint before
 * checkpoint (it is taken last), then checkpoint number.
 */
final class Lineage {
  private static final Pattern START = Pattern.compile("start-(\\d{6,})");
  private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d+)");
  private static final Pattern SAVEPOINT = Pattern.compile("savepoint-.*");

  private final Path checkpoints;

  Lineage(Path checkpoints) {
    this.checkpoints = checkpoints;
  }

  private record Found(Path path, long start, long number) {}

  /** The newest checkpoint or savepoint that is whole. */
  Optional<Path> newest() throws IOException {
    List<Found> found = new ArrayList<>();
    for (Path start : list(checkpoints)) {
      Matcher name = START.matcher(start.getFileName().toString());
      if (name.matches()) {
        collect(start, Long.parseLong(name.group(1)), 1, found);
      }
    }
    return found.stream()
        .max(Comparator.comparingLong(Found::start).thenComparingLong(Found::number))
        .map(Found::path);
  }

  private static void collect(Path folder, long start, int deeper, List<Found> found)
      throws IOException {
    for (Path child : list(folder)) {
      String name = child.getFileName().toString();
      Matcher number = CHECKPOINT.matcher(name);
      boolean whole = Files.exists(child.resolve("_metadata"));
      if (number.matches() && whole) {
        found.add(new Found(child, start, Long.parseLong(number.group(1))));
      } else if (SAVEPOINT.matcher(name).matches() && whole) {
        found.add(new Found(child, start, Long.MAX_VALUE));
      } else if (deeper > 0 && Files.isDirectory(child)) {
        collect(child, start, deeper - 1, found);
      }
    }
  }

  /** The folder for the next start of the job. */
  Path next() throws IOException {
    long newest = 0;
    for (Path start : list(checkpoints)) {
      Matcher name = START.matcher(start.getFileName().toString());
      if (name.matches()) {
        newest = Math.max(newest, Long.parseLong(name.group(1)));
      }
    }
    return checkpoints.resolve(String.format("start-%06d", newest + 1));
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
