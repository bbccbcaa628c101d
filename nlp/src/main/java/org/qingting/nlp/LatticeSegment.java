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

  /** Words of the core dictionary; the numbers of our own words follow theirs. */
  private final int core;

  /** By number of the word: as which word its bigrams count, and how often it was seen. */
  private final int[] idOf;

  private final int[] frequencyOf;

  /** By number of the word: what it costs behind a word that it was never seen behind. */
  private final double[] aloneOf;

  LatticeSegment(DoubleArrayTrie<CoreDictionary.Attribute> own) {
    this.own = own;
    core = CoreDictionary.trie.size();
    idOf = new int[core + own.size()];
    frequencyOf = new int[idOf.length];
    aloneOf = new double[idOf.length];
    for (int i = 0; i < idOf.length; i++) {
      Vertex vertex = vertex("x", i);
      idOf[i] = vertex.wordID;
      frequencyOf[i] = vertex.attribute.totalFrequency;
      aloneOf[i] = cost(0, 0, frequencyOf[i]);
    }
    enableCustomDictionary(new DynamicCustomDictionary(own, null, null));
    enableCustomDictionaryForcing(true);
    enableAllNamedEntityRecognize(false);
    enableOffset(false);
  }

  private Vertex vertex(String text, int word) {
    return word < core
        ? new Vertex(text, CoreDictionary.trie.getValueAt(word), word)
        : new Vertex(text, own.getValueAt(word - core));
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
    private double[] alone;

    /** Number of the word; {@link #NONE} for what is in no dictionary. */
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
      alone = first ? new double[nodes] : Arrays.copyOf(alone, nodes);
      word = first ? new int[nodes] : Arrays.copyOf(word, nodes);
      unknown = first ? new Vertex[nodes] : Arrays.copyOf(unknown, nodes);
    }

    private void add(int at, int itsLength, int itsWord) {
      int node = add(at, itsLength);
      if (node != NONE) {
        id[node] = idOf[itsWord];
        frequency[node] = frequencyOf[itsWord];
        alone[node] = aloneOf[itsWord];
        word[node] = itsWord;
      }
    }

    private void add(int at, Vertex vertex) {
      int node = add(at, vertex.length());
      if (node != NONE) {
        id[node] = vertex.wordID;
        frequency[node] = vertex.attribute.totalFrequency;
        alone[node] = cost(0, 0, frequency[node]);
        word[node] = NONE;
        unknown[node] = vertex;
      }
    }

    /**
     * A new node; of words that begin and end at the same characters the first counts, and {@link
     * #NONE} is given for the others.
     */
    private int add(int at, int itsLength) {
      for (int node = firstAt[at]; node != NONE; node = nextAt[node]) {
        if (length[node] == itsLength) {
          return NONE;
        }
      }
      if (size == length.length) {
        allot(2 * size);
      }
      int node = size++;
      length[node] = itsLength;
      nextAt[node] = NONE;
      if (firstAt[at] == NONE) {
        firstAt[at] = node;
      } else {
        nextAt[lastAt[at]] = node;
      }
      lastAt[at] = node;
      return node;
    }

    void addDictionaries() {
      DoubleArrayTrie<CoreDictionary.Attribute>.Searcher common =
          CoreDictionary.trie.getSearcher(sentence, 0);
      while (common.next()) {
        add(common.begin, common.length, common.index);
      }
      DoubleArrayTrie<CoreDictionary.Attribute>.Searcher ours = own.getSearcher(sentence, 0);
      while (ours.next()) {
        add(ours.begin, ours.length, core + ours.index);
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
            add(i, atom);
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
        weight[node] = begin.weight + step(begin.wordID, begin.attribute.totalFrequency, node);
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
            int both = CoreBiGramTableDictionary.getBiFrequency(id[node], end.wordID);
            double total = weight[node] + cost(both, frequency[node], end.attribute.totalFrequency);
            if (bestEnd == NONE || bestWeight > total) {
              bestEnd = node;
              bestWeight = total;
            }
            continue;
          }
          for (int next = firstAt[to]; next != NONE; next = nextAt[next]) {
            double total = weight[node] + step(id[node], frequency[node], next);
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

    private double step(int fromId, int fromFrequency, int to) {
      int both = CoreBiGramTableDictionary.getBiFrequency(fromId, id[to]);
      return both == 0 ? alone[to] : cost(both, fromFrequency, frequency[to]);
    }

    private Vertex vertex(int node, int at) {
      return unknown[node] == null
          ? LatticeSegment.this.vertex(new String(sentence, at, length[node]), word[node])
          : unknown[node];
    }
  }

  /** As HanLP weighs a step from word to word: bigrams smoothed by the frequency of the second. */
  private static double cost(int both, int fromFrequency, int toFrequency) {
    return -Math.log(
        Predefine.lambda * (Predefine.myu * both / (fromFrequency + 1) + 1 - Predefine.myu)
            + (1 - Predefine.lambda) * toFrequency / Predefine.TOTAL_FREQUENCY);
  }
}
