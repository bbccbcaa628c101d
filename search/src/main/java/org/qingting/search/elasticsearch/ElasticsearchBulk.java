package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkOperation;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/**
 * Writes documents in bulk without waiting, and tells of each what became of it: kept, to be tried
 * again, or never to be taken. Indices are made before they are first written to, so that none ever
 * comes into being without its template. Thread-safe; connects with the first document.
 */
public final class ElasticsearchBulk implements Closeable {
  private static final int CONFLICT = 409;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY = 429;

  private final Connection connection;
  private final MonthlyIndices indices;
  private final Set<String> ready = ConcurrentHashMap.newKeySet();
  private final ExecutorService preparing =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "elasticsearch-indices");
            thread.setDaemon(true);
            return thread;
          });

  /** Connects with the first document, not before. */
  public ElasticsearchBulk(ElasticsearchSettings settings) {
    this.connection = new Connection(settings);
    this.indices = new MonthlyIndices(connection);
  }

  /** What became of a document. */
  public enum Fate {
    /** It is durable, or a newer one is. */
    KEPT,
    /** Not now: it is to be written again. */
    AGAIN,
    /** It will never be taken as it is. */
    NEVER
  }

  /**
   * The answer for one document.
   *
   * @param reason in words; {@code ""} for one that was kept
   */
  public record Answer(Fate fate, String reason) {
    private static final Answer KEPT = new Answer(Fate.KEPT, "");
  }

  /**
   * Writes documents; those of one call are independent of each other.
   *
   * @return an answer for each, in their order; never fails: where the server cannot be reached or
   *     refuses everything, all are to be written again
   */
  public CompletableFuture<List<Answer>> write(List<BulkDocument> documents) {
    if (documents.isEmpty()) {
      return CompletableFuture.completedFuture(List.of());
    }
    List<String> unknown =
        documents.stream()
            .filter(document -> !document.isDeletion())
            .map(BulkDocument::index)
            .distinct()
            .filter(index -> !ready.contains(index))
            .toList();
    CompletableFuture<Void> prepared =
        unknown.isEmpty()
            ? CompletableFuture.completedFuture(null)
            : CompletableFuture.runAsync(() -> prepare(unknown), preparing);
    return prepared
        .thenCompose(done -> send(documents))
        .exceptionally(
            failure -> {
              // It may be another server by the time it is back.
              ready.clear();
              return all(documents.size(), Fate.AGAIN, connection.words(failure).getMessage());
            });
  }

  private void prepare(List<String> names) {
    for (String name : names) {
      try {
        indices.ensure(name);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ready.add(name);
    }
  }

  private CompletableFuture<List<Answer>> send(List<BulkDocument> documents) {
    BulkRequest request =
        BulkRequest.of(
            b -> b.operations(documents.stream().map(ElasticsearchBulk::operation).toList()));
    return connection
        .askAsync(client -> client.bulk(request))
        .thenApply(response -> answers(documents, response))
        .exceptionallyCompose(failure -> apart(documents, failure));
  }

  /** A request that is too large or makes no sense is sent in parts, to find what is to blame. */
  private CompletableFuture<List<Answer>> apart(List<BulkDocument> documents, Throwable failure) {
    IOException told = connection.words(failure);
    boolean blame =
        told instanceof RefusedException refused
            && (refused.status() == TOO_LARGE || refused.status() == 400);
    if (!blame) {
      return CompletableFuture.failedFuture(told);
    }
    if (documents.size() == 1) {
      return CompletableFuture.completedFuture(all(1, Fate.NEVER, told.getMessage()));
    }
    int half = documents.size() / 2;
    return send(documents.subList(0, half))
        .thenCombine(
            send(documents.subList(half, documents.size())),
            (first, second) -> Stream.concat(first.stream(), second.stream()).toList());
  }

  private static BulkOperation operation(BulkDocument document) {
    if (document.isDeletion()) {
      return BulkOperation.of(o -> o.delete(d -> d.index(document.index()).id(document.id())));
    }
    byte[] body = document.body().getBytes(StandardCharsets.UTF_8);
    return BulkOperation.of(
        o ->
            o.index(
                i -> {
                  i.index(document.index()).id(document.id());
                  if (document.version() > 0) {
                    i.version(document.version()).versionType(VersionType.External);
                  }
                  return i.document(BinaryData.of(body, ContentType.APPLICATION_JSON));
                }));
  }

  private List<Answer> answers(List<BulkDocument> documents, BulkResponse response) {
    List<Answer> answers = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      answers.add(answer(documents.get(i), response.items().get(i)));
    }
    return answers;
  }

  private Answer answer(BulkDocument document, BulkResponseItem item) {
    ErrorCause error = item.error();
    // A newer version stands there, or what was to go is not there.
    if (error == null || item.status() == CONFLICT || (document.isDeletion() && isMissing(item))) {
      return Answer.KEPT;
    }
    String reason = error.type() + ": " + error.reason();
    if (isMissing(item)) {
      ready.remove(document.index());
    }
    return new Answer(isForNow(item, error.type()) ? Fate.AGAIN : Fate.NEVER, reason);
  }

  private static boolean isMissing(BulkResponseItem item) {
    return item.status() == 404;
  }

  /** Overload, a full disk, a missing shard or right, no room for one more index. */
  private static boolean isForNow(BulkResponseItem item, String type) {
    return item.status() == TOO_MANY
        || item.status() >= 500
        || item.status() == 401
        || item.status() == 403
        || isMissing(item)
        || "cluster_block_exception".equals(type)
        || "validation_exception".equals(type);
  }

  private static List<Answer> all(int count, Fate fate, String reason) {
    return Collections.nCopies(count, new Answer(fate, reason));
  }

  @Override
  public void close() throws IOException {
    preparing.shutdownNow();
    connection.close();
  }
}
