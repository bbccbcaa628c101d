package org.qingting.search.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BytesRef;
import org.qingting.search.WordScore;
import org.qingting.search.counting.LogLikelihood;

/**
 * Words over-represented among some hits, by Dunning's log-likelihood ratio (1993) of document
 * counts. Candidates come from the newest foreground hits, and are weighed against an even sample
 * of the background; only the best of them are then counted exactly in the index, which keeps the
 * work bounded however much is stored.
 */
final class StandoutWords {
  private static final int FOREGROUND_READ = 2_000;
  private static final int BACKGROUND_READ = 5_000;

  /** Candidates counted exactly for each word asked for. */
  private static final int SPARE = 3;

  private static final int SPARE_AT_LEAST = 50;

  /** With that many foreground hits, a word of a single one does not stand out. */
  private static final int ENOUGH_HITS = 10;

  private final IndexSearcher searcher;

  StandoutWords(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  List<WordScore> find(Query foreground, Query background, Sort newest, int limit)
      throws IOException {
    long backgroundHits = searcher.count(background);
    if (searcher.count(foreground) == 0 || backgroundHits == 0) {
      return List.of();
    }
    ScoreDoc[] read = searcher.search(foreground, FOREGROUND_READ, newest).scoreDocs;
    int[] docs = Arrays.stream(read).mapToInt(hit -> hit.doc).toArray();
    Set<String> keywords = new HashSet<>();
    Map<String, Integer> found = documentCounts(docs, keywords);
    if (!keywords.isEmpty()) {
      // Analysis has told the words that say something from those that every angry post has.
      found.keySet().retainAll(keywords);
    }
    int atLeast = docs.length >= ENOUGH_HITS ? 2 : 1;
    found.entrySet().removeIf(e -> e.getValue() < atLeast || !LogLikelihood.isTelling(e.getKey()));

    List<WordScore> candidates = new ArrayList<>();
    IndexReader index = searcher.getIndexReader();
    if (backgroundHits >= index.maxDoc() / 2) {
      for (Map.Entry<String, Integer> e : found.entrySet()) {
        int count = index.docFreq(new Term(OpinionFields.WORDS, e.getKey()));
        add(candidates, e.getKey(), e.getValue(), docs.length, count, index.maxDoc());
      }
    } else {
      int[] sample = sample(background, backgroundHits);
      Map<String, Integer> others = documentCounts(sample, new HashSet<>());
      for (Map.Entry<String, Integer> e : found.entrySet()) {
        int count = others.getOrDefault(e.getKey(), 0);
        add(candidates, e.getKey(), e.getValue(), docs.length, count, sample.length);
      }
    }
    List<String> best =
        strongest(candidates, Math.max(SPARE_AT_LEAST, limit * SPARE)).stream()
            .map(WordScore::word)
            .toList();
    return strongest(exact(best, foreground, background), limit);
  }

  private static List<WordScore> strongest(List<WordScore> words, int limit) {
    return words.stream()
        .sorted(
            Comparator.comparingDouble(WordScore::score).reversed().thenComparing(WordScore::word))
        .limit(limit)
        .toList();
  }

  private static void add(List<WordScore> words, String word, long a, long aOf, long b, long bOf) {
    if ((double) a / aOf > (double) b / bOf) {
      words.add(new WordScore(word, a, b, LogLikelihood.ratio(a, aOf, b, bOf)));
    }
  }

  /** In how many of these documents each word occurs; gathers the documents' keywords. */
  private Map<String, Integer> documentCounts(int[] docs, Set<String> keywords) throws IOException {
    // In the order of the index each block of stored values is unpacked once.
    int[] ordered = docs.clone();
    Arrays.sort(ordered);
    var stored = searcher.storedFields();
    Map<String, Integer> counts = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (int doc : ordered) {
      OpinionFields.StoredOpinion visitor = new OpinionFields.StoredOpinion();
      stored.document(doc, visitor);
      seen.clear();
      keywords.addAll(visitor.opinion().analysis().keywords());
      for (String word : visitor.opinion().analysis().words().split("\\s+")) {
        if (word.length() <= WordStream.LONGEST_WORD && seen.add(word)) {
          counts.merge(word, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  /** Documents evenly spread over the hits. */
  private int[] sample(Query query, long hits) throws IOException {
    int size = (int) Math.min(hits, BACKGROUND_READ);
    int[] sample = new int[size];
    long[] seen = {0};
    int[] taken = {0};
    int[] base = {0};
    Map<LeafReader, Integer> bases = new HashMap<>();
    searcher.getIndexReader().leaves().forEach(leaf -> bases.put(leaf.reader(), leaf.docBase));
    LeafHits.forEach(
        searcher,
        query,
        (leaf, found) -> {
          base[0] = bases.get(leaf);
          for (int doc = found.nextDoc();
              doc != DocIdSetIterator.NO_MORE_DOCS && taken[0] < size;
              doc = found.nextDoc()) {
            if (seen[0]++ * size / hits >= taken[0]) {
              sample[taken[0]++] = base[0] + doc;
            }
          }
        });
    return Arrays.copyOf(sample, taken[0]);
  }

  /** The words with their exact counts, without those that are not over-represented after all. */
  private List<WordScore> exact(Collection<String> words, Query foreground, Query background)
      throws IOException {
    Map<LeafReader, BitSet> ours = bits(foreground);
    Map<LeafReader, BitSet> others = bits(background);
    long ourHits = cardinality(ours);
    long otherHits = cardinality(others);
    List<WordScore> scores = new ArrayList<>();
    for (String word : words) {
      long our = 0;
      long other = 0;
      for (var leaf : searcher.getIndexReader().leaves()) {
        Terms terms = leaf.reader().terms(OpinionFields.WORDS);
        TermsEnum term = terms == null ? null : terms.iterator();
        if (term == null || !term.seekExact(new BytesRef(word))) {
          continue;
        }
        BitSet ourBits = ours.get(leaf.reader());
        BitSet otherBits = others.get(leaf.reader());
        PostingsEnum docs = term.postings(null, PostingsEnum.NONE);
        for (int d = docs.nextDoc(); d != DocIdSetIterator.NO_MORE_DOCS; d = docs.nextDoc()) {
          our += ourBits != null && ourBits.get(d) ? 1 : 0;
          other += otherBits != null && otherBits.get(d) ? 1 : 0;
        }
      }
      add(scores, word, our, ourHits, other, otherHits);
    }
    return scores;
  }

  private Map<LeafReader, BitSet> bits(Query query) throws IOException {
    Map<LeafReader, BitSet> bits = new HashMap<>();
    LeafHits.forEach(
        searcher, query, (leaf, hits) -> bits.put(leaf, BitSet.of(hits, leaf.maxDoc())));
    return bits;
  }

  private static long cardinality(Map<LeafReader, BitSet> bits) {
    return bits.values().stream().mapToLong(BitSet::cardinality).sum();
  }
}
