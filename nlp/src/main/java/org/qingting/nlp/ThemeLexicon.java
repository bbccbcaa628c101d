package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Themes of the taxonomy by weighted phrases. {@code 报警…没人} stands for two phrases that follow each
 * other within a few characters of one sentence. Immutable and thread-safe.
 */
final class ThemeLexicon {

  private static final char GAP = '…';
  private static final int MAX_GAP = 12;
  private static final float ENOUGH = 1.0f;
  private static final String SENTENCE_ENDS = "。!?;\n";

  /** A phrase, or two parts in order; {@code second} is -1 for one. */
  private record Rule(int theme, float weight, int first, int second) {}

  private final List<String> themes = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private final int[][] rulesOfWord;
  private final Automaton automaton;

  ThemeLexicon() {
    Map<String, Integer> words = new HashMap<>();
    List<String> order = new ArrayList<>();
    for (String[] row : Resources.rows("themes.tsv")) {
      int theme = themes.indexOf(row[0]);
      if (theme < 0) {
        theme = themes.size();
        themes.add(row[0]);
      }
      float weight = Float.parseFloat(row[1]);
      for (String phrase : row[2].split(" ")) {
        int gap = phrase.indexOf(GAP);
        int first = number(gap < 0 ? phrase : phrase.substring(0, gap), words, order);
        int second = gap < 0 ? -1 : number(phrase.substring(gap + 1), words, order);
        rules.add(new Rule(theme, weight, first, second));
      }
    }
    rulesOfWord = new int[order.size()][0];
    for (int rule = 0; rule < rules.size(); rule++) {
      int trigger =
          rules.get(rule).second() < 0 ? rules.get(rule).first() : rules.get(rule).second();
      int[] known = rulesOfWord[trigger];
      rulesOfWord[trigger] = Arrays.copyOf(known, known.length + 1);
      rulesOfWord[trigger][known.length] = rule;
    }
    automaton = new Automaton(order);
  }

  private static int number(String word, Map<String, Integer> words, List<String> order) {
    return words.computeIfAbsent(
        word,
        added -> {
          order.add(added);
          return order.size() - 1;
        });
  }

  /** Themes of a cleaned text, the weightiest first; ties in the order of the lexicon. */
  List<String> themes(String text) {
    Weigher weigher = new Weigher(text);
    automaton.scan(text, weigher);
    return weigher.heaviest();
  }

  private final class Weigher implements Automaton.Sink {
    private final String text;
    private float[] weight;
    private boolean[] seen;
    private int[] lastEnd;

    Weigher(String text) {
      this.text = text;
    }

    @Override
    public boolean found(int word, int start, int end) {
      if (weight == null) {
        weight = new float[themes.size()];
        seen = new boolean[rules.size()];
        lastEnd = new int[rulesOfWord.length];
      }
      for (int number : rulesOfWord[word]) {
        Rule rule = rules.get(number);
        if (!seen[number] && (rule.second() < 0 || follows(rule, start))) {
          seen[number] = true;
          weight[rule.theme()] += rule.weight();
        }
      }
      lastEnd[word] = end;
      return true;
    }

    private boolean follows(Rule rule, int start) {
      int end = lastEnd[rule.first()];
      if (end == 0 || start < end || start - end > MAX_GAP) {
        return false;
      }
      for (int i = end; i < start; i++) {
        if (SENTENCE_ENDS.indexOf(text.charAt(i)) >= 0) {
          return false;
        }
      }
      return true;
    }

    List<String> heaviest() {
      if (weight == null) {
        return List.of();
      }
      List<Integer> order = new ArrayList<>();
      for (int theme = 0; theme < weight.length; theme++) {
        if (weight[theme] >= ENOUGH) {
          order.add(theme);
        }
      }
      order.sort((a, b) -> Float.compare(weight[b], weight[a]));
      return order.stream().map(themes::get).toList();
    }
  }
}
