package org.qingting.search.lucene;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BitSet;
import org.apache.lucene.util.BitSetIterator;
import org.qingting.model.Tone;
import org.qingting.search.FacetCount;
import org.qingting.search.ToneCount;
import org.qingting.search.counting.Buckets;

/** Counts hits by time and by value, from doc values. */
final class Counts {
  private static final int NEGATIVE = OpinionFields.toneCode(Tone.NEGATIVE);

  private Counts() {}

  /** The hits of one segment. */
  private record Found(LeafReader leaf, BitSet docs) {
    DocIdSetIterator iterator() {
      return new BitSetIterator(docs, docs.approximateCardinality());
    }
  }

  static List<ToneCount> timeline(IndexSearcher searcher, Query query, Duration bucket, ZoneId zone)
      throws IOException {
    Buckets.length(bucket);
    List<Found> found = new ArrayList<>();
    long[] span = {Long.MAX_VALUE, Long.MIN_VALUE};
    LeafHits.forEach(
        searcher,
        query,
        (leaf, hits) -> {
          BitSet docs = BitSet.of(hits, leaf.maxDoc());
          found.add(new Found(leaf, docs));
          widen(span, found.get(found.size() - 1));
        });
    if (span[0] > span[1]) {
      return List.of();
    }
    Buckets buckets = Buckets.between(span[0], span[1], bucket, zone);
    long[][] counts = new long[buckets.size()][Tone.values().length];
    for (Found segment : found) {
      NumericDocValues times = segment.leaf().getNumericDocValues(OpinionFields.TIME);
      NumericDocValues tones = segment.leaf().getNumericDocValues(OpinionFields.TONE);
      DocIdSetIterator docs = segment.iterator();
      for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
        counts[buckets.of(value(times, doc))][(int) value(tones, doc)]++;
      }
    }
    List<ToneCount> timeline = new ArrayList<>(counts.length);
    for (int i = 0; i < counts.length; i++) {
      timeline.add(
          new ToneCount(
              buckets.start(i),
              counts[i][NEGATIVE],
              counts[i][OpinionFields.toneCode(Tone.NEUTRAL)],
              counts[i][OpinionFields.toneCode(Tone.POSITIVE)]));
    }
    return List.copyOf(timeline);
  }

  private static void widen(long[] span, Found segment) throws IOException {
    NumericDocValues times = segment.leaf().getNumericDocValues(OpinionFields.TIME);
    DocIdSetIterator docs = segment.iterator();
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      long time = value(times, doc);
      span[0] = Math.min(span[0], time);
      span[1] = Math.max(span[1], time);
    }
  }

  private static long value(NumericDocValues values, int doc) throws IOException {
    values.advanceExact(doc);
    return values.longValue();
  }

  static List<FacetCount> facet(IndexSearcher searcher, Query query, String field, int limit)
      throws IOException {
    Map<String, long[]> counts = new HashMap<>();
    LeafHits.forEach(searcher, query, (leaf, hits) -> count(leaf, hits, field, counts));
    return counts.entrySet().stream()
        .map(entry -> new FacetCount(entry.getKey(), entry.getValue()[0], entry.getValue()[1]))
        .sorted(
            Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::value))
        .limit(limit)
        .toList();
  }

  private static void count(
      LeafReader leaf, DocIdSetIterator hits, String field, Map<String, long[]> counts)
      throws IOException {
    SortedSetDocValues values = DocValues.getSortedSet(leaf, field);
    if (values.getValueCount() == 0) {
      return;
    }
    NumericDocValues tones = leaf.getNumericDocValues(OpinionFields.TONE);
    int[] all = new int[(int) values.getValueCount()];
    int[] negative = new int[all.length];
    for (int doc = hits.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = hits.nextDoc()) {
      if (!values.advanceExact(doc)) {
        continue;
      }
      boolean isNegative = value(tones, doc) == NEGATIVE;
      for (int i = values.docValueCount(); i > 0; i--) {
        int ordinal = (int) values.nextOrd();
        all[ordinal]++;
        negative[ordinal] += isNegative ? 1 : 0;
      }
    }
    for (int ordinal = 0; ordinal < all.length; ordinal++) {
      if (all[ordinal] > 0) {
        String value = values.lookupOrd(ordinal).utf8ToString();
        long[] sums = counts.computeIfAbsent(value, unseen -> new long[2]);
        sums[0] += all[ordinal];
        sums[1] += negative[ordinal];
      }
    }
  }
}
