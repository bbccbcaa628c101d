package org.qingting.acceptance.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.qingting.acceptance.Program;
import org.qingting.acceptance.cluster.job.CountingJob;

/** A home of the counting job, with its configuration, its results, and what they must be. */
final class CountingHome {
  private static final int KEYS = 40;

  private final Path root;

  CountingHome(Path root) throws IOException {
    this.root = Files.createDirectories(root);
  }

  Path root() {
    return root;
  }

  /**
   * Runs {@code qingting submit} with the counting job.
   *
   * @param trouble what is wrong with it; {@code ""} for nothing
   */
  Program submit(URI flink, Path jar, int count, int perSecond, String trouble, String... more)
      throws IOException, InterruptedException {
    Path config = root.resolve("counting.properties");
    Files.writeString(
        config, "count=" + count + "\nperSecond=" + perSecond + "\ntrouble=" + trouble + "\n");
    List<String> arguments =
        new ArrayList<>(
            List.of("submit", "--flink", flink.toString(), "--config", config.toString()));
    arguments.addAll(List.of("--home", root.toString(), "--jar", jar.toString(), "--lang", "en"));
    arguments.addAll(List.of("--entry", CountingJob.class.getName()));
    if (!List.of(more).contains("--parallelism")) {
      arguments.addAll(List.of("--parallelism", "2"));
    }
    if (!List.of(more).contains("--patience")) {
      arguments.addAll(List.of("--patience", "60"));
    }
    arguments.addAll(List.of(more));
    return Program.run(root, arguments.toArray(String[]::new));
  }

  /** What the job has written, by key: count and sum. */
  Map<String, String> results() throws IOException {
    Map<String, String> results = new TreeMap<>();
    Path folder = root.resolve("results");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path each : all.filter(path -> !path.toString().contains(".")).toList()) {
          results.put(each.getFileName().toString(), Files.readString(each));
        }
      }
    }
    return results;
  }

  /** How many numbers the results hold. */
  long counted() throws IOException {
    return results().values().stream()
        .mapToLong(result -> Long.parseLong(result.substring(0, result.indexOf(' '))))
        .sum();
  }

  /** What they must be, computed without Flink. */
  static Map<String, String> oracle(int count) {
    return LongStream.range(0, count)
        .boxed()
        .collect(
            Collectors.groupingBy(n -> Long.toString(n % KEYS), TreeMap::new, Collectors.toList()))
        .entrySet()
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    each.getValue().size()
                        + " "
                        + each.getValue().stream().mapToLong(Long::longValue).sum()));
  }

  /** A jar of the counting job's classes alone. */
  static Path jar(Path target) throws IOException, URISyntaxException {
    Path classes =
        Path.of(CountingJob.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = classes.resolve(CountingJob.class.getPackageName().replace('.', '/'));
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target));
        Stream<Path> all = Files.list(folder)) {
      for (Path each : all.sorted().toList()) {
        jar.putNextEntry(new ZipEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
        jar.closeEntry();
      }
    }
    return target;
  }
}
