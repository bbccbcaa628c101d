package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.ExpandWildcard;
import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOptions;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import co.elastic.clients.elasticsearch._types.aggregations.DateHistogramBucket;
import co.elastic.clients.elasticsearch._types.aggregations.FiltersBucket;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import co.elastic.clients.elasticsearch.core.SearchRequest;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.qingting.model.Opinion;
import org.qingting.model.Tone;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;
import org.qingting.search.WordScore;
import org.qingting.search.counting.Buckets;
import org.qingting.search.counting.LogLikelihood;
import org.qingting.search.words.Highlighter;
import org.qingting.search.words.TypedWords;

/**
 * Finds and counts in Elasticsearch. Sees what the server shows: refreshed a second after writing.
 */
final class ElasticsearchReader implements OpinionReader {
  private static final int MOST_HITS_A_PAGE = 1000;
  private static final int MOST_VALUES = 10_000;
  private static final int FOREGROUND_READ = 2000;
  private static final int CANDIDATES = 500;
  private static final int FILTERS = 100;

  /** With that many foreground hits, a word of a single one does not stand out. */
  private static final int ENOUGH_HITS = 10;

  private static final String KEPT = "5m";

  private final Connection connection;
  private final String indices;

  ElasticsearchReader(Connection connection, String indices) {
    this.connection = connection;
    this.indices = indices;
  }

  @Override
  public void refresh() throws IOException {
    connection.ask(
        client ->
            client
                .indices()
                .refresh(
                    r ->
                        r.index(indices)
                            .ignoreUnavailable(true)
                            .allowNoIndices(true)
                            .expandWildcards(ExpandWildcard.Open)));
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
    Map<String, Opinion> found = new HashMap<>();
    List<String> all = List.copyOf(ids);
    for (int from = 0; from < all.size(); from += MOST_HITS_A_PAGE) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MOST_HITS_A_PAGE));
      SearchResponse<ObjectNode> response =
          search(s -> s.query(Queries.terms("id", some)).size(some.size()));
      for (var hit : response.hits().hits()) {
        Opinion opinion = OpinionDocument.opinion(hit.source());
        found.put(opinion.post().id(), opinion);
      }
    }
    return all.stream().map(found::get).filter(Objects::nonNull).toList();
  }

  /** Fills in a search over all months. */
  @FunctionalInterface
  private interface Filling {
    SearchRequest.Builder fill(SearchRequest.Builder search);
  }

  private SearchResponse<ObjectNode> search(Filling filling) throws IOException {
    return connection.ask(
        client ->
            client.search(
                s -> filling.fill(s.index(indices).ignoreUnavailable(true).allowNoIndices(true)),
                ObjectNode.class));
  }

  @Override
  public Page search(OpinionQuery query, Order order, int size, String after) throws IOException {
    checkBetween(1, size, MOST_HITS_A_PAGE, "hits a page");
    TypedWords words = TypedWords.parse(query.text());
    Query asked = Queries.of(query, words);
    Mark mark = after.isEmpty() ? null : Mark.decode(after, order);
    Through through = through(asked, order, size + 1, mark);
    List<co.elastic.clients.elasticsearch.core.search.Hit<ObjectNode>> found =
        through.response().hits().hits();
    int shown = Math.min(size, found.size());
    Highlighter highlighter = new Highlighter(words);
    List<Opinion> opinions = new ArrayList<>();
    for (var hit : found.subList(0, shown)) {
      opinions.add(OpinionDocument.opinion(hit.source()));
    }
    Map<String, Long> reposts = reposts(opinions);
    List<Hit> hits = new ArrayList<>();
    for (Opinion opinion : opinions) {
      hits.add(
          new Hit(
              opinion,
              reposts.getOrDefault(OpinionDocument.key(opinion.post().id()), 0L),
              highlighter.highlights(opinion.post().fullText())));
    }
    String next = "";
    if (found.size() > size) {
      next = new Mark(order, through.pit(), texts(found.get(size - 1).sort())).encode();
    } else {
      close(through.pit());
    }
    long total =
        through.response().hits().total() == null ? 0 : through.response().hits().total().value();
    return new Page(total, List.copyOf(hits), next);
  }

  /** An answer, and the state of the index that it comes from. */
  private record Through(SearchResponse<ObjectNode> response, String pit) {}

  private Through through(Query query, Order order, int size, Mark mark) throws IOException {
    String pit = mark == null ? open() : mark.pit();
    if (pit.isEmpty()) {
      return new Through(search(s -> s.size(0)), "");
    }
    try {
      return new Through(page(query, order, size, mark, pit), pit);
    } catch (IOException e) {
      boolean gone =
          mark != null
              && (RefusedException.type(e).contains("search_context_missing")
                  || e.getMessage().contains("search_context_missing"));
      if (!gone) {
        throw e;
      }
      // Nobody keeps a state for ever: the place in the order is still right.
      String fresh = open();
      return new Through(page(query, order, size, mark, fresh), fresh);
    }
  }

  private SearchResponse<ObjectNode> page(Query query, Order order, int size, Mark mark, String pit)
      throws IOException {
    List<SortOptions> sort = sort(order);
    return connection.ask(
        client ->
            client.search(
                s -> {
                  s.pit(p -> p.id(pit).keepAlive(k -> k.time(KEPT)))
                      .query(query)
                      .size(size)
                      .sort(sort)
                      .trackTotalHits(t -> t.enabled(true));
                  return mark == null ? s : s.searchAfter(values(order, mark.after()));
                },
                ObjectNode.class));
  }

  /** A point in time; {@code ""} while there is no index. */
  private String open() throws IOException {
    try {
      return connection.ask(
          client ->
              client
                  .openPointInTime(
                      p -> p.index(indices).ignoreUnavailable(true).keepAlive(k -> k.time(KEPT)))
                  .id());
    } catch (IOException e) {
      if (RefusedException.type(e).equals("index_not_found_exception")) {
        return "";
      }
      throw e;
    }
  }

  private void close(String pit) throws IOException {
    if (!pit.isEmpty()) {
      connection.ask(client -> client.closePointInTime(p -> p.id(pit)));
    }
  }

  private static List<SortOptions> sort(Order order) {
    SortOptions newest = by("time", SortOrder.Desc);
    SortOptions tie = by("id", SortOrder.Asc);
    return switch (order) {
      case NEWEST -> List.of(newest, tie);
      case OLDEST -> List.of(by("time", SortOrder.Asc), tie);
      case RELEVANCE ->
          List.of(SortOptions.of(s -> s.score(c -> c.order(SortOrder.Desc))), newest, tie);
    };
  }

  private static SortOptions by(String field, SortOrder order) {
    return SortOptions.of(
        s ->
            s.field(
                f ->
                    field.equals("time")
                        ? f.field(field).order(order).format("epoch_millis")
                        : f.field(field).order(order)));
  }

  private static List<String> texts(List<FieldValue> sort) {
    return sort.stream().map(value -> value._toJsonString().replaceAll("^\"|\"$", "")).toList();
  }

  private static List<FieldValue> values(Order order, List<String> after) {
    List<FieldValue> values = new ArrayList<>();
    for (int i = 0; i < after.size(); i++) {
      String text = after.get(i);
      boolean score = order == Order.RELEVANCE && i == 0;
      values.add(score ? FieldValue.of(Double.parseDouble(text)) : FieldValue.of(text));
    }
    return values;
  }

  private Map<String, Long> reposts(List<Opinion> opinions) throws IOException {
    if (opinions.isEmpty()) {
      return Map.of();
    }
    List<String> ids = opinions.stream().map(opinion -> opinion.post().id()).toList();
    List<String> keys = ids.stream().map(OpinionDocument::key).distinct().toList();
    SearchResponse<ObjectNode> response =
        search(
            s ->
                s.size(0)
                    .query(Queries.terms("repostOf", ids))
                    .aggregations(
                        "of",
                        a ->
                            a.terms(
                                t ->
                                    t.field("repostOf")
                                        .size(keys.size())
                                        .include(i -> i.terms(keys)))));
    Map<String, Long> counts = new HashMap<>();
    for (StringTermsBucket bucket : terms(response, "of")) {
      counts.put(bucket.key().stringValue(), bucket.docCount());
    }
    return counts;
  }

  @Override
  public void forEach(OpinionQuery query, Consumer<Hit> consumer) throws IOException {
    Query asked = query(query);
    String pit = open();
    if (pit.isEmpty()) {
      return;
    }
    Mark mark = null;
    while (true) {
      var found = page(asked, Order.OLDEST, MOST_HITS_A_PAGE, mark, pit).hits().hits();
      List<Opinion> opinions = new ArrayList<>();
      for (var hit : found) {
        opinions.add(OpinionDocument.opinion(hit.source()));
      }
      Map<String, Long> reposts = reposts(opinions);
      for (Opinion opinion : opinions) {
        long count = reposts.getOrDefault(OpinionDocument.key(opinion.post().id()), 0L);
        consumer.accept(new Hit(opinion, count, List.of()));
      }
      if (found.size() < MOST_HITS_A_PAGE) {
        break;
      }
      mark = new Mark(Order.OLDEST, pit, texts(found.get(found.size() - 1).sort()));
    }
    close(pit);
  }

  @Override
  public long count(OpinionQuery query) throws IOException {
    Query asked = query(query);
    return connection.ask(
        client ->
            client
                .count(
                    c -> c.index(indices).ignoreUnavailable(true).allowNoIndices(true).query(asked))
                .count());
  }

  @Override
  public List<ToneCount> timeline(OpinionQuery query, Duration bucket, ZoneId zone)
      throws IOException {
    Buckets.length(bucket);
    Query asked = query(query);
    Aggregation byTone = Aggregation.of(a -> a.terms(t -> t.field("tone").size(10)));
    boolean days = bucket.toHours() % 24 == 0;
    SearchResponse<ObjectNode> response =
        search(
            s ->
                s.size(0)
                    .query(asked)
                    .aggregations("first", a -> a.min(m -> m.field("time")))
                    .aggregations("last", a -> a.max(m -> m.field("time")))
                    .aggregations(
                        "steps",
                        a ->
                            a.dateHistogram(
                                    h -> {
                                      h.field("time").minDocCount(1).timeZone(zone.getId());
                                      // Zones differ by quarters of an hour.
                                      return days
                                          ? h.calendarInterval(CalendarInterval.Day)
                                          : h.fixedInterval(i -> i.time("15m"));
                                    })
                                .aggregations("tones", byTone)));
    // Of no hits at all, the client makes the least and the greatest time 0.
    if (response.hits().total() == null || response.hits().total().value() == 0) {
      return List.of();
    }
    long first = (long) response.aggregations().get("first").min().value();
    long last = (long) response.aggregations().get("last").max().value();
    Buckets buckets = Buckets.between(first, last, bucket, zone);
    long[][] counts = new long[buckets.size()][Tone.values().length];
    Aggregate steps = response.aggregations().get("steps");
    for (DateHistogramBucket step : steps.dateHistogram().buckets().array()) {
      int at = buckets.of(Math.max(step.key(), first));
      for (StringTermsBucket tone : step.aggregations().get("tones").sterms().buckets().array()) {
        counts[at][code(tone.key().stringValue())] += tone.docCount();
      }
    }
    List<ToneCount> timeline = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      timeline.add(
          new ToneCount(
              buckets.start(i),
              counts[i][code(Tone.NEGATIVE.id())],
              counts[i][code(Tone.NEUTRAL.id())],
              counts[i][code(Tone.POSITIVE.id())]));
    }
    return List.copyOf(timeline);
  }

  private static int code(String tone) {
    return tone.equals(Tone.NEGATIVE.id()) ? 0 : tone.equals(Tone.NEUTRAL.id()) ? 1 : 2;
  }

  @Override
  public List<FacetCount> facet(OpinionQuery query, Facet facet, int limit) throws IOException {
    checkBetween(1, limit, MOST_VALUES, "values of a facet");
    String field =
        switch (facet) {
          case THEME -> "theme";
          case PLACE -> "place";
          case SOURCE -> "source";
          case CHANNEL -> "channel";
          case KEYWORD -> "keyword";
        };
    Query asked = query(query);
    SearchResponse<ObjectNode> response =
        search(
            s ->
                s.size(0)
                    .query(asked)
                    .aggregations(
                        "values",
                        a ->
                            a.terms(t -> t.field(field).size(limit).shardSize(10 * limit + 100))
                                .aggregations(
                                    "negative",
                                    n ->
                                        n.filter(
                                            f ->
                                                f.term(
                                                    t ->
                                                        t.field("tone")
                                                            .value(Tone.NEGATIVE.id()))))));
    List<FacetCount> counts = new ArrayList<>();
    for (StringTermsBucket bucket : terms(response, "values")) {
      counts.add(
          new FacetCount(
              bucket.key().stringValue(),
              bucket.docCount(),
              bucket.aggregations().get("negative").filter().docCount()));
    }
    counts.sort(
        Comparator.comparingLong(FacetCount::count).reversed().thenComparing(FacetCount::value));
    return List.copyOf(counts);
  }

  private static List<StringTermsBucket> terms(SearchResponse<ObjectNode> response, String name) {
    Aggregate aggregate = response.aggregations().get(name);
    return aggregate == null || !aggregate.isSterms()
        ? List.of()
        : aggregate.sterms().buckets().array();
  }

  @Override
  public List<WordScore> standoutWords(OpinionQuery foreground, OpinionQuery background, int limit)
      throws IOException {
    checkBetween(1, limit, MOST_HITS_A_PAGE, "words");
    long ours = count(foreground);
    long others = count(background);
    if (ours == 0 || others == 0) {
      return List.of();
    }
    List<String> candidates = candidates(foreground);
    Map<String, Long> our = counts(query(foreground), candidates);
    Map<String, Long> other = counts(query(background), candidates);
    List<WordScore> scores = new ArrayList<>();
    for (String word : candidates) {
      long a = our.getOrDefault(word, 0L);
      long b = other.getOrDefault(word, 0L);
      if ((double) a / ours > (double) b / others) {
        scores.add(new WordScore(word, a, b, LogLikelihood.ratio(a, ours, b, others)));
      }
    }
    return scores.stream()
        .sorted(
            Comparator.comparingDouble(WordScore::score).reversed().thenComparing(WordScore::word))
        .limit(limit)
        .toList();
  }

  /** Telling words of the newest hits, the most frequent ones. */
  private List<String> candidates(OpinionQuery foreground) throws IOException {
    Query asked = query(foreground);
    Map<String, Integer> found = new LinkedHashMap<>();
    Set<String> keywords = new HashSet<>();
    int read = 0;
    String pit = open();
    if (pit.isEmpty()) {
      return List.of();
    }
    Mark mark = null;
    for (boolean more = true; more && read < FOREGROUND_READ; ) {
      var hits = page(asked, Order.NEWEST, MOST_HITS_A_PAGE, mark, pit).hits().hits();
      for (var hit : hits) {
        Opinion opinion = OpinionDocument.opinion(hit.source());
        keywords.addAll(opinion.analysis().keywords());
        for (String word : new HashSet<>(List.of(opinion.analysis().words().split("\\s+")))) {
          found.merge(word, 1, Integer::sum);
        }
      }
      read += hits.size();
      more = hits.size() == MOST_HITS_A_PAGE;
      if (more) {
        mark = new Mark(Order.NEWEST, pit, texts(hits.get(hits.size() - 1).sort()));
      }
    }
    close(pit);
    if (!keywords.isEmpty()) {
      // Analysis has told the words that say something from those that every angry post has.
      found.keySet().retainAll(keywords);
    }
    int atLeast = read >= ENOUGH_HITS ? 2 : 1;
    return found.entrySet().stream()
        .filter(entry -> entry.getValue() >= atLeast)
        .filter(entry -> LogLikelihood.isTelling(entry.getKey()) && entry.getKey().length() <= 255)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(CANDIDATES)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In how many hits each word occurs. */
  private Map<String, Long> counts(Query query, List<String> words) throws IOException {
    Map<String, Long> counts = new HashMap<>();
    for (int from = 0; from < words.size(); from += FILTERS) {
      List<String> some = words.subList(from, Math.min(words.size(), from + FILTERS));
      Map<String, Query> filters = new LinkedHashMap<>();
      for (int i = 0; i < some.size(); i++) {
        String word = some.get(i);
        filters.put(Integer.toString(i), Query.of(q -> q.term(t -> t.field("words").value(word))));
      }
      SearchResponse<ObjectNode> response =
          search(
              s ->
                  s.size(0)
                      .query(query)
                      .aggregations(
                          "words", a -> a.filters(f -> f.filters(b -> b.keyed(filters)))));
      Map<String, FiltersBucket> buckets =
          response.aggregations().get("words").filters().buckets().keyed();
      for (int i = 0; i < some.size(); i++) {
        counts.put(some.get(i), buckets.get(Integer.toString(i)).docCount());
      }
    }
    return counts;
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }

  private static Query query(OpinionQuery query) {
    return Queries.of(query, TypedWords.parse(query.text()));
  }

  private static void checkBetween(int least, int value, int most, String what) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "asked for " + value + " " + what + ": ask for " + least + " to " + most);
    }
  }
}
