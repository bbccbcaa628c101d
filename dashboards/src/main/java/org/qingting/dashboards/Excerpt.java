package org.qingting.dashboards;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.qingting.search.Hit.Highlight;

/**
 * The part of a text that is shown in a list, with what matched in it.
 *
 * @param text the part, with an ellipsis where something was left out
 * @param marks pairs of first and behind-last UTF-16 code units that matched
 * @param cut whether something was left out
 */
record Excerpt(String text, List<int[]> marks, boolean cut) {
  private static final String ELLIPSIS = "…";

  /**
   * Cuts around the first match.
   *
   * @param full the whole text
   * @param matches in order, never overlapping; those outside the text are ignored
   * @param max at most about so many code units
   */
  static Excerpt of(String full, List<Highlight> matches, int max) {
    if (full.length() <= max) {
      return new Excerpt(full, marks(matches, 0, full.length(), 0), false);
    }
    int first = matches.isEmpty() ? 0 : matches.get(0).start();
    int start = first < max * 2 / 3 ? 0 : Math.min(first - max / 4, full.length() - max);
    start = wholeCharacter(full, start);
    int end = wholeCharacter(full, Math.min(full.length(), start + max));
    String head = start > 0 ? ELLIPSIS : "";
    String tail = end < full.length() ? ELLIPSIS : "";
    return new Excerpt(
        head + full.substring(start, end) + tail,
        marks(matches, start, end, head.length() - start),
        true);
  }

  /** The matches of a part of a text, counted from that part's beginning. */
  static List<Highlight> within(List<Highlight> matches, int start, int end) {
    List<Highlight> part = new ArrayList<>();
    for (Highlight match : matches) {
      int from = Math.max(match.start(), start);
      int to = Math.min(match.end(), end);
      if (from < to) {
        part.add(new Highlight(from - start, to - start));
      }
    }
    return part;
  }

  /** Where any of some words stand in a text; the longer word wins where two overlap. */
  static List<Highlight> find(String text, Collection<String> words) {
    List<String> longestFirst = new ArrayList<>(words);
    longestFirst.removeIf(String::isBlank);
    longestFirst.sort((a, b) -> Integer.compare(b.length(), a.length()));
    List<Highlight> found = new ArrayList<>();
    int at = 0;
    while (at < text.length() && !longestFirst.isEmpty()) {
      int here = at;
      int length =
          longestFirst.stream()
              .filter(word -> text.startsWith(word, here))
              .mapToInt(String::length)
              .findFirst()
              .orElse(0);
      if (length > 0) {
        found.add(new Highlight(at, at + length));
      }
      at += Math.max(1, length);
    }
    return found;
  }

  private static List<int[]> marks(List<Highlight> matches, int start, int end, int shift) {
    List<int[]> marks = new ArrayList<>();
    for (Highlight match : matches) {
      int from = Math.max(match.start(), start);
      int to = Math.min(match.end(), end);
      if (from < to) {
        marks.add(new int[] {from + shift, to + shift});
      }
    }
    return marks;
  }

  /** Never between the halves of a surrogate pair. */
  private static int wholeCharacter(String text, int at) {
    return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
  }
}
