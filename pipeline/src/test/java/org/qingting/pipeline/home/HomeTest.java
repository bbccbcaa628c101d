package org.qingting.pipeline.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
  @TempDir Path folder;

  @Test
  void isLockedWhileOpen_andFreeAfterwards() throws IOException {
    Path root = folder.resolve("deep/home");
    try (Home home = Home.open(root)) {
      assertThat(home.paths().root()).isEqualTo(root);
      assertThat(Home.tryOpen(root)).isEmpty();
      assertThatThrownBy(() -> Home.open(root))
          .isInstanceOf(HomeBusyException.class)
          .hasMessageContainingAll("another qingting works in", root.toString(), "QINGTING_HOME");
      home.close();
    }
    try (Home again = Home.open(root)) {
      assertThat(again.isFresh()).isTrue();
    }
  }

  @Test
  void sameFolderByAnotherName_isTheSameHome() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (Home home = Home.open(folder.resolve("home"))) {
      assertThat(Home.tryOpen(link.resolve("home"))).isEmpty();
      assertThat(Home.tryOpen(folder.resolve("other/../home"))).isEmpty();
      assertThat(home.isFresh()).isTrue();
    }
  }

  @Test
  void fileInItsPlace_isNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path root : new Path[] {file, file.resolve("home")}) {
      assertThatThrownBy(() -> Home.open(root))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(file.toString(), "file", "QINGTING_HOME");
    }
  }

  @Test
  void folderOfSomebodyElse_isNamed() throws IOException {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("r-xr-xr-x"));
    Assumptions.assumeFalse(Files.isWritable(closed), "root may write everywhere");
    assertThatThrownBy(() -> Home.open(closed.resolve("home")))
        .hasMessageContainingAll("no permission to write", "QINGTING_HOME");
    assertThatThrownBy(() -> Home.open(closed))
        .hasMessageContainingAll("no permission to write", "QINGTING_HOME");
  }

  @Test
  void interruptedRestore_isNotWorkedOn_andLeavesNoLock() throws IOException {
    Path root = folder.resolve("home");
    try (Home home = Home.open(root)) {
      Files.createFile(home.paths().restoring());
    }
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThatThrownBy(() -> Home.open(root))
          .hasMessageContainingAll("was interrupted", "restore the backup again");
    }
    Files.delete(new HomePaths(root).restoring());
    Home.open(root).close();
  }

  @Test
  void workingFiles_areCleared_andOnlyOldReceipts() throws IOException {
    try (Home home = Home.open(folder.resolve("home"))) {
      HomePaths paths = home.paths();
      Files.createDirectories(paths.tmp().resolve("rocksdb/deep"));
      Files.writeString(paths.tmp().resolve("rocksdb/deep/file"), "left behind");
      Path old = Files.writeString(paths.receipts().resolve("old"), "1 0 0");
      Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(3))));
      Path fresh = Files.writeString(paths.receipts().resolve("fresh"), "1 0 0");
      home.clearWorkingFiles();
      assertThat(paths.tmp()).isEmptyDirectory();
      assertThat(old).doesNotExist();
      assertThat(fresh).exists();
    }
  }

  @Test
  void cleared_isFreshAgain_andStillLocked() throws IOException {
    Path root = folder.resolve("home");
    try (Home home = Home.open(root)) {
      Files.createDirectories(home.paths().index());
      Files.writeString(home.paths().spool().resolve("one.jsonl"), "");
      assertThat(home.isFresh()).isFalse();
      home.clear();
      assertThat(home.isFresh()).isTrue();
      assertThat(home.paths().spool()).isEmptyDirectory();
      assertThat(Home.tryOpen(root)).isEmpty();
    }
  }
}
