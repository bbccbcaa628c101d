package org.qingting.ingest.privacy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The operator's key files in one directory. {@code ids.key} is kept as long as the home; {@code
 * people-YYYY-MM.key} serves one calendar month (Asia/Shanghai) and is destroyed with it, so that
 * pseudonyms of different months cannot be joined. Files are readable by their owner only.
 */
public final class KeyRing {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final int KEY_BYTES = 32;
  private static final String IDS = "ids.key";
  private static final String HEADER = "qingting-key-1 ";
  private static final Pattern PEOPLE = Pattern.compile("people-\\d{4}-\\d{2}\\.key");

  private KeyRing() {}

  /**
   * Loads the keys of the month of {@code now}; makes those that a new home or a new month needs
   * and destroys the people keys of other months. A long-running process calls it again when the
   * month has changed.
   *
   * @throws IOException if a key file is broken, unreadable or missing in a used home; the message
   *     says what to do. A broken {@code ids.key} is never replaced
   */
  public static PrivacyKeys open(Path directory, Instant now) throws IOException {
    Files.createDirectories(directory);
    restrict(directory, "rwx------");
    Path lockFile = directory.resolve("keys.lock");
    try (FileChannel channel =
            FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("cannot lock " + lockFile);
      }
      return openLocked(directory, now);
    }
  }

  /** The month whose people keys serve at a time; when it has changed, {@link #open} again. */
  public static YearMonth period(Instant now) {
    return YearMonth.from(now.atZone(ZONE));
  }

  private static PrivacyKeys openLocked(Path directory, Instant now) throws IOException {
    Path current = directory.resolve("people-" + period(now) + ".key");
    List<Path> people = peopleFiles(directory);
    Path idsFile = directory.resolve(IDS);
    if (Files.notExists(idsFile)) {
      if (!people.isEmpty()) {
        throw new IOException(
            idsFile
                + " is missing though this home was used before: restore it from a backup. Without"
                + " it every post gets a new id; to accept that and begin anew, delete the"
                + " people-*.key files beside it.");
      }
      create(idsFile);
    }
    byte[] ids = read(idsFile, "restore it from a backup; without it every post gets a new id");
    if (Files.notExists(current)) {
      create(current);
    }
    byte[] key = read(current, "delete it: people of this month are then counted anew");
    for (Path file : people) {
      if (!file.equals(current)) {
        destroy(file);
      }
    }
    return new PrivacyKeys(ids, key);
  }

  private static List<Path> peopleFiles(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<Path> found = new ArrayList<>();
      files
          .filter(file -> PEOPLE.matcher(file.getFileName().toString()).matches())
          .forEach(found::add);
      return found;
    }
  }

  /** Appears whole or not at all: a crash in between leaves no half key behind. */
  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    String hex = HexFormat.of().formatHex(key);
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(fresh);
    restrict(fresh, "rw-------");
    byte[] line = (HEADER + hex + " " + checksum(hex) + "\n").getBytes(StandardCharsets.US_ASCII);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      writeAll(channel, line);
      channel.force(true);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] read(Path file, String remedy) throws IOException {
    String line;
    try {
      if (Files.size(file) > 1024) {
        throw new IOException("too long");
      }
      line = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    } catch (IOException e) {
      throw new IOException(
          file
              + " cannot be read ("
              + e.getMessage()
              + "): check its owner and permissions, or "
              + remedy,
          e);
    }
    String[] parts =
        line.startsWith(HEADER) ? line.substring(HEADER.length()).split(" ") : new String[0];
    boolean sound =
        parts.length == 2
            && parts[0].matches("[0-9a-f]{" + 2 * KEY_BYTES + "}")
            && parts[1].equals(checksum(parts[0]));
    if (!sound) {
      throw new IOException(file + " is broken: " + remedy);
    }
    restrict(file, "rw-------");
    return HexFormat.of().parseHex(parts[0]);
  }

  private static void destroy(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      byte[] noise = new byte[Math.toIntExact(Math.min(4096, channel.size()))];
      new SecureRandom().nextBytes(noise);
      writeAll(channel, noise);
      channel.force(true);
    }
    Files.delete(file);
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static String checksum(String hex) {
    CRC32C checksum = new CRC32C();
    checksum.update(hex.getBytes(StandardCharsets.US_ASCII));
    return Long.toHexString(checksum.getValue());
  }

  private static void restrict(Path path, String permissions) throws IOException {
    if (Files.getFileStore(path).supportsFileAttributeView("posix")
        && !Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS)
            .equals(PosixFilePermissions.fromString(permissions))) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
  }
}
