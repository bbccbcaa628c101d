package org.qingting.ingest.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.qingting.ingest.spool.SpoolReader;
import org.qingting.model.Arrival;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the intake spool has been read. A file that was read to its end is deleted once a
 * completed checkpoint knows so.
 */
final class SpoolCursor {
  private static final Logger LOG = LoggerFactory.getLogger(SpoolCursor.class);
  private static final int VERSION = 1;

  private final Path directory;
  private final TreeSet<String> finished = new TreeSet<>();
  private final TreeMap<Long, Set<String>> finishedAt = new TreeMap<>();
  private String current = "";
  private long offset;
  private SpoolReader reader;

  SpoolCursor(Path directory) {
    this.directory = directory;
  }

  static SpoolCursor restore(Path directory, byte[] state) throws IOException {
    SpoolCursor cursor = new SpoolCursor(directory);
    if (state.length == 0) {
      return cursor;
    }
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(state));
    int version = in.readUnsignedByte();
    if (version != VERSION) {
      throw new IOException("a spool state of version " + version + " is not known here");
    }
    cursor.current = in.readUTF();
    cursor.offset = in.readLong();
    for (int i = in.readInt(); i > 0; i--) {
      cursor.finished.add(in.readUTF());
    }
    return cursor;
  }

  PostSplit snapshot(long checkpointId) {
    finishedAt.put(checkpointId, new HashSet<>(finished));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeByte(VERSION);
      out.writeUTF(current);
      out.writeLong(offset);
      out.writeInt(finished.size());
      for (String name : finished) {
        out.writeUTF(name);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return new PostSplit(PostSplit.SPOOL, bytes.toByteArray());
  }

  /** Deletes the files that the checkpoint holds to their end. */
  void checkpointCompleted(long checkpointId) {
    for (Set<String> names : finishedAt.headMap(checkpointId, true).values()) {
      for (String name : names) {
        try {
          Files.deleteIfExists(directory.resolve(name));
          finished.remove(name);
        } catch (IOException e) {
          LOG.warn("Cannot delete {} from the intake spool; it is tried again later", name, e);
        }
      }
    }
    finishedAt.headMap(checkpointId, true).clear();
  }

  /** What one reading gave. */
  record Taken(boolean more, int badLines, String file) {}

  /** Reads on, at most so many posts; does not wait for any. */
  Taken poll(int most, Consumer<Arrival> out) throws IOException {
    if (reader == null && !open()) {
      return new Taken(false, 0, "");
    }
    String file = current;
    int bad = reader.read(most, out);
    offset = reader.offset();
    if (reader.ended()) {
      close();
      finished.add(current);
      current = "";
      offset = 0;
    }
    return new Taken(true, bad, file);
  }

  private boolean open() throws IOException {
    if (!current.isEmpty()) {
      try {
        reader = SpoolReader.open(directory.resolve(current), offset);
        return true;
      } catch (NoSuchFileException e) {
        LOG.warn("The spool file {} is gone; going on with the next", current);
        current = "";
        offset = 0;
      }
    }
    String next = firstWaiting();
    if (next.isEmpty()) {
      return false;
    }
    reader = SpoolReader.open(directory.resolve(next), 0);
    current = next;
    offset = 0;
    return true;
  }

  private String firstWaiting() throws IOException {
    String first = "";
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.jsonl")) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!finished.contains(name) && (first.isEmpty() || name.compareTo(first) < 0)) {
          first = name;
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return ""; // nothing was ever imported
    }
    return first;
  }

  void close() throws IOException {
    if (reader != null) {
      reader.close();
      reader = null;
    }
  }
}
