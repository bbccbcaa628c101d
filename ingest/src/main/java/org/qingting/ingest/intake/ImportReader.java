package org.qingting.ingest.intake;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads a file of posts, line by line in bounded memory. Fields: {@code id?, url?, source,
 * publishedAt} (ISO 8601 with offset), {@code title?, text, author?, repostOf?, likes?, comments?,
 * shares?, views?}; others are noted once and ignored.
 *
 * <p>JSON Lines are UTF-8. CSV (RFC 4180, comma, semicolon or tab, the first line naming the
 * fields) is UTF-8 or GB18030 (GBK, GB2312). A byte-order mark is accepted. A line longer than
 * {@link #LONGEST_LINE} bytes is rejected.
 */
public final class ImportReader {
  /** Longest line, or record of several lines, in bytes. */
  public static final int LONGEST_LINE = 1 << 20;

  /** How a file is written. */
  public enum Format {
    /** One JSON object a line. */
    JSON_LINES,
    /** Comma-separated values with a line of field names. */
    CSV;

    /** Tells the format by the file's first bytes, and by its name where they do not tell. */
    public static Format of(byte[] firstBytes, String fileName) {
      for (byte b : firstBytes) {
        boolean blank = b == ' ' || b == '\t' || b == '\r' || b == '\n';
        boolean mark = b == (byte) 0xef || b == (byte) 0xbb || b == (byte) 0xbf;
        if (!blank && !mark) {
          return b == '{' ? JSON_LINES : byName(fileName);
        }
      }
      return byName(fileName);
    }

    private static Format byName(String fileName) {
      return fileName.toLowerCase(Locale.ROOT).matches(".*\\.(?:jsonl|ndjson|json)")
          ? JSON_LINES
          : CSV;
    }
  }

  private ImportReader() {}

  /**
   * Reads a file whose format its first bytes or its name tell.
   *
   * @param fileName only looked at, never opened
   * @throws IOException if the stream fails
   */
  public static void read(InputStream in, String fileName, Consumer<Line> sink) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in, 1 << 16);
    buffered.mark(4096);
    byte[] first = buffered.readNBytes(1024);
    buffered.reset();
    read(buffered, Format.of(first, fileName), sink);
  }

  /**
   * Hands every line to the sink, in order. Never throws for a bad line; what the sink throws goes
   * through.
   *
   * @throws IOException if the stream fails
   */
  public static void read(InputStream in, Format format, Consumer<Line> sink) throws IOException {
    ByteLines lines = new ByteLines(in, LONGEST_LINE);
    if (format == Format.JSON_LINES) {
      new JsonLines(sink).read(lines);
    } else {
      new CsvRecords(sink).read(lines);
    }
  }

  /**
   * Reads one post in JSON that came by another way than a file; its number is 1. Unknown fields
   * are ignored.
   */
  public static Line readJson(byte[] post) {
    if (post.length > LONGEST_LINE) {
      return new Line.Rejected(1, PostFields.TOO_LONG);
    }
    try {
      return new JsonLines(note -> {}).parse(1, post);
    } catch (IOException e) {
      return new Line.Rejected(1, "not UTF-8 text");
    }
  }
}
