package org.qingting.nlp;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Decides whether a text speaks of the police. Longer phrases that only look like it (报警器, 公安县)
 * stand in the same dictionary and swallow the shorter word. Immutable and thread-safe.
 */
final class PoliceLexicon {

  private static final String EMERGENCY = "110";
  private static final String CALLING = "打拨报呼叫找了";
  private static final List<String> CALLED =
      List.of("报警", "出警", "接警", "平台", "指挥", "电话", "不", "没", "来了", "说", "民警", "警");

  private final List<String> words = new ArrayList<>();
  private final BitSet mention = new BitSet();
  private final Automaton automaton;
  private final Automaton quick;

  PoliceLexicon() {
    List<String> quickWords = new ArrayList<>();
    for (String[] row : Resources.rows("police.tsv")) {
      if (row[0].equals("+")) {
        mention.set(words.size());
        quickWords.add(row[1]);
      }
      words.add(row[1]);
    }
    mention.set(words.size());
    words.add(EMERGENCY);
    quickWords.add(EMERGENCY);
    automaton = new Automaton(words);
    quick = new Automaton(quickWords);
  }

  /** Whether any mention stands in a cleaned text. */
  boolean mentionedIn(String text) {
    boolean[] any = new boolean[1];
    quick.scan(
        text,
        (word, start, end) -> {
          any[0] = true;
          return false;
        });
    return any[0] && !mentions(text).isEmpty();
  }

  /** The words by which a cleaned text mentions police, without repetition, in order. */
  List<String> mentions(String text) {
    List<Match> matches = automaton.longest(text);
    if (matches.isEmpty()) {
      return List.of();
    }
    BitSet handles = Handles.in(text, true);
    Set<String> found = new LinkedHashSet<>();
    for (Match match : matches) {
      if (!mention.get(match.word()) || (handles != null && handles.get(match.start()))) {
        continue;
      }
      String word = words.get(match.word());
      if (word.equals(EMERGENCY) && !isEmergencyCall(text, match)) {
        continue;
      }
      found.add(word);
    }
    return List.copyOf(found);
  }

  /** 110 is also a price and a length: it counts beside calling or being called. */
  private static boolean isEmergencyCall(String text, Match match) {
    if ((match.start() > 0 && isDigitLike(text.charAt(match.start() - 1)))
        || (match.end() < text.length() && isDigitLike(text.charAt(match.end())))) {
      return false;
    }
    for (String word : CALLED) {
      if (text.startsWith(word, match.end())) {
        return true;
      }
    }
    for (int i = match.start() - 1; i >= Math.max(0, match.start() - 5); i--) {
      if (CALLING.indexOf(text.charAt(i)) >= 0) {
        return isSeparator(text, match.end());
      }
    }
    return false;
  }

  /** What follows a telephone number, unlike a unit of measure. */
  private static boolean isSeparator(String text, int at) {
    return at >= text.length() || "元块米斤个公万千百年度分平瓦伏毫厘岁人次多号".indexOf(text.charAt(at)) < 0;
  }

  private static boolean isDigitLike(char c) {
    return (c < 0x80 && Character.isLetterOrDigit(c)) || c == '.' || c == '-' || c == '%';
  }
}
