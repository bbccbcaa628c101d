package org.qingting.nlp;

import java.util.BitSet;

/** Marks the characters of {@code @handles} and {@code #hashtags#}, which name but do not say. */
final class Handles {

  private static final int MAX_HANDLE = 20;
  private static final int MAX_TAG = 40;

  private Handles() {}

  /** Null where there is neither, the usual case. */
  static BitSet in(String text, boolean hashtags) {
    if (text.indexOf('@') < 0 && (!hashtags || text.indexOf('#') < 0)) {
      return null;
    }
    BitSet marked = new BitSet(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '@') {
        int end = i + 1;
        int limit = Math.min(text.length(), end + MAX_HANDLE);
        while (end < limit && isHandle(text.charAt(end))) {
          end++;
        }
        marked.set(i, end);
        i = end - 1;
      } else if (c == '#' && hashtags) {
        int close = text.indexOf('#', i + 1);
        int line = text.indexOf('\n', i);
        if (close > i + 1 && close - i <= MAX_TAG && (line < 0 || line > close)) {
          marked.set(i, close + 1);
          i = close;
        }
      }
    }
    return marked;
  }

  private static boolean isHandle(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '·';
  }
}
