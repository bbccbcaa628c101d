package org.qingting.nlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.corpus.tag.Nature;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * With {@link LatticeSegment} the only class that knows HanLP: segments with its core dictionary
 * (Viterbi over word bigrams) and a dictionary of our own. HanLP is a bag of mutable statics; none
 * of them is written here. One segment is shared by all threads.
 */
final class Words {

  /** Longest piece given to HanLP: its word net holds objects for every character. */
  private static final int MAX_PIECE = 300;

  private static final int OWN_FREQUENCY = 200;
  private static final double TOTAL_FREQUENCY = 2.5e7;
  private static final String ENDS = "。!?;\n";

  /** A word, its first character in the text, and its part of speech as HanLP names it. */
  record Word(String text, int start, String nature) {}

  private final Segment segment;

  Words(Collection<String> places) {
    TreeMap<String, CoreDictionary.Attribute> own = new TreeMap<>();
    for (String[] row : Resources.rows("words.tsv")) {
      for (String word : row[1].split(" ")) {
        own.put(word, new CoreDictionary.Attribute(Nature.fromString(row[0]), OWN_FREQUENCY));
      }
    }
    for (String place : places) {
      own.put(place, new CoreDictionary.Attribute(Nature.ns, OWN_FREQUENCY));
    }
    DoubleArrayTrie<CoreDictionary.Attribute> trie = new DoubleArrayTrie<>();
    trie.build(own);
    segment = new LatticeSegment(trie);
  }

  /** Words of a cleaned text in order; white space and bare punctuation left out. */
  List<Word> of(String text) {
    List<Word> words = new ArrayList<>(text.length() / 2 + 1);
    int length = text.length();
    int from = 0;
    while (from < length) {
      int to = pieceEnd(text, from, length);
      int at = from;
      for (Term term : segment.seg(text.substring(from, to))) {
        if (isWord(term.word)) {
          words.add(new Word(term.word, at, term.nature == null ? "" : term.nature.toString()));
        }
        at += term.word.length();
      }
      from = to;
    }
    return words;
  }

  private static int pieceEnd(String text, int from, int length) {
    int limit = Math.min(length, from + MAX_PIECE);
    for (int i = from; i < limit; i++) {
      if (ENDS.indexOf(text.charAt(i)) >= 0) {
        return i + 1;
      }
    }
    if (limit < length && Character.isHighSurrogate(text.charAt(limit - 1))) {
      return limit - 1;
    }
    return limit;
  }

  private static boolean isWord(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (Character.isLetterOrDigit(word.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  /** How much a word tells: the logarithm of how rare it is in newspaper text. */
  static double rarity(String word) {
    CoreDictionary.Attribute attribute = CoreDictionary.get(word);
    int frequency = attribute == null ? 20 : attribute.totalFrequency;
    return Math.log(TOTAL_FREQUENCY / (frequency + 20));
  }
}
