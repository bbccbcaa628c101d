package org.qingting.alerts.staff;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Personal links by which one member of the office acknowledges one alert: who, what and until when
 * in clear, with an HMAC-SHA-256 of it. Whether the member may still do so, and whether it was done
 * before, is for the caller to look up. Immutable and thread-safe.
 */
public final class SignedLinks {
  /** Forms of a token: the alert's id as it is, or as the bytes that its hex digits stand for. */
  private static final byte TEXT = 1;

  private static final byte HEX = 2;

  /** Form, seconds since 1970 as an unsigned integer, length of the staff id. */
  private static final int HEAD = 6;

  private static final int KEY = 32;

  /** Half of the HMAC, as RFC 2104 allows: a link has to find room in an SMS. */
  private static final int SIGNATURE = 16;

  private static final int MOST = 200;

  /** So many bytes both ids may have: with them a token has the most characters it may. */
  private static final int IDS = MOST * 3 / 4 - SIGNATURE - HEAD;

  private final byte[] key;

  /** What a token says. */
  public sealed interface Token {
    /** It is ours and still good. */
    record Valid(String staff, String alert, Instant until) implements Token {}

    /** It was ours. */
    record Expired(String alert) implements Token {}

    /** It is not. */
    record Forged() implements Token {}
  }

  /** Links signed with a key of 32 bytes. */
  public SignedLinks(byte[] key) {
    if (key.length != KEY) {
      throw new IllegalArgumentException("a key has " + KEY + " bytes");
    }
    this.key = key.clone();
  }

  /**
   * Links signed with the key in a file, which is made where there is none, for its owner alone.
   *
   * @throws IOException when the file cannot be read or made, or holds no key
   */
  public static SignedLinks open(Path file) throws IOException {
    if (!Files.exists(file)) {
      make(file.toAbsolutePath());
    }
    byte[] key = Files.readAllBytes(file);
    if (key.length != KEY) {
      throw new IOException(
          file
              + " holds no key for links: restore it from a backup, or delete it to void all links");
    }
    return new SignedLinks(key);
  }

  /** Appears whole or not at all, and never in the place of another. */
  private static void make(Path file) throws IOException {
    byte[] fresh = new byte[KEY];
    new SecureRandom().nextBytes(fresh);
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "links", ".part");
    try {
      if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
      }
      try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(fresh));
        channel.force(true);
      }
      try {
        Files.createLink(file, part);
      } catch (FileAlreadyExistsException e) {
        // Another process was faster: its key is the one.
        return;
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Not every file system has links.
        Files.move(part, file);
      }
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /**
   * A token for a path: at most 200 letters, digits, {@code _} and {@code -}.
   *
   * @throws IllegalArgumentException when the ids are too long for that
   */
  public String issue(String staff, String alert, Instant now, Duration validFor) {
    byte[] who = staff.getBytes(StandardCharsets.UTF_8);
    boolean hex = alert.matches("([0-9a-f]{2})+");
    byte[] what = hex ? HexFormat.of().parseHex(alert) : alert.getBytes(StandardCharsets.UTF_8);
    if (who.length == 0 || what.length == 0 || who.length + what.length > IDS) {
      throw new IllegalArgumentException("a link is for a person and an alert with ids that fit");
    }
    ByteBuffer said = ByteBuffer.allocate(HEAD + who.length + what.length);
    said.put(hex ? HEX : TEXT).putInt((int) now.plus(validFor).getEpochSecond());
    said.put((byte) who.length).put(who).put(what);
    byte[] signature = sign(said.array());
    ByteBuffer all = ByteBuffer.allocate(said.capacity() + SIGNATURE);
    all.put(said.array()).put(signature);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(all.array());
  }

  /** What a token says at a time. */
  public Token read(String token, Instant now) {
    byte[] all;
    try {
      all = token.length() > MOST ? new byte[0] : Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return new Token.Forged();
    }
    int length = all.length - SIGNATURE;
    // A second way to write the same bytes is none of ours either.
    boolean canonical = Base64.getUrlEncoder().withoutPadding().encodeToString(all).equals(token);
    if (length <= HEAD || !canonical) {
      return new Token.Forged();
    }
    byte[] said = Arrays.copyOf(all, length);
    if (!MessageDigest.isEqual(sign(said), Arrays.copyOfRange(all, length, all.length))
        || (said[0] != TEXT && said[0] != HEX)) {
      return new Token.Forged();
    }
    ByteBuffer in = ByteBuffer.wrap(said, 1, length - 1);
    Instant until = Instant.ofEpochSecond(Integer.toUnsignedLong(in.getInt()));
    byte[] who = new byte[in.get()];
    in.get(who);
    byte[] what = new byte[in.remaining()];
    in.get(what);
    String alert =
        said[0] == HEX ? HexFormat.of().formatHex(what) : new String(what, StandardCharsets.UTF_8);
    return now.isBefore(until)
        ? new Token.Valid(new String(who, StandardCharsets.UTF_8), alert, until)
        : new Token.Expired(alert);
  }

  private byte[] sign(byte[] said) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return Arrays.copyOf(mac.doFinal(said), SIGNATURE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
