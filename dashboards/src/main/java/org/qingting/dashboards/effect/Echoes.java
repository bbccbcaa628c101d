package org.qingting.dashboards.effect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Whether a post repeats what the office said, or what was claimed before it, by its wording
 * (shingle containment, Broder 1997) and, for claims, by its words. A statement usually quotes the
 * claim it answers; what both say tells nothing and is left out of its wording, and so are set
 * phrases. A post that quotes the statement repeats the correction whatever it thinks of it, also
 * with a mocking comment: it spreads what the office said. How it is meant is for tone and stance
 * to say, and such a post may well count as critical at the same time. Pure; thread-safe.
 */
final class Echoes {
  /** Characters: about two to three Chinese words, so hardly any run in common by chance. */
  private static final int SHINGLE = 5;

  /** So much of a sentence of the statement, or of a short post, is a quotation. */
  private static final double QUOTED = 0.6;

  /**
   * So many shingles of the statement are one wherever they stand: a run of 14 characters, longer
   * than the full name of a police station.
   */
  private static final int RUN = 10;

  /** Sentences with less wording of their own are set phrases, or names alone. */
  private static final int LEAST_OWN = 4;

  private static final double ALIKE = 0.25;

  /** Of the words of the shorter text; only with so many words in common. */
  private static final double SAME_WORDS = 0.5;

  private static final int LEAST_WORDS = 4;

  /** Of the words that stood out, so many in one post tell of the claim. */
  private static final int TELLING_WORDS = 3;

  private static final Set<String> SET_PHRASES = setPhrases();

  private final List<Set<String>> sentences;
  private final Set<String> own;
  private final List<Set<String>> claims;
  private final List<Set<String>> claimWords;
  private final List<String> standingOut;

  /** What a post repeats. */
  enum Echo {
    CLAIM,
    CORRECTION,
    NEITHER
  }

  /**
   * A post's text.
   *
   * @param words segmented, joined by single spaces
   */
  record Wording(String text, String words) {}

  /**
   * Echoes of one statement.
   *
   * @param statement its text
   * @param claims what told most before it
   * @param standingOut words that stood out in the wave
   */
  Echoes(String statement, Collection<Wording> claims, List<String> standingOut) {
    this.claims = claims.stream().map(claim -> shingles(claim.text())).toList();
    this.claimWords = claims.stream().map(claim -> words(claim.words())).toList();
    this.standingOut = List.copyOf(standingOut);
    this.sentences = new ArrayList<>();
    this.own = new HashSet<>();
    for (String sentence : statement.split("[。！？!?；;\\n]")) {
      Set<String> wording = shingles(sentence);
      this.claims.forEach(wording::removeAll);
      wording.removeAll(SET_PHRASES);
      if (wording.size() >= LEAST_OWN) {
        sentences.add(wording);
        own.addAll(wording);
      }
    }
  }

  Echo of(Wording post) {
    Set<String> wording = shingles(post.text());
    if (quotes(wording)) {
      return Echo.CORRECTION;
    }
    return claims(post, wording) ? Echo.CLAIM : Echo.NEITHER;
  }

  private boolean quotes(Set<String> post) {
    long shared = shared(post, own);
    return shared >= RUN
        || (shared >= LEAST_OWN && shared >= QUOTED * post.size())
        || sentences.stream().anyMatch(each -> shared(post, each) >= QUOTED * each.size());
  }

  private boolean claims(Wording post, Set<String> wording) {
    for (Set<String> claim : claims) {
      long shared = shared(wording, claim);
      if (shared >= LEAST_OWN && shared >= ALIKE * Math.min(wording.size(), claim.size())) {
        return true;
      }
    }
    Set<String> said = words(post.words());
    for (Set<String> claim : claimWords) {
      long shared = shared(said, claim);
      if (shared >= LEAST_WORDS && shared >= SAME_WORDS * Math.min(said.size(), claim.size())) {
        return true;
      }
    }
    return standingOut.stream().filter(post.text()::contains).count() >= TELLING_WORDS;
  }

  private static long shared(Set<String> one, Set<String> other) {
    Set<String> smaller = one.size() <= other.size() ? one : other;
    Set<String> larger = one.size() <= other.size() ? other : one;
    return smaller.stream().filter(larger::contains).count();
  }

  /** Of letters and digits; where a sentence ends, another begins. */
  private static Set<String> shingles(String text) {
    String plain = text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    Set<String> all = new HashSet<>();
    for (int i = 0; i + SHINGLE <= plain.length(); i++) {
      all.add(plain.substring(i, i + SHINGLE));
    }
    return all;
  }

  private static Set<String> setPhrases() {
    Set<String> all = new HashSet<>();
    try (InputStream in = Echoes.class.getResourceAsStream("set_phrases.txt")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .forEach(line -> all.addAll(shingles(line)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /** Words of one character are mostly particles. */
  private static Set<String> words(String segmented) {
    Set<String> all = new HashSet<>(Arrays.asList(segmented.split(" ")));
    all.removeIf(word -> word.length() < 2);
    return all;
  }
}
