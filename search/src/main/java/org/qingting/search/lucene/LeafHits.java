package org.qingting.search.lucene;

import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.FilteredDocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;

/** Takes all hits of one segment of the index. */
interface LeafHits {
  /** Called once a segment that has hits, in the order of segments. */
  void accept(LeafReader leaf, DocIdSetIterator hits) throws IOException;

  /** Hands over all hits of a query, without scores. */
  static void forEach(IndexSearcher searcher, Query query, LeafHits hits) throws IOException {
    Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
      Scorer scorer = weight.scorer(context);
      if (scorer != null) {
        LeafReader leaf = context.reader();
        hits.accept(leaf, live(scorer.iterator(), leaf.getLiveDocs()));
      }
    }
  }

  private static DocIdSetIterator live(DocIdSetIterator hits, Bits live) {
    if (live == null) {
      return hits;
    }
    return new FilteredDocIdSetIterator(hits) {
      @Override
      protected boolean match(int doc) {
        return live.get(doc);
      }
    };
  }
}
