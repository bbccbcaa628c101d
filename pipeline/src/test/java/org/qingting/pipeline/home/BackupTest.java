package org.qingting.pipeline.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.job.Receipt;

class BackupTest {
  @TempDir static Path folder;

  private static final int COUNT = 4_132;

  private static Instant now;
  private static String posts;
  private static Path original;
  private static Path backup;
  private static int files;

  @BeforeAll
  static void makeOne() throws IOException {
    now = Instant.now();
    posts =
        TakenIn.calm(COUNT - 132, now.minus(Duration.ofDays(9)))
            + TakenIn.wave(now.minus(Duration.ofHours(30)));
    original = folder.resolve("original");
    backup = folder.resolve("backup.zip");
    Receipt receipt = TakenIn.by(original, posts, "aa01");
    assertThat(receipt).isEqualTo(new Receipt("aa01", COUNT, 0, 0));
    TakenIn.state(original, now);
    try (Home home = Home.open(original)) {
      home.clearWorkingFiles();
      files = Backup.write(home, Configuration.DEFAULT, backup, now);
    }
    try (ZipFile zip = new ZipFile(backup.toFile())) {
      assertThat(zip.stream().filter(entry -> entry.getName().startsWith("checkpoints/")))
          .as("state in files of its own, which must be found in another folder")
          .hasSizeGreaterThan(1);
    }
  }

  @Test
  void restoredElsewhere_everythingIsAsItWas_andGoesOn() throws IOException {
    Path other = folder.resolve("elsewhere/home");
    assertThat(restore(backup, other)).isEqualTo(files);
    assertThat(TakenIn.opinions(other)).hasSize(COUNT).isEqualTo(TakenIn.opinions(original));
    assertThat(TakenIn.alerts(other)).isEqualTo(TakenIn.alerts(original));
    assertThat(TakenIn.by(other, posts, "aa02")).isEqualTo(new Receipt("aa02", 0, COUNT, 0));
    assertThat(TakenIn.opinions(other)).isEqualTo(TakenIn.opinions(original));
    assertThat(TakenIn.alerts(other)).isEqualTo(TakenIn.alerts(original));
    StringBuilder more = new StringBuilder();
    TakenIn.append(more, 500, "民警第%d次护送老人回家，感谢。", now);
    assertThat(TakenIn.by(other, more.toString(), "aa03")).isEqualTo(new Receipt("aa03", 1, 0, 0));
    assertThat(TakenIn.opinions(other)).hasSize(COUNT + 1);
  }

  @Test
  void theHomeItWasMadeOf_goesOnToo() throws IOException {
    assertThat(TakenIn.by(original, posts, "aa04")).isEqualTo(new Receipt("aa04", 0, COUNT, 0));
  }

  @Test
  void keys_staySecret() throws IOException {
    Path other = folder.resolve("keys-kept");
    restore(backup, other);
    for (String name : new String[] {"ids.key", "links.key"}) {
      assertThat(new HomePaths(other).keys().resolve(name))
          .as("links that were sent are good after a restore")
          .hasSameBinaryContentAs(new HomePaths(original).keys().resolve(name));
    }
    try (Stream<Path> keys = Files.list(new HomePaths(other).keys())) {
      for (Path key : keys.filter(path -> path.toString().endsWith(".key")).toList()) {
        assertThat(
                java.nio.file.attribute.PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(key)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void damagedFile_isRefused_andTheHomeStaysFresh() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    for (int part = 1; part < 10; part++) {
      byte[] damaged = whole.clone();
      int at = (int) ((long) whole.length * part / 10);
      for (int i = 0; i < 16; i++) {
        damaged[at + i] ^= 0x55;
      }
      assertRefused("damaged at " + at, damaged);
    }
  }

  @Test
  void truncatedFile_isRefused_andTheHomeStaysFresh() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    for (int part = 0; part < 10; part++) {
      int length = (int) ((long) whole.length * part / 10);
      assertRefused("cut to " + length, java.util.Arrays.copyOf(whole, length));
    }
  }

  @Test
  void fileThatWouldWriteOutside_isRefused() throws IOException {
    Path outside = folder.resolve("outside.txt");
    for (String name :
        new String[] {
          "../../../outside.txt", "index/../../../../outside.txt", outside.toString()
        }) {
      assertRefused(name, rewritten(name, "written outside"));
      assertThat(outside).doesNotExist();
    }
  }

  @Test
  void entryThatTheManifestDoesNotName_isRefused() throws IOException {
    assertRefused("one more", rewritten("index/segments_zzzz", "slipped in"));
    assertRefused("a name that cannot be", rewritten("index/a\u0000b", "slipped in"));
  }

  @Test
  void usedHome_isLeftAsItIs() throws IOException {
    Path used = folder.resolve("used");
    TakenIn.by(used, posts.lines().findFirst().orElseThrow(), "aa05");
    Map<String, Long> before = contents(used);
    assertThatThrownBy(() -> restore(backup, used))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(used.toString(), "is not empty", "nothing was kept in yet");
    assertThat(contents(used)).isEqualTo(before);
  }

  @Test
  void backupThatCannotBeWritten_saysSo_andLeavesNothing() throws IOException {
    Path target = folder.resolve("no/such/folder/b.zip");
    try (Home home = Home.open(original)) {
      home.clearWorkingFiles();
      assertThatThrownBy(() -> Backup.write(home, Configuration.DEFAULT, target, now))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(target.toString());
    }
  }

  private static int restore(Path file, Path root) throws IOException {
    try (Home home = Home.open(root)) {
      return Backup.read(file, home);
    }
  }

  private static void assertRefused(String how, byte[] content) throws IOException {
    Path file = Files.createTempFile(folder, "bad", ".zip");
    Path root = Files.createTempDirectory(folder, "fresh");
    Files.write(file, content);
    try (Home home = Home.open(root)) {
      assertThatThrownBy(() -> Backup.read(file, home))
          .as(how)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("backup");
      assertThat(home.isFresh()).as(how).isTrue();
      assertThat(home.paths().tmp().resolve("restore")).as(how).doesNotExist();
    }
    // It can be restored into afterwards.
    assertThat(restore(backup, root)).isEqualTo(files);
    Folders.delete(root);
    Files.delete(file);
  }

  /** The backup with an entry more before its manifest. */
  private static byte[] rewritten(String name, String content) throws IOException {
    java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(backup));
        ZipOutputStream out = new ZipOutputStream(bytes)) {
      put(out, name, content);
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        in.transferTo(out);
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static void put(ZipOutputStream out, String name, String content) throws IOException {
    out.putNextEntry(new ZipEntry(name));
    out.write(content.getBytes(StandardCharsets.UTF_8));
    out.closeEntry();
  }

  private static Map<String, Long> contents(Path root) throws IOException {
    Map<String, Long> sizes = new TreeMap<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          java.util.zip.CRC32 sum = new java.util.zip.CRC32();
          in.transferTo(
              new java.util.zip.CheckedOutputStream(OutputStream.nullOutputStream(), sum));
          sizes.put(root.relativize(file).toString(), sum.getValue());
        }
      }
    }
    return sizes;
  }
}
