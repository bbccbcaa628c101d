package org.qingting.search.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.qingting.search.Hit.Highlight;

/**
 * Finds the words of a query in a text, by the same {@link Units} as the index. Not thread-safe.
 */
public final class Highlighter {
  /** Enough to mark; the rest of a text that repeats a word without end is not marked. */
  private static final int MOST_MATCHES = 2000;

  private final List<List<TypedWords.Unit>> words;
  private final Units units = new Units();

  /** For the words that may occur. */
  public Highlighter(TypedWords typed) {
    words = typed.positive().stream().map(TypedWords.Word::units).distinct().toList();
  }

  /** Ranges in order, joined where they touch or overlap. */
  public List<Highlight> highlights(String text) {
    if (words.isEmpty()) {
      return List.of();
    }
    List<Highlight> matches = new ArrayList<>();
    List<Partial> partials = new ArrayList<>();
    units.reset(text);
    int position = 0;
    while (matches.size() < MOST_MATCHES && units.next()) {
      position += units.step();
      for (Iterator<Partial> i = partials.iterator(); i.hasNext(); ) {
        Partial partial = i.next();
        if (!partial.goesOn(units, position)) {
          i.remove();
        } else if (partial.isWhole()) {
          i.remove();
          matches.add(new Highlight(partial.start, units.end()));
        }
      }
      for (List<TypedWords.Unit> word : words) {
        if (!units.is(word.get(0).term())) {
          continue;
        }
        if (word.size() == 1) {
          matches.add(new Highlight(units.start(), units.end()));
        } else {
          partials.add(new Partial(word, units.start(), position));
        }
      }
    }
    return joined(matches);
  }

  private static List<Highlight> joined(List<Highlight> matches) {
    matches.sort(Comparator.comparingInt(Highlight::start));
    List<Highlight> joined = new ArrayList<>();
    for (Highlight match : matches) {
      int last = joined.size() - 1;
      if (last >= 0 && match.start() <= joined.get(last).end()) {
        Highlight before = joined.get(last);
        joined.set(last, new Highlight(before.start(), Math.max(before.end(), match.end())));
      } else {
        joined.add(match);
      }
    }
    return List.copyOf(joined);
  }

  /** A word of which the first units were found. */
  private static final class Partial {
    private final List<TypedWords.Unit> word;
    private final int start;
    private final int position;
    private int found = 1;

    Partial(List<TypedWords.Unit> word, int start, int position) {
      this.word = word;
      this.start = start;
      this.position = position;
    }

    boolean goesOn(Units units, int at) {
      TypedWords.Unit wanted = word.get(found);
      if (at - position != wanted.position() || !units.is(wanted.term())) {
        return false;
      }
      found++;
      return true;
    }

    boolean isWhole() {
      return found == word.size();
    }
  }
}
