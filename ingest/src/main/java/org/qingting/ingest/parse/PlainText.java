package org.qingting.ingest.parse;

/**
 * Cleans text that came from outside: no control or invisible characters, no runs of blanks, no
 * lone surrogates, bounded. Thread-safe.
 */
public final class PlainText {
  /** Longest text kept of one post, in UTF-16 units. */
  public static final int LONGEST = 100_000;

  /** Longest title kept, in UTF-16 units. */
  public static final int LONGEST_TITLE = 500;

  private PlainText() {}

  /**
   * Paragraphs separated by single {@code \n}, blanks within them collapsed to single spaces, none
   * at the ends of a paragraph; at most {@link #LONGEST} units. Applying it twice changes nothing.
   */
  public static String clean(String raw) {
    return clean(raw, LONGEST, true);
  }

  /** One line of at most {@code longest} UTF-16 units. */
  public static String line(String raw, int longest) {
    return clean(raw, longest, false);
  }

  private static String clean(String raw, int longest, boolean paragraphs) {
    StringBuilder out = new StringBuilder(Math.min(raw.length(), longest));
    // What separates the last character written from the next one: nothing, a space, a line break.
    char pending = 0;
    for (int i = 0; i < raw.length() && out.length() < longest; ) {
      int c = raw.codePointAt(i);
      i += Character.charCount(c);
      if (paragraphs && isLineBreak(c)) {
        pending = '\n';
      } else if (isBlank(c)) {
        pending = pending == 0 ? ' ' : pending;
      } else if (!isInvisible(c)) {
        int room = longest - out.length() - Character.charCount(c);
        if (pending != 0 && out.length() > 0) {
          if (room < 1) {
            break;
          }
          out.append(pending);
        } else if (room < 0) {
          break;
        }
        pending = 0;
        out.appendCodePoint(c);
      }
    }
    return out.toString();
  }

  private static boolean isLineBreak(int c) {
    return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029' || c == '\u000b' || c == '\f';
  }

  private static boolean isBlank(int c) {
    return c == ' '
        || c == '\t'
        || c == '\u00a0'
        || c == '\u3000'
        || (c >= '\u2000' && c <= '\u200a')
        || c == '\u202f'
        || isLineBreak(c);
  }

  /** Controls, format characters (zero width, bidi overrides, soft hyphens), lone surrogates. */
  private static boolean isInvisible(int c) {
    if (c < 0x7f) {
      return c < 0x20;
    }
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || c == 0xfffe
        || c == 0xffff
        || (c >= 0xfe00 && c <= 0xfe0e)
        || c == 0x034f
        || c == 0x115f
        || c == 0x1160
        || c == 0x3164
        || c == 0xffa0;
  }
}
