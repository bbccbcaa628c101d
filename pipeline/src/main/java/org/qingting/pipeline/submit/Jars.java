package org.qingting.pipeline.submit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The programs that the cluster has been given. */
final class Jars {
  private final FlinkRest rest;

  Jars(FlinkRest rest) {
    this.rest = rest;
  }

  /** Refuses what is no jar, or lacks the class to run, before anything is stopped for it. */
  static void check(Path jar, String entry) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      if (zip.getEntry(entry.replace('.', '/') + ".class") == null) {
        throw SubmissionException.bad(jar + " has no class " + entry + ": give another --jar");
      }
    } catch (NoSuchFileException e) {
      throw SubmissionException.bad("there is no file " + jar + ": build it, or give --jar");
    } catch (ZipException e) {
      throw SubmissionException.bad(jar + " is not a jar, or is damaged: " + e.getMessage());
    }
  }

  /** The id of this very file on the cluster, uploaded only if it is not there yet. */
  String idOf(Path jar) throws IOException {
    String name = "qingting-" + digest(jar).substring(0, 24) + ".jar";
    for (JsonNode known : rest.get("/jars").path("files")) {
      if (known.path("name").asText().equals(name)) {
        return known.path("id").asText();
      }
    }
    try {
      String stored = rest.upload("/jars/upload", jar, name).path("filename").asText();
      return stored.substring(stored.lastIndexOf('/') + 1);
    } catch (FlinkRest.Refusal e) {
      throw SubmissionException.failed(
          "the cluster refused the jar " + jar + ": " + e.getMessage(), e);
    }
  }

  private static String digest(Path file) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
