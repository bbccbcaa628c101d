package org.qingting.nlp;

import com.hankcs.hanlp.collection.trie.DoubleArrayTrie;
import com.hankcs.hanlp.dictionary.CoreBiGramTableDictionary;
import com.hankcs.hanlp.dictionary.CoreDictionary;
import com.hankcs.hanlp.dictionary.DynamicCustomDictionary;
import com.hankcs.hanlp.dictionary.other.CharType;
import com.hankcs.hanlp.seg.Viterbi.ViterbiSegment;
import com.hankcs.hanlp.seg.common.Term;
import com.hankcs.hanlp.seg.common.Vertex;
import com.hankcs.hanlp.seg.common.WordNet;
import com.hankcs.hanlp.utility.Predefine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * HanLP's segmentation by the most probable path over word bigrams, word for word the same, with
 * the lattice in arrays: HanLP makes an object for each of the several words that begin at each
 * character, here only the words of the best path become objects. Thread-safe.
 */
final class LatticeSegment extends ViterbiSegment {
  private final DoubleArrayTrie<CoreDictionary.Attribute> own;

  /** By number of the word in the dictionary: as which word its bigrams count, and how often. */
  private final int[] coreId;

  private final int[] coreFrequency;
  private final int[] ownId;
  private final int[] ownFrequency;

  LatticeSegment(DoubleArrayTrie<CoreDictionary.Attribute> own) {
    this.own = own;
    coreId = new int[CoreDictionary.trie.size()];
    coreFrequency = new int[coreId.length];
    for (int i = 0; i < coreId.length; i++) {
      Vertex vertex = new Vertex("x", CoreDictionary.trie.getValueAt(i), i);
      coreId[i] = vertex.wordID;
      coreFrequency[i] = vertex.attribute.totalFrequency;
    }
    ownId = new int[own.size()];
    ownFrequency = new int[ownId.length];
    for (int i = 0; i < ownId.length; i++) {
      Vertex vertex = new Vertex("x", own.getValueAt(i));
      ownId[i] = vertex.wordID;
      ownFrequency[i] = vertex.attribute.totalFrequency;
    }
    enableCustomDictionary(new DynamicCustomDictionary(own, null, null));
    enableCustomDictionaryForcing(true);
    enableAllNamedEntityRecognize(false);
    enableOffset(false);
  }

  @Override
  protected List<Term> segSentence(char[] sentence) {
    Lattice lattice = new Lattice(sentence);
    lattice.addDictionaries();
    lattice.fillGaps();
    List<Vertex> path = lattice.best();
    combineByCustomDictionary(path, own);
    return convert(path, false);
  }

  /** All words that a sentence may be made of; each is a node. Used once, by one thread. */
  private final class Lattice {
    private static final int NONE = -1;

    private final char[] sentence;

    /** Nodes that begin at a character; in order of their addition. */
    private final int[] firstAt;

    private final int[] lastAt;
    private int size;
    private int[] nextAt;
    private int[] length;
    private int[] id;
    private int[] frequency;

    /** Number in the core dictionary; beyond it, of our own words; {@link #NONE} for others. */
    private int[] word;

    /** What is in no dictionary, by node; mostly null. */
    private Vertex[] unknown;

    private int[] from;
    private double[] weight;

    Lattice(char[] sentence) {
      this.sentence = sentence;
      firstAt = new int[sentence.length + 1];
      lastAt = new int[sentence.length + 1];
      Arrays.fill(firstAt, NONE);
      Arrays.fill(lastAt, NONE);
      allot(4 * sentence.length + 16);
    }

    private void allot(int nodes) {
      boolean first = nextAt == null;
      nextAt = first ? new int[nodes] : Arrays.copyOf(nextAt, nodes);
      length = first ? new int[nodes] : Arrays.copyOf(length, nodes);
      id = first ? new int[nodes] : Arrays.copyOf(id, nodes);
      frequency = first ? new int[nodes] : Arrays.copyOf(frequency, nodes);
      word = first ? new int[nodes] : Arrays.copyOf(word, nodes);
      unknown = first ? new Vertex[nodes] : Arrays.copyOf(unknown, nodes);
    }

    /** Of words that begin and end at the same characters, the first counts. */
    private void add(
        int at, int itsLength, int itsId, int itsFrequency, int itsWord, Vertex vertex) {
      for (int node = firstAt[at]; node != NONE; node = nextAt[node]) {
        if (length[node] == itsLength) {
          return;
        }
      }
      if (size == length.length) {
        allot(2 * size);
      }
      int node = size++;
      length[node] = itsLength;
      id[node] = itsId;
      frequency[node] = itsFrequency;
      word[node] = itsWord;
      unknown[node] = vertex;
      nextAt[node] = NONE;
      if (firstAt[at] == NONE) {
        firstAt[at] = node;
      } else {
        nextAt[lastAt[at]] = node;
      }
      lastAt[at] = node;
    }

    void addDictionaries() {
      DoubleArrayTrie<CoreDictionary.Attribute>.Searcher core =
          CoreDictionary.trie.getSearcher(sentence, 0);
      while (core.next()) {
        int number = core.index;
        add(core.begin, core.length, coreId[number], coreFrequency[number], number, null);
      }
      DoubleArrayTrie<CoreDictionary.Attribute>.Searcher ours = own.getSearcher(sentence, 0);
      while (ours.next()) {
        int number = ours.index;
        int itsWord = coreId.length + number;
        add(ours.begin, ours.length, ownId[number], ownFrequency[number], itsWord, null);
      }
    }

    /** What no dictionary reaches: numbers, letters, rare characters. */
    void fillGaps() {
      int end = sentence.length;
      int at = 0;
      while (at < end) {
        if (firstAt[at] != NONE) {
          at += length[lastAt[at]];
          continue;
        }
        int to = at + 1;
        while (to < end && (firstAt[to] == NONE || isChineseDigit(sentence[to]))) {
          to++;
        }
        WordNet atoms = new WordNet(new char[to - at]);
        atoms.add(1, quickAtomSegment(sentence, at, to));
        for (int i = at; i < to; i++) {
          for (Vertex atom : atoms.get(i - at + 1)) {
            add(i, atom.length(), atom.wordID, atom.attribute.totalFrequency, NONE, atom);
          }
        }
        at = to;
      }
    }

    private boolean isChineseDigit(char c) {
      return CharType.get(c) == CharType.CT_CNUM;
    }

    /** The most probable path, with begin and end marks. */
    List<Vertex> best() {
      Vertex begin = Vertex.newB();
      Vertex end = Vertex.newE();
      from = new int[size];
      weight = new double[size];
      boolean[] reached = new boolean[size];
      for (int node = firstAt[0]; node != NONE; node = nextAt[node]) {
        reached[node] = true;
        from[node] = NONE;
        weight[node] =
            begin.weight
                + cost(begin.wordID, begin.attribute.totalFrequency, id[node], frequency[node]);
      }
      int bestEnd = NONE;
      double bestWeight = 0;
      for (int at = 0; at < sentence.length; at++) {
        for (int node = firstAt[at]; node != NONE; node = nextAt[node]) {
          if (!reached[node]) {
            continue;
          }
          int to = at + length[node];
          if (to == sentence.length) {
            double total =
                weight[node]
                    + cost(id[node], frequency[node], end.wordID, end.attribute.totalFrequency);
            if (bestEnd == NONE || bestWeight > total) {
              bestEnd = node;
              bestWeight = total;
            }
            continue;
          }
          for (int next = firstAt[to]; next != NONE; next = nextAt[next]) {
            double total =
                weight[node] + cost(id[node], frequency[node], id[next], frequency[next]);
            if (!reached[next] || weight[next] > total) {
              reached[next] = true;
              from[next] = node;
              weight[next] = total;
            }
          }
        }
      }
      List<Vertex> path = new ArrayList<>();
      path.add(end);
      int upTo = sentence.length;
      for (int node = bestEnd; node != NONE; node = from[node]) {
        upTo -= length[node];
        path.add(vertex(node, upTo));
      }
      path.add(begin);
      Collections.reverse(path);
      return path;
    }

    private Vertex vertex(int node, int at) {
      if (unknown[node] != null) {
        return unknown[node];
      }
      String text = new String(sentence, at, length[node]);
      int number = word[node];
      return number < coreId.length
          ? new Vertex(text, CoreDictionary.trie.getValueAt(number), number)
          : new Vertex(text, own.getValueAt(number - coreId.length));
    }
  }

  /** As HanLP weighs a step from word to word: bigrams smoothed by the frequency of the second. */
  private static double cost(int fromId, int fromFrequency, int toId, int toFrequency) {
    int both = CoreBiGramTableDictionary.getBiFrequency(fromId, toId);
    return -Math.log(
        Predefine.lambda * (Predefine.myu * both / (fromFrequency + 1) + 1 - Predefine.myu)
            + (1 - Predefine.lambda) * toFrequency / Predefine.TOTAL_FREQUENCY);
  }
}
