package org.qingting.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.home.HomePaths;

/** {@code import} is really killed at random moments and simply started again. */
@Tag("faults")
class KilledImportTest {
  private static final int POSTS = 8_000;
  private static final int KILLS = 5;

  @TempDir Path folder;

  @Test
  void everyPostIsInTheIndexOnce_howeverOftenTheImportIsKilled() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path home = folder.resolve("home");
    Path file = ImportFile.write(folder.resolve("posts.jsonl"), POSTS);
    for (int kill = 0; kill < KILLS; kill++) {
      try (QingtingProcess started = QingtingProcess.start(home, "import", file.toString())) {
        // From "not yet started" to "as good as done"; on a fast machine it may have ended.
        if (started.endsWithin(500 + random.nextInt(5500))) {
          assertThat(started.waitFor(1)).as("seed %d: %s", seed, started.output()).isZero();
        }
        started.kill();
      }
      if (Files.exists(new HomePaths(home).index())) {
        assertThat(ImportFile.kept(home))
            .as("seed %d: kill %d", seed, kill)
            .doesNotHaveDuplicates();
      }
    }
    try (QingtingProcess last = QingtingProcess.start(home, "import", file.toString())) {
      assertThat(last.waitFor(120)).as("seed %d: %s", seed, last.output()).isZero();
      JsonNode counts = ImportFile.counts(last);
      assertThat(counts.get("read").asLong()).isEqualTo(POSTS);
      assertThat(counts.get("indexed").asLong() + counts.get("duplicates").asLong())
          .as("seed %d: %s", seed, counts)
          .isEqualTo(POSTS);
    }
    assertThat(ImportFile.kept(home))
        .as("seed %d: nothing lost, nothing twice", seed)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, POSTS).boxed().toList());
    try (Stream<Path> spooled = Files.list(new HomePaths(home).spool())) {
      // A half-written file of a killed import is cleared by a later one, an hour after.
      assertThat(spooled.filter(path -> path.toString().endsWith(".jsonl")))
          .as("seed %d: worked off", seed)
          .isEmpty();
    }
  }
}
