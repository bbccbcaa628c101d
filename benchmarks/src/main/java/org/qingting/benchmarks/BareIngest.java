package org.qingting.benchmarks;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkIngester;
import co.elastic.clients.elasticsearch._helpers.bulk.BulkListener;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.qingting.pipeline.elasticsearch.ElasticsearchSink;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/** Documents through the client's own BulkIngester, and nothing around it. */
final class BareIngest {
  private BareIngest() {}

  /** Remembers the first failure. */
  private static final class Failures implements BulkListener<Void> {
    private final AtomicReference<String> first = new AtomicReference<>();

    @Override
    public void beforeBulk(long execution, BulkRequest request, List<Void> contexts) {}

    @Override
    public void afterBulk(
        long execution, BulkRequest request, List<Void> contexts, BulkResponse response) {
      response.items().stream()
          // What was to be deleted and is not there is as it should be.
          .filter(item -> item.error() != null && item.status() != 404)
          .findFirst()
          .ifPresent(item -> first.compareAndSet(null, item.error().reason()));
    }

    @Override
    public void afterBulk(
        long execution, BulkRequest request, List<Void> contexts, Throwable failure) {
      first.compareAndSet(null, failure.toString());
    }
  }

  /** Writes all; gives the seconds until the last was answered. */
  static double write(
      List<BulkDocument> documents, ElasticsearchSettings settings, ElasticsearchSink.Limits limits)
      throws IOException {
    Failures failures = new Failures();
    try (RawServer raw = new RawServer(settings.hosts().get(0))) {
      long began = System.nanoTime();
      try (BulkIngester<Void> ingester =
          BulkIngester.of(
              b ->
                  b.client(new ElasticsearchAsyncClient(raw.transport()))
                      .maxOperations(limits.batch())
                      .maxSize(limits.batchBytes())
                      .maxConcurrentRequests(limits.inFlight())
                      .listener(failures))) {
        for (BulkDocument document : documents) {
          ingester.add(operation(document));
        }
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      if (failures.first.get() != null) {
        throw new IOException("the server did not take everything: " + failures.first.get());
      }
      return seconds;
    }
  }

  private static BulkOperation operation(BulkDocument document) {
    if (document.isDeletion()) {
      return BulkOperation.of(o -> o.delete(d -> d.index(document.index()).id(document.id())));
    }
    BinaryData body =
        BinaryData.of(
            document.body().getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON);
    return BulkOperation.of(
        o -> o.index(i -> i.index(document.index()).id(document.id()).document(body)));
  }
}
