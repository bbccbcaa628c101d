package org.qingting.dashboards.effect;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a post repeats what the office said, or what was claimed before it. A post that quotes
 * the statement repeats it, whatever it thinks of it: how it is meant is for tone and stance to
 * say. Pure.
 */
final class Echoes {
  private static final int SHINGLE = 5;

  /** So much of the shorter text has to be in the other. */
  private static final double QUOTED = 0.3;

  private static final double ALIKE = 0.2;
  private static final int WORDS = 3;

  private final Set<String> statement;
  private final List<Set<String>> claims;
  private final List<String> words;

  /** What a post repeats. */
  enum Echo {
    CLAIM,
    CORRECTION,
    NEITHER
  }

  /**
   * Echoes of one statement.
   *
   * @param statement its text
   * @param claims texts that told most before it
   * @param words that stood out in the wave
   */
  Echoes(String statement, Collection<String> claims, List<String> words) {
    this.statement = shingles(statement);
    this.claims = claims.stream().map(Echoes::shingles).toList();
    this.words = List.copyOf(words);
  }

  Echo of(String text) {
    Set<String> post = shingles(text);
    if (contained(post, statement) >= QUOTED) {
      return Echo.CORRECTION;
    }
    long found = words.stream().filter(text::contains).count();
    boolean alike = claims.stream().anyMatch(claim -> contained(post, claim) >= ALIKE);
    return alike || found >= WORDS ? Echo.CLAIM : Echo.NEITHER;
  }

  /** How much of the smaller set is in the other. */
  private static double contained(Set<String> one, Set<String> other) {
    Set<String> smaller = one.size() <= other.size() ? one : other;
    Set<String> larger = one.size() <= other.size() ? other : one;
    if (smaller.isEmpty()) {
      return 0;
    }
    long shared = smaller.stream().filter(larger::contains).count();
    return shared / (double) smaller.size();
  }

  private static Set<String> shingles(String text) {
    String plain = text.replaceAll("[^\\p{IsHan}\\p{IsAlphabetic}\\p{IsDigit}]", "");
    Set<String> all = new HashSet<>();
    for (int i = 0; i + SHINGLE <= plain.length(); i++) {
      all.add(plain.substring(i, i + SHINGLE));
    }
    return all;
  }
}
