package org.qingting.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.qingting.model.Opinion;
import org.qingting.pipeline.elasticsearch.ElasticsearchSink;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchIndex;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/**
 * The same documents into the same Elasticsearch: through the sink in a local Flink job, and by a
 * bare BulkIngester, in turns. Both begin with empty indices of the same mappings, have requests of
 * the same size and as many under way; a time ends when the server has answered the last one. The
 * start of the job is not counted, its checkpoints and its end are. Each way has a round before the
 * first that counts. A server is had as {@code benchmarks/README.md} says; indices whose names
 * begin with {@code bench-} are deleted.
 */
final class BulkRun {
  private static final int DIFFERENT = 10_000;
  private static final ElasticsearchSink.Limits LIMITS = ElasticsearchSink.Limits.DEFAULT;

  private final URI server;
  private final List<Opinion> opinions;

  private BulkRun(URI server, List<Opinion> opinions) {
    this.server = server;
    this.opinions = opinions;
  }

  /** One way of writing: seconds that it took. */
  @FunctionalInterface
  private interface Way {
    double write(List<BulkDocument> documents, ElasticsearchSettings settings) throws IOException;
  }

  /** Runs and prints. */
  static void run(int count, int rounds, URI server) throws IOException {
    Opinions generated = new Opinions(DIFFERENT);
    List<Opinion> opinions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      opinions.add(generated.get(i));
    }
    new BulkRun(server, opinions).measure(rounds);
  }

  private void measure(int rounds) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "bulk: %,d opinions, %s; requests of %,d documents, %d under way%n",
        opinions.size(),
        Machine.now(),
        LIMITS.batch(),
        LIMITS.inFlight());
    System.out.println("round  sink, documents/s  BulkIngester, documents/s  ratio");
    double[] sink = new double[rounds];
    double[] bare = new double[rounds];
    for (int round = 0; round <= rounds; round++) {
      double ours;
      double theirs;
      // Whoever is second finds a warmer machine.
      if (round % 2 == 0) {
        ours = perSecond("bench-sink", (documents, to) -> SinkJob.write(documents, to, LIMITS));
        theirs =
            perSecond("bench-bare", (documents, to) -> BareIngest.write(documents, to, LIMITS));
      } else {
        theirs =
            perSecond("bench-bare", (documents, to) -> BareIngest.write(documents, to, LIMITS));
        ours = perSecond("bench-sink", (documents, to) -> SinkJob.write(documents, to, LIMITS));
      }
      print(round == 0 ? "warm" : Integer.toString(round), ours, theirs);
      if (round > 0) {
        sink[round - 1] = ours;
        bare[round - 1] = theirs;
      }
    }
    print("median", median(sink), median(bare));
    System.out.println(Machine.now());
  }

  private static void print(String round, double sink, double bare) {
    System.out.printf(
        Locale.ROOT, "%-6s %17.0f %26.0f %5.0f %%%n", round, sink, bare, 100 * sink / bare);
  }

  private double perSecond(String prefix, Way way) throws IOException {
    ElasticsearchSettings settings = ElasticsearchSettings.of(server, prefix);
    List<BulkDocument> documents = new ArrayList<>(2 * opinions.size());
    for (Opinion opinion : opinions) {
      documents.addAll(ElasticsearchIndex.documents(opinion, prefix));
    }
    try (RawServer raw = new RawServer(server)) {
      raw.delete(prefix + "-*");
      try (ElasticsearchIndex index = new ElasticsearchIndex(settings)) {
        index.setUp(opinions.get(0).post().eventTime());
        // Makes the index of every month before the clock runs.
        index.store(oneADay());
      }
      double seconds = way.write(documents, settings);
      raw.refresh(prefix + "-opinions-*");
      long kept = raw.count(prefix + "-opinions-*");
      if (kept != opinions.size()) {
        throw new IOException(kept + " of " + opinions.size() + " opinions were kept");
      }
      raw.delete(prefix + "-*");
      return documents.size() / seconds;
    }
  }

  private List<Opinion> oneADay() {
    List<Opinion> chosen = new ArrayList<>();
    Instant next = Instant.MIN;
    for (Opinion opinion : opinions) {
      if (!opinion.post().eventTime().isBefore(next)) {
        chosen.add(opinion);
        next = opinion.post().eventTime().plus(Duration.ofDays(1));
      }
    }
    return chosen;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
