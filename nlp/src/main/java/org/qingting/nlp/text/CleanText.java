package org.qingting.nlp.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Brings forms that mean the same to one form, so that everything behind reads the same characters:
 * full-width and compatibility forms (NFKC, character by character), upper case, traditional
 * characters, HTML left in, zero-width and control characters, lone surrogates. Emoji stay.
 *
 * <p>Stateless and thread-safe; never fails; time is linear in the length read.
 */
public final class CleanText {

  /** UTF-16 units read; what follows is left out, so that one post takes a bounded time. */
  public static final int MAX_LENGTH = 20_000;

  private static final int MAX_TAG = 2_000;
  private static final char DROP = 0;
  private static final char[] FOLD = foldTable();

  private CleanText() {}

  /** The one form of a text; {@code null} counts as empty. */
  public static String of(String raw) {
    if (raw == null || raw.isEmpty()) {
      return "";
    }
    // Markup is left out before the cap counts, but reading is bounded all the same.
    int end = Math.min(raw.length(), 4 * MAX_LENGTH);
    StringBuilder out = new StringBuilder(Math.min(end, MAX_LENGTH));
    int at = 0;
    while (at < end && out.length() < MAX_LENGTH) {
      char c = raw.charAt(at);
      if (c == '<') {
        int after = tag(raw, at, end, out);
        if (after > at) {
          at = after;
          continue;
        }
      } else if (c == '&') {
        int after = entity(raw, at, end, out);
        if (after > at) {
          at = after;
          continue;
        }
      } else if (Character.isHighSurrogate(c)) {
        if (at + 1 < raw.length() && Character.isLowSurrogate(raw.charAt(at + 1))) {
          out.append(c).append(raw.charAt(at + 1));
          at++;
        }
        at++;
        continue;
      }
      append(out, c);
      at++;
    }
    return out.toString();
  }

  private static void append(StringBuilder out, char c) {
    char folded = FOLD[c];
    if (folded != DROP) {
      out.append(folded);
    }
  }

  /** Skips a tag at {@code at}; returns where to go on, or {@code at} where there is no tag. */
  private static int tag(String raw, int at, int end, StringBuilder out) {
    if (at + 2 >= end) {
      return at;
    }
    char first = raw.charAt(at + 1);
    int nameAt = first == '/' ? at + 2 : at + 1;
    if (raw.startsWith("<!--", at)) {
      int close = find(raw, "-->", at + 4, Math.min(end, at + MAX_TAG));
      return close < 0 ? at : close + 3;
    }
    if (!isAsciiLetter(raw.charAt(nameAt)) && first != '!') {
      return at;
    }
    int close = find(raw, ">", nameAt, Math.min(end, at + MAX_TAG));
    if (close < 0) {
      return at;
    }
    int nameEnd = nameAt;
    while (nameEnd < close && Character.isLetterOrDigit(raw.charAt(nameEnd))) {
      nameEnd++;
    }
    String name = raw.substring(nameAt, nameEnd).toLowerCase(Locale.ROOT);
    switch (name) {
      case "script", "style" -> {
        out.append('\n');
        if (first != '/') {
          int stop = find(raw, "</" + name, close, end);
          if (stop >= 0) {
            return stop;
          }
        }
      }
      case "br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "blockquote", "section" ->
          out.append('\n');
      default -> {
        // An inline tag: the characters around it belong together.
      }
    }
    return close + 1;
  }

  private static int find(String raw, String what, int from, int end) {
    int last = end - what.length();
    for (int i = from; i <= last; i++) {
      if (raw.regionMatches(true, i, what, 0, what.length())) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /** Decodes an entity at {@code at}; returns where to go on, or {@code at} where there is none. */
  private static int entity(String raw, int at, int end, StringBuilder out) {
    int limit = Math.min(end, at + 10);
    int semicolon = raw.indexOf(';', at);
    if (semicolon < 0 || semicolon >= limit || semicolon == at + 1) {
      return at;
    }
    String name = raw.substring(at + 1, semicolon);
    int codePoint;
    if (name.charAt(0) == '#') {
      codePoint = numeric(name);
    } else {
      codePoint =
          switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "quot", "ldquo", "rdquo" -> '"';
            case "apos" -> '\'';
            case "nbsp", "ensp", "emsp" -> ' ';
            default -> -1;
          };
    }
    if (codePoint < 0) {
      return at;
    }
    if (codePoint < 0x10000) {
      if (!Character.isSurrogate((char) codePoint)) {
        append(out, (char) codePoint);
      }
    } else {
      out.appendCodePoint(codePoint);
    }
    return semicolon + 1;
  }

  private static int numeric(String name) {
    boolean hex = name.length() > 1 && (name.charAt(1) == 'x' || name.charAt(1) == 'X');
    int value = 0;
    int from = hex ? 2 : 1;
    if (from >= name.length()) {
      return -1;
    }
    for (int i = from; i < name.length(); i++) {
      int digit = Character.digit(name.charAt(i), hex ? 16 : 10);
      if (digit < 0 || value > 0x10FFFF) {
        return -1;
      }
      value = value * (hex ? 16 : 10) + digit;
    }
    return value > 0x10FFFF ? -1 : value;
  }

  private static char[] foldTable() {
    char[] table = new char[0x10000];
    for (int i = 0; i < table.length; i++) {
      table[i] = foldOne((char) i);
    }
    readTraditional(table);
    return table;
  }

  private static char foldOne(char c) {
    if (c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029') {
      return '\n';
    }
    if (c == '\t' || Character.isSpaceChar(c)) {
      return ' ';
    }
    // Variation selectors and joiners only change how an emoji looks.
    if ((c >= '\uFE00' && c <= '\uFE0F') || Character.isSurrogate(c)) {
      return DROP;
    }
    int type = Character.getType(c);
    if (type == Character.CONTROL || type == Character.FORMAT) {
      return DROP;
    }
    if (c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF)) {
      return Character.toLowerCase(c);
    }
    String compatible = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
    char folded = compatible.length() == 1 ? compatible.charAt(0) : c;
    return Character.toLowerCase(folded);
  }

  private static void readTraditional(char[] table) {
    try (InputStream in = CleanText.class.getResourceAsStream("/org/qingting/nlp/traditional.tsv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("#")) {
          continue;
        }
        char simplified = line.charAt(0);
        for (int i = 2; i < line.length(); i++) {
          table[line.charAt(i)] = simplified;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("traditional.tsv is missing from the jar or unreadable", e);
    }
  }
}
