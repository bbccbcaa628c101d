package org.qingting.nlp;

import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The words that best stand for a post: frequency in the post times rarity in newspaper text.
 * Content words of at least two characters; no names of people. Immutable and thread-safe.
 */
final class Keywords {

  private static final int MOST = 10;
  private static final int MAX_DISTINCT = 2_000;

  private final Set<String> stopWords = new HashSet<>();

  private final Gazetteer gazetteer;

  /** Places that the gazetteer reports are no keywords besides. */
  Keywords(Gazetteer gazetteer) {
    this.gazetteer = gazetteer;
    for (String[] row : Resources.rows("stopwords.txt")) {
      stopWords.addAll(List.of(row[0].split(" ")));
    }
  }

  List<String> of(String text, List<Words.Word> words) {
    BitSet handles = Handles.in(text, false);
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Words.Word word : words) {
      if (tells(word) && (handles == null || !handles.get(word.start()))) {
        if (counts.size() < MAX_DISTINCT || counts.containsKey(word.text())) {
          counts.merge(word.text(), 1, Integer::sum);
        }
      }
    }
    // The sort is stable: of equals, the word that comes first.
    return counts.entrySet().stream()
        .map(entry -> Map.entry(entry.getKey(), weight(entry.getKey(), entry.getValue())))
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(MOST)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static double weight(String word, int count) {
    return (1 + Math.log(count)) * Words.rarity(word);
  }

  private boolean tells(Words.Word word) {
    String text = word.text();
    if (text.length() < 2 || text.length() > 20 || stopWords.contains(text)) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (!Character.isIdeographic(text.charAt(i))) {
        return false;
      }
    }
    String nature = word.nature();
    if (nature.startsWith("nr") || gazetteer.has(text)) {
      return false;
    }
    return nature.startsWith("n")
        || nature.startsWith("v")
        || nature.startsWith("g")
        || nature.equals("i")
        || nature.equals("j")
        || nature.equals("l");
  }
}
