package org.qingting.ingest.spool;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import org.qingting.ingest.spool.SpoolFormat.BadLineException;
import org.qingting.model.Arrival;

/** Reads one spool file from a byte offset on. Not thread-safe. */
public final class SpoolReader implements Closeable {
  private static final int LONGEST_LINE = 4 << 20;

  private final Path file;
  private final FileChannel channel;
  private final BadLines bad;
  private byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private long offset;
  private boolean ended;
  private boolean overlong;

  private SpoolReader(Path file, FileChannel channel, long offset) {
    this.file = file;
    this.channel = channel;
    this.offset = offset;
    this.bad = new BadLines(file);
  }

  /**
   * Opens a file.
   *
   * @param offset where a line begins, as {@link #offset} told it
   */
  public static SpoolReader open(Path file, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      channel.position(offset);
      return new SpoolReader(file, channel, offset);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Reads on. A line that is not an arrival is left out, and noted with its reason in {@code
   * <file>.bad}.
   *
   * @param most how many lines at most
   * @return how many lines were bad
   */
  public int read(int most, Consumer<Arrival> out) throws IOException {
    int badLines = 0;
    for (int i = 0; i < most; i++) {
      int length = nextLine();
      if (length < 0) {
        break;
      }
      try {
        if (overlong || length > LONGEST_LINE) {
          throw new BadLineException("longer than " + LONGEST_LINE + " bytes");
        }
        out.accept(SpoolFormat.read(buffer, from, length));
      } catch (BadLineException e) {
        badLines++;
        bad.note(
            offset,
            e.getMessage(),
            Arrays.copyOfRange(buffer, from, from + Math.min(length, LONGEST_LINE)));
      }
      overlong = false;
      int consumed = Math.min(length + 1, to - from);
      from += consumed;
      offset += consumed;
    }
    return badLines;
  }

  /** Whether the last line was read. */
  public boolean ended() {
    return ended;
  }

  /** Where the next line begins, in bytes. */
  public long offset() {
    return offset;
  }

  /** The file being read. */
  public Path file() {
    return file;
  }

  /**
   * Length of the next line without its end; -1 after the last. The buffer holds all of it, or the
   * end of it where it is overlong.
   */
  private int nextLine() throws IOException {
    int scanned = from;
    while (true) {
      for (; scanned < to; scanned++) {
        if (buffer[scanned] == '\n') {
          return scanned - from;
        }
      }
      if (to - from > LONGEST_LINE) {
        overlong = true;
        offset += to - from;
        from = to;
      }
      int line = to - from;
      if (!fill()) {
        ended = line == 0 && !overlong;
        return ended ? -1 : line;
      }
      scanned = from + line;
    }
  }

  private boolean fill() throws IOException {
    if (from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int n = channel.read(ByteBuffer.wrap(buffer, to, buffer.length - to));
    if (n <= 0) {
      return false;
    }
    to += n;
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
