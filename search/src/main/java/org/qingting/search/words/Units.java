package org.qingting.search.words;

/**
 * Cuts text into the units that are searched for: each Han character (also kana, Hangul, symbols
 * and emoji) alone, other letters and digits in runs; lower-cased, full-width forms folded. What
 * separates units (white space, punctuation, control characters) is no unit, but is remembered, so
 * that 投诉 is not found in 投。诉. Marks and invisible format characters separate nothing.
 *
 * <p>Positions: a unit comes two behind the one before it, three where something separates them.
 * Two neighbours are thereby told from any two units with a third between them (at least four
 * apart).
 *
 * <p>Reusable, not thread-safe. Any string is valid, lone surrogates included.
 */
public final class Units {
  /** Longer runs of letters are cut. */
  private static final int LONGEST_RUN = 64;

  private static final int STEP = 2;
  private static final int STEP_APART = 3;

  private enum Kind {
    ALONE,
    RUN,
    MARK,
    INVISIBLE,
    SEPARATOR
  }

  private final char[] term = new char[LONGEST_RUN + 2];
  private int length;
  private String text = "";
  private int at;
  private int start;
  private int end;
  private boolean apart;

  /** Begins with a text. */
  public void reset(String newText) {
    text = newText;
    at = 0;
    start = 0;
    end = 0;
  }

  /** Goes to the next unit; false behind the last. */
  public boolean next() {
    apart = false;
    while (at < text.length()) {
      int folded = fold(text.codePointAt(at));
      switch (kind(folded)) {
        case ALONE -> {
          length = 0;
          start = at;
          take(folded);
          return true;
        }
        case RUN -> {
          length = 0;
          start = at;
          take(folded);
          takeRun();
          return true;
        }
        case MARK, INVISIBLE -> skip();
        case SEPARATOR -> {
          apart = true;
          skip();
        }
      }
    }
    return false;
  }

  private void takeRun() {
    while (at < text.length() && length < LONGEST_RUN) {
      int folded = fold(text.codePointAt(at));
      switch (kind(folded)) {
        case RUN, MARK -> take(folded);
        case INVISIBLE -> skip();
        case ALONE, SEPARATOR -> {
          return;
        }
      }
    }
  }

  private void take(int folded) {
    length += Character.toChars(folded, term, length);
    skip();
    end = at;
  }

  private void skip() {
    at += Character.charCount(text.codePointAt(at));
  }

  /** The unit as a new string. */
  public String term() {
    return new String(term, 0, length);
  }

  /** The characters of the unit, in the first {@link #length()} places; overwritten by next. */
  public char[] chars() {
    return term;
  }

  /** How many characters it has. */
  public int length() {
    return length;
  }

  /** Whether the unit is this one. */
  public boolean is(String other) {
    if (other.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (other.charAt(i) != term[i]) {
        return false;
      }
    }
    return true;
  }

  /** First UTF-16 unit of it in the text. */
  public int start() {
    return start;
  }

  /** Behind its last UTF-16 unit in the text. */
  public int end() {
    return end;
  }

  /** How far its position is from the unit before. */
  public int step() {
    return apart ? STEP_APART : STEP;
  }

  private static int fold(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint;
    }
    if (codePoint >= 0x4E00 && codePoint <= 0x9FFF) {
      return codePoint;
    }
    // Full-width forms of ASCII, as typed by Chinese input methods.
    int narrow = codePoint >= 0xFF01 && codePoint <= 0xFF5E ? codePoint - 0xFEE0 : codePoint;
    return Character.toLowerCase(narrow);
  }

  private static Kind kind(int codePoint) {
    if (codePoint < 0x80) {
      boolean letter = codePoint >= 'a' && codePoint <= 'z';
      return letter || (codePoint >= '0' && codePoint <= '9') ? Kind.RUN : Kind.SEPARATOR;
    }
    if (codePoint >= 0x4E00 && codePoint <= 0x9FFF) {
      return Kind.ALONE;
    }
    return switch (Character.getType(codePoint)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.DECIMAL_DIGIT_NUMBER ->
          writtenWithoutSpaces(codePoint) ? Kind.ALONE : Kind.RUN;
      case Character.OTHER_SYMBOL -> Kind.ALONE;
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK ->
          Kind.MARK;
      case Character.FORMAT -> Kind.INVISIBLE;
      // Skin tones of emoji.
      case Character.MODIFIER_SYMBOL -> codePoint > 0xFFFF ? Kind.INVISIBLE : Kind.SEPARATOR;
      default -> Kind.SEPARATOR;
    };
  }

  private static boolean writtenWithoutSpaces(int codePoint) {
    return Character.isIdeographic(codePoint)
        || switch (Character.UnicodeScript.of(codePoint)) {
          case HAN, HIRAGANA, KATAKANA, BOPOMOFO, HANGUL, YI, THAI, LAO, KHMER, MYANMAR, TIBETAN ->
              true;
          default -> false;
        };
  }
}
