package org.qingting.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/**
 * How long after {@code java -jar} the first crawled post can be found by another process: the
 * sample's web without the incident, its index read from here.
 */
final class FirstPost {
  private static final long PATIENCE_SECONDS = 90;

  private FirstPost() {}

  static void run(int times, List<String> jvm) throws IOException, InterruptedException {
    System.out.println("first post searchable after 'java -jar qingting.jar demo --quiet':");
    for (int i = 1; i <= times; i++) {
      Path folder = Files.createTempDirectory("qingting-first");
      try {
        Path home = folder.resolve("home");
        try (OpinionReader reader = new LuceneIndex(home.resolve("demo/index")).openReader()) {
          // Read once beforehand: the watcher's own start is not what is measured.
          long found = reader.count(OpinionQuery.ALL);
          long started = System.nanoTime();
          try (Program program =
              Program.start(folder, home, jvm, "demo", "--quiet", "--port", "0")) {
            while (found == 0) {
              double waited = (System.nanoTime() - started) / 1e9;
              if (waited > PATIENCE_SECONDS || !program.runs()) {
                throw new IOException(
                    "no post after " + waited + " s: " + Files.readString(folder.resolve("err")));
              }
              TimeUnit.MILLISECONDS.sleep(20);
              reader.refresh();
              found = reader.count(OpinionQuery.ALL);
            }
            System.out.printf(
                Locale.ROOT,
                "%3d %6.2f s (%d posts)%n",
                i,
                (System.nanoTime() - started) / 1e9,
                found);
          }
        }
      } finally {
        Folders.delete(folder);
      }
    }
  }
}
