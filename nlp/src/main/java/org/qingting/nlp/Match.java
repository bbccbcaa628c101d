package org.qingting.nlp;

import java.util.Comparator;

/** A dictionary word found in a text: its number, first character, end (exclusive). */
record Match(int word, int start, int end) {

  static final Comparator<Match> LEFT_LONGEST =
      Comparator.comparingInt(Match::start)
          .thenComparing(Comparator.comparingInt(Match::end).reversed());
}
