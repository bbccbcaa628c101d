package org.qingting.alerts.channels;

import java.nio.charset.StandardCharsets;

/** Lengths that services count in UTF-8 bytes. */
final class Utf8 {
  private Utf8() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static int length(String text) {
    return bytes(text).length;
  }

  /** The longest beginning of whole code points within so many bytes. */
  static String cut(String text, int mostBytes) {
    int bytes = 0;
    int end = 0;
    while (end < text.length()) {
      int c = text.codePointAt(end);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      if (bytes > mostBytes) {
        return text.substring(0, end);
      }
      end += Character.charCount(c);
    }
    return text;
  }
}
