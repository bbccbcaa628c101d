package org.qingting.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;
import org.qingting.search.Page;
import org.qingting.search.ToneCount;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import org.qingting.search.lucene.LuceneIndex;

/**
 * How long the console waits for an answer: the first page of a search and its timeline, from
 * Lucene and from Elasticsearch, on the same opinions and for the same questions, no question asked
 * twice. Whether both answer the same is looked at, too. A server is had as {@code
 * benchmarks/README.md} says; indices whose names begin with {@code bench-search-} are written
 * anew, unless a folder is given in which Lucene's are kept.
 */
final class SearchRun {
  private static final String PREFIX = "bench-search";
  private static final int DIFFERENT = 20_000;
  private static final int WARM_UP = 300;
  private static final int PAGE = 20;
  private static final Duration BUCKET = Duration.ofDays(1);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private final OpinionReader reader;
  private final Durations searches = new Durations();
  private final Durations timelines = new Durations();
  private final Durations sums = new Durations();

  private SearchRun(OpinionReader reader) {
    this.reader = reader;
  }

  /**
   * Runs and prints.
   *
   * @param kept where indices stay for the next run; null for nowhere
   */
  static void run(int count, int queries, URI server, Path kept) throws IOException {
    System.out.printf(
        Locale.ROOT, "search: %,d opinions, %d questions, %s%n", count, queries, Machine.now());
    Path folder = kept != null ? kept : Files.createTempDirectory("qingting-search");
    Opinions opinions = new Opinions(DIFFERENT);
    LuceneIndex lucene = new LuceneIndex(folder.resolve("index"));
    ElasticsearchIndex elasticsearch =
        new ElasticsearchIndex(ElasticsearchSettings.of(server, PREFIX));
    try (elasticsearch) {
      Filling filling = new Filling(opinions, count);
      boolean there = holds(elasticsearch.openReader(), count);
      CompletableFuture<Void> filled =
          there ? CompletableFuture.completedFuture(null) : filling.fillAsync(server, PREFIX);
      if (!holds(lucene.openReader(), count)) {
        filling.fill(lucene);
      }
      filled.join();
      try (OpinionReader one = lucene.openReader();
          OpinionReader other = elasticsearch.openReader()) {
        compare(
            new Questions(opinions, count, 1), WARM_UP, new SearchRun(one), new SearchRun(other));
        SearchRun first = new SearchRun(one);
        SearchRun second = new SearchRun(other);
        compare(new Questions(opinions, count, 2), queries, first, second);
        System.out.println(
            "ms, p50 / p99 / longest       search               timeline            both");
        first.print("Lucene");
        second.print("Elasticsearch");
        System.out.println(Machine.now());
      }
    } finally {
      if (kept == null) {
        Folders.delete(folder);
        try (RawServer raw = new RawServer(server)) {
          raw.delete(PREFIX + "-*");
        }
      }
    }
  }

  private static boolean holds(OpinionReader reader, int count) throws IOException {
    try (reader) {
      return reader.count(OpinionQuery.ALL) == count;
    }
  }

  /** One question after the other, to both in turns. */
  private static void compare(Questions questions, int count, SearchRun one, SearchRun other)
      throws IOException {
    long hits = 0;
    int different = 0;
    for (int i = 0; i < count; i++) {
      OpinionQuery query = questions.next();
      Answer first = i % 2 == 0 ? one.ask(query) : null;
      Answer second = other.ask(query);
      first = first == null ? one.ask(query) : first;
      hits += second.total();
      different += first.equals(second) ? 0 : 1;
    }
    System.out.printf(
        Locale.ROOT,
        "%d questions asked, %,d hits each on average, %d answered differently%n",
        count,
        hits / Math.max(1, count),
        different);
  }

  /** What both have to say the same. */
  private record Answer(long total, List<String> shown, List<ToneCount> timeline) {}

  private Answer ask(OpinionQuery query) throws IOException {
    long began = System.nanoTime();
    Page page = reader.search(query, Order.NEWEST, PAGE, "");
    long found = System.nanoTime();
    List<ToneCount> timeline = reader.timeline(query, BUCKET, ZONE);
    long counted = System.nanoTime();
    searches.add(found - began);
    timelines.add(counted - found);
    sums.add(counted - began);
    List<String> shown = page.hits().stream().map(hit -> hit.opinion().post().id()).toList();
    return new Answer(page.total(), shown, timeline);
  }

  private void print(String name) {
    System.out.printf(
        Locale.ROOT, "%-20s %s %s %s%n", name, text(searches), text(timelines), text(sums));
  }

  private static String text(Durations durations) {
    return String.format(
        Locale.ROOT,
        "%6.1f %6.1f %6.1f",
        durations.millis(0.5),
        durations.millis(0.99),
        durations.millis(1));
  }
}
