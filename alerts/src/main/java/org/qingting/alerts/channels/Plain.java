package org.qingting.alerts.channels;

import java.util.regex.Pattern;

/** Text of others as one harmless line. */
final class Plain {
  /** Addresses in their printable ASCII part: Chinese text follows them without a space. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?:[a-z][a-z0-9+.-]{1,9}://|www\\.)[\\x21-\\x7e]*"
              + "|(?:[a-z0-9-]++\\.)++[a-z]{2,}/[\\x21-\\x7e]*",
          Pattern.CASE_INSENSITIVE);

  private static final int LONGEST = 2000;

  private Plain() {}

  /**
   * One line without control and format characters, lone surrogates and web addresses.
   *
   * @param most code points that are kept; what is cut is marked by an ellipsis
   */
  static String line(String text, int most) {
    StringBuilder clean = new StringBuilder();
    boolean gap = false;
    int[] codePoints = text.codePoints().limit(LONGEST).toArray();
    for (int c : codePoints) {
      if (isUnsafe(c) || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = clean.length() > 0;
      } else {
        if (gap) {
          clean.append(' ');
          gap = false;
        }
        clean.appendCodePoint(c);
      }
    }
    return cut(ADDRESS.matcher(clean).replaceAll("（网址略）"), most);
  }

  private static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** At most so many code points. */
  static String cut(String text, int most) {
    if (text.codePointCount(0, text.length()) <= most) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
  }
}
