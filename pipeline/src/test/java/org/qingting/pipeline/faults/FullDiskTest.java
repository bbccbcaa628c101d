package org.qingting.pipeline.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.home.HomePaths;

/** A home on a disk that another program fills; the disk is a small one in memory. */
@Tag("faults")
class FullDiskTest {
  private static final int POSTS = 10_000;
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

  @TempDir Path folder;

  private Path disk;
  private Path home;
  private Path ballast;
  private Path file;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    mounted = succeeds("mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk.toString());
    Assumptions.assumeTrue(mounted, "only root can mount the small disk that this test fills");
    home = disk.resolve("home");
    ballast = disk.resolve("ballast");
    file = ImportFile.write(folder.resolve("posts.jsonl"), POSTS);
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      succeeds("umount", "--lazy", disk.toString());
    }
  }

  @Test
  void fullFromTheBeginning_isSaid_andTheSameImportWorksOnceThereIsRoom() throws Exception {
    fill();
    try (QingtingProcess full = QingtingProcess.start(home, "import", file.toString())) {
      assertThat(full.waitFor(120)).as(full.output()).isEqualTo(1);
      assertThat(full.err()).contains("free disk space").doesNotContain("\tat ");
      assertThat(full.out()).isEmpty();
    }
    Files.delete(ballast);
    finish();
  }

  @Test
  void filledMeanwhile_isSaid_andNothingIsLostOrTwiceOnceThereIsRoom() throws Exception {
    Path config = Files.writeString(folder.resolve("qingting.yaml"), "checkpointEvery: 300ms\n");
    try (QingtingProcess started =
        QingtingProcess.start(home, "import", "--config", config.toString(), file.toString())) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      // The first receipt stands when some posts are durable and most are still to come.
      while (!hasReceipt()) {
        assertThat(started.endsWithin(5)).as(started.output()).isFalse();
        assertThat(System.nanoTime()).as(started.output()).isLessThan(deadline);
      }
      deadline = System.nanoTime() + PATIENCE_NANOS;
      // A task that is torn down meanwhile may be the first to be told of; the next try names the
      // disk.
      while (!started.err().contains("No space left on device")) {
        // What the job itself deletes makes room again.
        fill();
        assertThat(started.endsWithin(20)).as(started.output()).isFalse();
        assertThat(System.nanoTime()).as(started.output()).isLessThan(deadline);
      }
      assertThat(started.err()).contains("the job met a problem").doesNotContain("\tat ");
      Files.delete(ballast);
      assertThat(started.waitFor(180)).as(started.output()).isZero();
      assertThat(ImportFile.counts(started).get("indexed").asInt()).isEqualTo(POSTS);
    }
    finish();
  }

  /** The same import again, to its end. */
  private void finish() throws Exception {
    try (QingtingProcess again = QingtingProcess.start(home, "import", file.toString())) {
      assertThat(again.waitFor(180)).as(again.output()).isZero();
    }
    assertThat(ImportFile.kept(home))
        .as("nothing lost, nothing twice")
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, POSTS).boxed().toList());
  }

  private boolean hasReceipt() throws IOException {
    Path receipts = new HomePaths(home).receipts();
    if (Files.notExists(receipts)) {
      return false;
    }
    try (Stream<Path> all = Files.list(receipts)) {
      return all.findAny().isPresent();
    }
  }

  private void fill() {
    byte[] block = new byte[4096];
    try (OutputStream out = new FileOutputStream(ballast.toFile(), true)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
