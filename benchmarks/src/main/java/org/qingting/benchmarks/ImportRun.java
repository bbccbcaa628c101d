package org.qingting.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** {@code import} of file after file into one home, by the real program: speed and memory. */
final class ImportRun {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long SEED = 20261123;

  private ImportRun() {}

  /**
   * Runs and prints.
   *
   * @param jvm more options for the program's virtual machine
   */
  static void run(int files, int posts, List<String> jvm) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("qingting-import");
    try {
      System.out.printf(
          Locale.ROOT,
          "import: %d files of %,d posts, java %s, %s, %d processors%n",
          files,
          posts,
          Runtime.version(),
          Program.HEAP,
          Runtime.getRuntime().availableProcessors());
      System.out.println(
          " file   posts/s  seconds   CPU s  CPU ms/post  peak heap  live heap  peak RSS");
      PostTexts texts = new PostTexts(SEED);
      Program.Usage first = null;
      Program.Usage last = null;
      for (int number = 1; number <= files; number++) {
        Path file = folder.resolve("posts-" + number + ".jsonl");
        write(file, number, posts, texts);
        Path log = Files.createDirectories(folder.resolve("run-" + number));
        String output;
        try (Program program =
            Program.start(log, folder.resolve("home"), jvm, "import", file.toString())) {
          output = program.await();
          last = program.usage();
        }
        first = first == null ? last : first;
        print(number, posts, output, last);
        Files.delete(file);
      }
      if (files > 1) {
        System.out.printf(
            Locale.ROOT,
            "memory from the first to the last file: live heap %+d MiB, peak RSS %+d MiB%n",
            last.liveHeapMib() - first.liveHeapMib(),
            last.peakResidentMib() - first.peakResidentMib());
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static void print(int number, int posts, String output, Program.Usage usage)
      throws IOException {
    JsonNode line = JSON.readTree(output.strip().lines().reduce((a, b) -> b).orElse("{}"));
    if (line.path("indexed").asInt() != posts) {
      throw new IOException("not all posts were indexed: " + output);
    }
    System.out.printf(
        Locale.ROOT,
        "%5d %9.0f %8.1f %7.1f %12.3f %6d MiB %6d MiB %5d MiB%n",
        number,
        line.path("postsPerSecond").asDouble(),
        line.path("seconds").asDouble(),
        usage.cpuSeconds(),
        usage.cpuSeconds() * 1000 / posts,
        usage.peakHeapMib(),
        usage.liveHeapMib(),
        usage.peakResidentMib());
  }

  /** A month a file, in the order of time, from a few sources. */
  private static void write(Path file, int number, int posts, PostTexts texts) throws IOException {
    OffsetDateTime month = OffsetDateTime.parse("2025-01-01T00:00:00+08:00").plusDays(30L * number);
    Random random = new Random(SEED + number);
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < posts; i++) {
        ObjectNode post = JSON.createObjectNode();
        post.put("url", "https://forum.example.com/thread/" + number + "-" + i + ".html");
        post.put("source", "论坛" + (1 + random.nextInt(12)));
        post.put("publishedAt", month.plusSeconds(30L * 86_400 * i / posts).toString());
        post.put("text", texts.next());
        post.put("author", "听风" + random.nextInt(40_000));
        post.put("likes", random.nextInt(200));
        out.write(JSON.writeValueAsString(post));
        out.newLine();
      }
    }
  }
}
