package org.qingting.search.words;

import java.util.ArrayList;
import java.util.List;

/**
 * A query as a person types it: words separated by white space must all occur, "in quotes" as they
 * stand, with a leading {@code -} not at all; {@code |} binds more tightly than white space: {@code
 * a b | c} asks for a, and for b or c. Chinese quotes, dashes, bars and spaces are as good as ASCII
 * ones. What holds nothing to search for asks for nothing.
 *
 * @param clauses all must hold; of the words within one, any
 */
public record TypedWords(List<List<Word>> clauses) {
  /** What is typed beyond these bounds is not read, so that no query can be costly. */
  private static final int MOST_CHARACTERS = 1000;

  private static final int MOST_WORDS = 32;
  private static final int MOST_UNITS = 256;

  /**
   * A word to find, or not to find.
   *
   * @param units its units, at least one
   * @param negative whether it must not occur
   */
  public record Word(List<Unit> units, boolean negative) {}

  /**
   * One unit of a word.
   *
   * @param term as indexed
   * @param position relative to the first unit of the word
   */
  public record Unit(String term, int position) {}

  /** The words that may occur, for marking them. */
  public List<Word> positive() {
    return clauses.stream().flatMap(List::stream).filter(word -> !word.negative()).toList();
  }

  /** Reads any text. */
  public static TypedWords parse(String typed) {
    return new Parser(typed.substring(0, Math.min(typed.length(), MOST_CHARACTERS))).parse();
  }

  private static final class Parser {
    private final String typed;
    private final List<List<Word>> clauses = new ArrayList<>();
    private final Units units = new Units();
    private int at;
    private int wordCount;
    private int unitCount;
    private boolean either;

    Parser(String typed) {
      this.typed = typed;
    }

    TypedWords parse() {
      while (at < typed.length() && wordCount < MOST_WORDS && unitCount < MOST_UNITS) {
        if (isSpace(typed.charAt(at))) {
          at++;
        } else if (isBar(typed.charAt(at))) {
          either = true;
          at++;
        } else {
          word();
        }
      }
      return new TypedWords(clauses.stream().map(List::copyOf).toList());
    }

    private void word() {
      boolean negative = false;
      while (at < typed.length() && isDash(typed.charAt(at))) {
        negative = true;
        at++;
      }
      if (at == typed.length()) {
        return;
      }
      int start = at;
      if (isQuote(typed.charAt(at))) {
        start = ++at;
        while (at < typed.length() && !isQuote(typed.charAt(at))) {
          at++;
        }
        add(typed.substring(start, at), negative);
        at++;
        return;
      }
      while (at < typed.length() && !endsWord(typed.charAt(at))) {
        at++;
      }
      add(typed.substring(start, at), negative);
    }

    private void add(String text, boolean negative) {
      List<Unit> found = new ArrayList<>();
      units.reset(text);
      int position = 0;
      while (unitCount < MOST_UNITS && units.next()) {
        position = found.isEmpty() ? 0 : position + units.step();
        found.add(new Unit(units.term(), position));
        unitCount++;
      }
      if (found.isEmpty()) {
        return;
      }
      Word word = new Word(List.copyOf(found), negative);
      wordCount++;
      if (either && !clauses.isEmpty()) {
        clauses.get(clauses.size() - 1).add(word);
      } else {
        clauses.add(new ArrayList<>(List.of(word)));
      }
      either = false;
    }

    private static boolean endsWord(char c) {
      return isSpace(c) || isBar(c) || isQuote(c);
    }

    private static boolean isSpace(char c) {
      return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    private static boolean isBar(char c) {
      return c == '|' || c == '｜';
    }

    private static boolean isDash(char c) {
      return c == '-' || c == '－';
    }

    private static boolean isQuote(char c) {
      return c == '"' || c == '“' || c == '”' || c == '＂' || c == '„';
    }
  }
}
