package org.qingting.pipeline.home;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.storage.Storage;

/**
 * Copies a home into one file and back. The job is stopped with a savepoint first: a savepoint can
 * be moved to another folder, a checkpoint cannot, and then index, desk and job state agree.
 *
 * <p>The file is a ZIP whose last entry, {@code MANIFEST}, names every other entry with its
 * SHA-256. It holds the home's secret keys: whoever keeps it keeps them.
 */
public final class Backup {
  private static final String MANIFEST = "MANIFEST";
  private static final String FORMAT = "qingting backup 1";
  private static final String SAVEPOINT = "checkpoints/start-000001/savepoint-backup/";

  private Backup() {}

  /**
   * Writes a backup of a home that no process works in; nothing stands under the file's name before
   * it is whole.
   *
   * @return how many files it holds
   */
  public static int write(Home home, Configuration configuration, Path file, Instant now)
      throws IOException {
    HomePaths paths = home.paths();
    Storage storage = Office.storage(paths, configuration);
    KeptIn.check(paths, storage);
    if (new Lineage(paths.checkpoints()).newest().isEmpty()) {
      throw new IOException(
          "nothing was kept in " + paths.root() + " yet: there is nothing to back up");
    }
    Path savepoint;
    try (LocalEngine engine = Office.engine(paths, storage, configuration, false, now)) {
      savepoint = engine.stop();
    }
    Path desk = paths.tmp().resolve("desk-backup.db");
    Files.deleteIfExists(desk);
    try (SqliteDeskStore store = SqliteDeskStore.open(paths.desk())) {
      store.backup(desk);
    }
    Path part = file.resolveSibling(file.getFileName() + ".part");
    Map<String, String> sums = new LinkedHashMap<>();
    try (ZipOutputStream zip =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      zip.setLevel(1);
      addFolder(zip, savepoint, SAVEPOINT, sums);
      if (storage.elasticsearch() == null) {
        addFolder(zip, paths.index(), "index/", sums);
      }
      addFolder(zip, paths.keys(), "keys/", sums);
      addFolder(zip, paths.spool(), "spool/", sums);
      add(zip, desk, "desk.db", sums);
      for (Path single : List.of(paths.told(), paths.keptIn())) {
        if (Files.exists(single)) {
          add(zip, single, single.getFileName().toString(), sums);
        }
      }
      zip.putNextEntry(new ZipEntry(MANIFEST));
      StringBuilder manifest = new StringBuilder(FORMAT).append('\n');
      sums.forEach((name, sum) -> manifest.append(sum).append(' ').append(name).append('\n'));
      zip.write(manifest.toString().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new IOException(
          "the backup could not be written to " + file + ": " + e.getMessage(), e);
    }
    Files.deleteIfExists(desk);
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    return sums.size();
  }

  /**
   * Fills a fresh home from a backup; when this throws, the home is still fresh.
   *
   * @return how many files it held
   */
  public static int read(Path file, Home home) throws IOException {
    HomePaths paths = home.paths();
    if (!home.isFresh()) {
      throw new IOException(
          paths.root() + " is not empty: restore into a folder that nothing was kept in yet");
    }
    Path unpacked = paths.tmp().resolve("restore");
    Folders.delete(unpacked);
    Files.createDirectories(unpacked);
    Map<String, String> sums = new LinkedHashMap<>();
    try {
      verify(file, unpack(file, unpacked, sums), sums);
    } catch (EOFException | ZipException | IllegalArgumentException e) {
      Folders.delete(unpacked);
      throw new IOException(
          file + " is a damaged backup (" + e.getMessage() + "): use another copy", e);
    } catch (IOException e) {
      // It holds keys.
      Folders.delete(unpacked);
      throw e;
    }
    Files.createFile(paths.restoring());
    for (String name : List.of("index", "keys", "desk.db", "told", "kept-in", "checkpoints")) {
      Path from = unpacked.resolve(name);
      if (Files.exists(from)) {
        Files.move(from, paths.root().resolve(name));
      }
    }
    if (Files.isDirectory(unpacked.resolve("spool"))) {
      try (Stream<Path> spooled = Files.list(unpacked.resolve("spool"))) {
        for (Path one : spooled.toList()) {
          Files.move(one, paths.spool().resolve(one.getFileName()));
        }
      }
    }
    Files.delete(paths.restoring());
    Folders.delete(unpacked);
    return sums.size();
  }

  private static String unpack(Path file, Path folder, Map<String, String> sums)
      throws IOException {
    String manifest = "";
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (entry.getName().equals(MANIFEST)) {
          manifest = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
          continue;
        }
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder) || entry.isDirectory()) {
          throw new IOException(file + " is no backup: it holds " + entry.getName());
        }
        Files.createDirectories(target.getParent());
        MessageDigest digest = sha256();
        try (OutputStream out = Files.newOutputStream(target)) {
          new DigestInputStream(zip, digest).transferTo(out);
        }
        if (entry.getName().startsWith("keys/")) {
          onlyOwner(target);
        }
        sums.put(entry.getName(), HexFormat.of().formatHex(digest.digest()));
      }
    }
    return manifest;
  }

  private static void verify(Path file, String manifest, Map<String, String> sums)
      throws IOException {
    Map<String, String> named = new LinkedHashMap<>();
    List<String> lines = manifest.lines().toList();
    if (lines.isEmpty() || !lines.get(0).equals(FORMAT)) {
      throw new IOException(file + " is no whole qingting backup of this release's format");
    }
    for (String line : lines.subList(1, lines.size())) {
      int space = line.indexOf(' ');
      named.put(line.substring(space + 1), line.substring(0, space));
    }
    if (!named.equals(sums)) {
      throw new IOException(
          file + " is a damaged backup (its content differs from its manifest): use another copy");
    }
  }

  private static void addFolder(
      ZipOutputStream zip, Path folder, String name, Map<String, String> sums) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (!file.getFileName().toString().equals("write.lock")) {
          add(zip, file, name + folder.relativize(file).toString().replace('\\', '/'), sums);
        }
      }
    }
  }

  private static void add(ZipOutputStream zip, Path file, String name, Map<String, String> sums)
      throws IOException {
    MessageDigest digest = sha256();
    zip.putNextEntry(new ZipEntry(name));
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(zip);
    }
    zip.closeEntry();
    sums.put(name, HexFormat.of().formatHex(digest.digest()));
  }

  private static void onlyOwner(Path file) throws IOException {
    try {
      Files.setPosixFilePermissions(
          file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException e) {
      // A file system without POSIX permissions has its own.
      return;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
