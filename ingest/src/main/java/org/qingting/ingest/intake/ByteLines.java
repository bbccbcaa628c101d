package org.qingting.ingest.intake;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits a stream at line feeds. Bytes, not characters, since the charset may only be known later;
 * neither UTF-8 nor GB18030 has a line feed inside a character.
 */
final class ByteLines {
  private static final byte[] MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final int longest;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private byte[] line = new byte[1024];
  private int length;
  private long number;

  ByteLines(InputStream in, int longest) {
    this.in = in;
    this.longest = longest;
  }

  /** One line without its end; its bytes are null if it was too long. */
  static final class Raw {
    private final long number;
    private final byte[] bytes;

    private Raw(long number, byte[] bytes) {
      this.number = number;
      this.bytes = bytes;
    }

    long number() {
      return number;
    }

    byte[] bytes() {
      return bytes;
    }

    boolean tooLong() {
      return bytes == null;
    }
  }

  /** The next line; null at the end. */
  Raw next() throws IOException {
    length = 0;
    boolean any = false;
    boolean tooLong = false;
    while (fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      int part = end - position;
      tooLong |= (long) length + part > longest;
      if (!tooLong) {
        append(position, part);
      }
      position = end < limit ? end + 1 : end;
      if (end < limit) {
        break;
      }
    }
    if (!any) {
      return null;
    }
    number++;
    return new Raw(number, tooLong ? null : trimmed());
  }

  private byte[] trimmed() {
    int from = number == 1 && length >= 3 && Arrays.equals(line, 0, 3, MARK, 0, 3) ? 3 : 0;
    int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
    return Arrays.copyOfRange(line, from, to);
  }

  private void append(int from, int count) {
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    position = 0;
    limit = Math.max(0, in.read(buffer));
    return limit > 0;
  }
}
