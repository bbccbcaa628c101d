package org.qingting.pipeline.elasticsearch;

import java.io.IOException;
import java.io.Serializable;
import java.util.Collection;
import java.util.List;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.connector.base.sink.AsyncSinkBase;
import org.apache.flink.connector.base.sink.writer.BufferedRequestState;
import org.apache.flink.connector.base.sink.writer.ElementConverter;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchViews;

/**
 * Keeps documents in Elasticsearch, at least once: with ids of their own, once is what is seen.
 *
 * <p>What the server does not take at the moment (overload, a full disk, no answer at all) waits,
 * in bounded memory and in checkpoints, and is tried again with growing pauses, for as long as it
 * takes; the log says so. While there is room for what comes, checkpoints go on; once there is
 * none, the job waits. What the server will never take goes to the index of refused documents, with
 * the reason.
 */
public final class ElasticsearchSink extends AsyncSinkBase<BulkDocument, BulkDocument> {
  private static final long serialVersionUID = 1L;

  private final Opener opener;
  private final String prefix;
  private final Limits limits;

  /** Makes the client where the job runs; shipped with the job. */
  @FunctionalInterface
  public interface Opener extends Serializable {
    ElasticsearchBulk open() throws IOException;
  }

  /**
   * How much at once.
   *
   * @param batch documents of a request
   * @param batchBytes bytes of a request; far more than one document has, since ingest bounds texts
   * @param inFlight requests under way
   * @param buffered documents that wait
   * @param bufferedBytes bytes that wait
   * @param collectMillis how long a document waits for others to share its request
   */
  public record Limits(
      int batch,
      long batchBytes,
      int inFlight,
      int buffered,
      long bufferedBytes,
      long collectMillis)
      implements Serializable {
    private static final long serialVersionUID = 1L;

    /** For a heap of half a gigabyte. */
    public static final Limits DEFAULT = new Limits(1000, 16L << 20, 3, 20_000, 64L << 20, 200);
  }

  /**
   * A sink.
   *
   * @param prefix of the indices, for the one of refused documents
   */
  public ElasticsearchSink(Opener opener, String prefix, Limits limits) {
    super(
        (ElementConverter<BulkDocument, BulkDocument>) (document, context) -> document,
        limits.batch(),
        limits.inFlight(),
        limits.buffered(),
        limits.batchBytes(),
        limits.collectMillis(),
        limits.batchBytes());
    this.opener = opener;
    this.prefix = prefix;
    this.limits = limits;
  }

  @Override
  public SinkWriter<BulkDocument> createWriter(WriterInitContext context) throws IOException {
    return restoreWriter(context, List.of());
  }

  @Override
  public StatefulSinkWriter<BulkDocument, BufferedRequestState<BulkDocument>> restoreWriter(
      WriterInitContext context, Collection<BufferedRequestState<BulkDocument>> recovered)
      throws IOException {
    return BulkWriter.open(
        opener.open(), new ElasticsearchViews(prefix), limits, context, recovered);
  }

  @Override
  public SimpleVersionedSerializer<BufferedRequestState<BulkDocument>> getWriterStateSerializer() {
    return new WaitingDocuments();
  }
}
