package org.qingting.search.lucene;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.qingting.model.Opinion;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;
import org.qingting.search.WordScore;
import org.qingting.search.words.Highlighter;
import org.qingting.search.words.TypedWords;

/** Reads a Lucene index. Thread-safe. */
final class LuceneReader implements OpinionReader {
  private static final int MOST_HITS_A_PAGE = 1000;
  private static final int MOST_VALUES = 10_000;

  /** Hits sorted at a time in an export: bounds its memory, and how often the query is run. */
  private static final int EXPORTED_AT_A_TIME = 20_000;

  private final Snapshots snapshots;

  LuceneReader(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void refresh() throws IOException {
    snapshots.refresh();
  }

  @Override
  public Optional<Opinion> get(String id) throws IOException {
    return get(List.of(id)).stream().findFirst();
  }

  @Override
  public List<Opinion> get(Collection<String> ids) throws IOException {
    if (ids.isEmpty()) {
      return List.of();
    }
    return snapshots.use(
        searcher -> {
          Query query =
              new TermInSetQuery(OpinionFields.ID, ids.stream().map(OpinionFields::key).toList());
          StoredFields stored = searcher.storedFields();
          Map<String, Opinion> found = new HashMap<>();
          for (ScoreDoc hit : searcher.search(query, ids.size()).scoreDocs) {
            Opinion opinion = opinion(stored, hit.doc);
            found.put(opinion.post().id(), opinion);
          }
          return ids.stream().map(found::get).filter(Objects::nonNull).toList();
        });
  }

  @Override
  public Page search(OpinionQuery query, Order order, int size, String after) throws IOException {
    checkBetween(1, size, MOST_HITS_A_PAGE, "hits a page");
    Cursor cursor = after.isEmpty() ? null : Cursor.decode(after, order);
    TypedWords words = TypedWords.parse(query.text());
    Query asked = Queries.of(query, words);
    return snapshots.use(
        searcher -> {
          long total = searcher.count(asked);
          ScoreDoc[] found = page(searcher, asked, order, size + 1, cursor);
          int shown = Math.min(size, found.length);
          Highlighter highlighter = new Highlighter(words);
          StoredFields stored = searcher.storedFields();
          List<Hit> hits = new ArrayList<>(shown);
          for (int i = 0; i < shown; i++) {
            Opinion opinion = opinion(stored, found[i].doc);
            hits.add(
                new Hit(
                    opinion,
                    reposts(searcher, opinion),
                    highlighter.highlights(opinion.post().fullText())));
          }
          String next = found.length > size ? cursor(order, found[size - 1]).encode() : "";
          return new Page(total, List.copyOf(hits), next);
        });
  }

  @Override
  public void forEach(OpinionQuery query, Consumer<Hit> consumer) throws IOException {
    Query asked = query(query);
    snapshots.use(
        searcher -> {
          StoredFields stored = searcher.storedFields();
          Cursor cursor = null;
          ScoreDoc[] found;
          do {
            found = page(searcher, asked, Order.OLDEST, EXPORTED_AT_A_TIME, cursor);
            for (ScoreDoc hit : found) {
              Opinion opinion = opinion(stored, hit.doc);
              consumer.accept(new Hit(opinion, reposts(searcher, opinion), List.of()));
            }
            cursor = found.length == 0 ? null : cursor(Order.OLDEST, found[found.length - 1]);
          } while (found.length == EXPORTED_AT_A_TIME);
          return null;
        });
  }

  @Override
  public long count(OpinionQuery query) throws IOException {
    Query asked = query(query);
    return snapshots.use(searcher -> (long) searcher.count(asked));
  }

  @Override
  public List<ToneCount> timeline(OpinionQuery query, Duration bucket, ZoneId zone)
      throws IOException {
    Query asked = query(query);
    return snapshots.use(searcher -> Counts.timeline(searcher, asked, bucket, zone));
  }

  @Override
  public List<FacetCount> facet(OpinionQuery query, Facet facet, int limit) throws IOException {
    checkBetween(1, limit, MOST_VALUES, "values of a facet");
    Query asked = query(query);
    return snapshots.use(
        searcher -> Counts.facet(searcher, asked, OpinionFields.field(facet), limit));
  }

  @Override
  public List<WordScore> standoutWords(OpinionQuery foreground, OpinionQuery background, int limit)
      throws IOException {
    checkBetween(1, limit, MOST_HITS_A_PAGE, "words");
    Query ours = query(foreground);
    Query others = query(background);
    return snapshots.use(
        searcher -> new StandoutWords(searcher).find(ours, others, sort(Order.NEWEST), limit));
  }

  @Override
  public void close() throws IOException {
    snapshots.close();
  }

  private static Query query(OpinionQuery query) {
    return Queries.of(query, TypedWords.parse(query.text()));
  }

  private static ScoreDoc[] page(
      IndexSearcher searcher, Query query, Order order, int size, Cursor cursor)
      throws IOException {
    FieldDoc after = cursor == null ? null : place(cursor, searcher.getIndexReader().maxDoc());
    return searcher.searchAfter(after, query, size, sort(order)).scoreDocs;
  }

  private static Sort sort(Order order) {
    SortField newest = new SortField(OpinionFields.TIME, SortField.Type.LONG, true);
    SortField tie = new SortField(OpinionFields.TIE, SortField.Type.LONG);
    return switch (order) {
      case NEWEST -> new Sort(newest, tie);
      case OLDEST -> new Sort(new SortField(OpinionFields.TIME, SortField.Type.LONG), tie);
      case RELEVANCE -> new Sort(SortField.FIELD_SCORE, newest, tie);
    };
  }

  /** Behind every document that sorts equal: the cursor's own hit has been shown. */
  private static FieldDoc place(Cursor cursor, int maxDoc) {
    Object[] values =
        cursor.order() == Order.RELEVANCE
            ? new Object[] {cursor.score(), cursor.time(), cursor.tie()}
            : new Object[] {cursor.time(), cursor.tie()};
    return new FieldDoc(Math.max(0, maxDoc - 1), Float.NaN, values);
  }

  private static Cursor cursor(Order order, ScoreDoc hit) {
    Object[] values = ((FieldDoc) hit).fields;
    int time = values.length - 2;
    float score = order == Order.RELEVANCE ? (Float) values[0] : 0;
    return new Cursor(order, score, (Long) values[time], (Long) values[time + 1]);
  }

  private static Opinion opinion(StoredFields stored, int doc) throws IOException {
    OpinionFields.StoredOpinion visitor = new OpinionFields.StoredOpinion();
    stored.document(doc, visitor);
    return visitor.opinion();
  }

  private static long reposts(IndexSearcher searcher, Opinion opinion) throws IOException {
    return searcher.count(
        new TermQuery(new Term(OpinionFields.REPOST_OF, OpinionFields.key(opinion.post().id()))));
  }

  private static void checkBetween(int least, int value, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "asked for " + value + " " + what + ": ask for " + least + " to " + most);
    }
  }
}
