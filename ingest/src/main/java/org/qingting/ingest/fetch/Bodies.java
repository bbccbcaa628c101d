package org.qingting.ingest.fetch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Reads bodies of at most so many bytes after decompression. */
final class Bodies {
  private static final int CHUNK = 16 * 1024;

  private Bodies() {}

  /**
   * Reads a body.
   *
   * @param limit most bytes taken
   * @param truncate whether a longer body is cut rather than refused
   * @throws TooLargeException for a longer body that is not to be cut
   */
  static byte[] read(InputStream raw, String encoding, int limit, boolean truncate)
      throws IOException {
    InputStream in = decoded(raw, encoding);
    ByteArrayOutputStream out = new ByteArrayOutputStream(CHUNK);
    byte[] chunk = new byte[CHUNK];
    int n;
    while ((n = in.read(chunk, 0, Math.min(CHUNK, limit - out.size() + 1))) >= 0) {
      if (out.size() + n > limit) {
        if (truncate) {
          out.write(chunk, 0, limit - out.size());
          return out.toByteArray();
        }
        throw new TooLargeException(limit);
      }
      out.write(chunk, 0, n);
    }
    return out.toByteArray();
  }

  private static InputStream decoded(InputStream raw, String encoding) throws IOException {
    return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> raw;
      case "gzip", "x-gzip" -> new GZIPInputStream(raw, CHUNK);
      case "deflate" -> {
        // Servers disagree on whether this means zlib (RFC 1950, as it should) or bare deflate.
        PushbackInputStream peek = new PushbackInputStream(raw, 1);
        int first = peek.read();
        if (first >= 0) {
          peek.unread(first);
        }
        boolean bare = (first & 0x0f) != 8;
        yield new InflaterInputStream(peek, new Inflater(bare));
      }
      default -> throw new IOException("answers in an encoding that was not asked for");
    };
  }

  /** A body longer than its limit. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int limit) {
      super("the page is longer than " + limit + " bytes");
    }
  }
}
