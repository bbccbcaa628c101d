package org.qingting.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.qingting.search.OpinionWriter;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;
import org.qingting.search.lucene.LuceneIndex;

/** The same opinions into both indices; of Elasticsearch's, only what searches read. */
final class Filling {
  private static final int PER_COMMIT = 20_000;
  private static final int PER_REQUEST = 1_000;
  private static final int UNDER_WAY = 2;
  private static final int SAY_EVERY = 100_000;

  private final Opinions opinions;
  private final int count;

  Filling(Opinions opinions, int count) {
    this.opinions = opinions;
    this.count = count;
  }

  void fill(LuceneIndex index) throws IOException {
    long began = System.nanoTime();
    try (OpinionWriter writer = index.openWriter("")) {
      for (int i = 0; i < count; i++) {
        writer.put(opinions.get(i));
        if ((i + 1) % PER_COMMIT == 0 || i + 1 == count) {
          writer.release(writer.commit());
        }
        say("Lucene", i + 1, began);
      }
    }
  }

  /** Begins at once, with empty indices. */
  CompletableFuture<Void> fillAsync(URI server, String prefix) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            fill(server, prefix);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private void fill(URI server, String prefix) throws IOException {
    ElasticsearchSettings settings = ElasticsearchSettings.of(server, prefix);
    String pattern = prefix + "-opinions-*";
    try (RawServer raw = new RawServer(server)) {
      raw.delete(prefix + "-*");
      Instant first = opinions.get(0).post().eventTime();
      try (ElasticsearchIndex index = new ElasticsearchIndex(settings)) {
        index.setUp(first);
      }
      try (ElasticsearchBulk bulk = new ElasticsearchBulk(settings)) {
        send(bulk, prefix);
      }
      raw.refresh(pattern);
    }
  }

  private void send(ElasticsearchBulk bulk, String prefix) throws IOException {
    long began = System.nanoTime();
    Deque<CompletableFuture<List<ElasticsearchBulk.Answer>>> underWay = new ArrayDeque<>();
    List<BulkDocument> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      for (BulkDocument document : ElasticsearchIndex.documents(opinions.get(i), prefix)) {
        if (document.index().startsWith(prefix + "-opinions-") && !document.isDeletion()) {
          some.add(document);
        }
      }
      if (some.size() >= PER_REQUEST || i + 1 == count) {
        underWay.add(bulk.write(some));
        some = new ArrayList<>();
      }
      if (underWay.size() > UNDER_WAY) {
        check(underWay.remove().join());
      }
      say("Elasticsearch", i + 1, began);
    }
    while (!underWay.isEmpty()) {
      check(underWay.remove().join());
    }
  }

  private static void check(List<ElasticsearchBulk.Answer> answers) throws IOException {
    for (ElasticsearchBulk.Answer answer : answers) {
      if (answer.fate() != ElasticsearchBulk.Fate.KEPT) {
        throw new IOException("Elasticsearch did not take an opinion: " + answer.reason());
      }
    }
  }

  private static void say(String index, int done, long began) {
    if (done % SAY_EVERY == 0) {
      System.out.printf(
          Locale.ROOT, "  %s: %,d, %.0f s%n", index, done, (System.nanoTime() - began) / 1e9);
    }
  }
}
