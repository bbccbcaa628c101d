package org.qingting.search.lucene;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.similarities.BM25Similarity;

/**
 * Okapi BM25 (Robertson and Zaragoza 2009) without what depends on the other documents: every unit
 * weighs the same, and lengths are held against a fixed one. All words of a query must occur
 * anyway, so rarity decides little; in return a score never changes while documents come and go,
 * and paging by score neither repeats nor skips.
 */
final class TextSimilarity extends BM25Similarity {
  /** Units in a post of ordinary length. */
  private static final float ORDINARY_LENGTH = 120;

  @Override
  protected float idf(long docFreq, long docCount) {
    return 1;
  }

  @Override
  protected float avgFieldLength(CollectionStatistics statistics) {
    return ORDINARY_LENGTH;
  }
}
