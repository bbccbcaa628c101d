package org.qingting.pipeline.elasticsearch;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.qingting.model.FetchReport;
import org.qingting.pipeline.job.Archive;
import org.qingting.pipeline.job.IndexEntry;
import org.qingting.pipeline.job.JobFact;
import org.qingting.pipeline.job.ReceiptBook;
import org.qingting.pipeline.job.ReceiptOperator;
import org.qingting.search.elasticsearch.BulkDocument;

/** Elasticsearch: opinions with their views, incidents and fetches for dashboards. */
public final class ElasticsearchArchive implements Archive {
  private final ElasticsearchSink.Opener opener;
  private final String prefix;

  /**
   * An archive.
   *
   * @param prefix of all indices
   */
  public ElasticsearchArchive(ElasticsearchSink.Opener opener, String prefix) {
    this.opener = opener;
    this.prefix = prefix;
  }

  @Override
  public void keep(
      DataStream<IndexEntry> entries,
      ReceiptBook receipts,
      DataStream<JobFact> incidents,
      DataStream<FetchReport> reports) {
    TypeInformation<BulkDocument> type = TypeInformation.of(BulkDocument.class);
    entries
        .flatMap(new ToDocuments.Opinions(prefix))
        .returns(type)
        .union(
            incidents.flatMap(new ToDocuments.Incidents(prefix)).returns(type),
            reports.flatMap(new ToDocuments.Fetches(prefix)).returns(type))
        .sinkTo(new ElasticsearchSink(opener, prefix, ElasticsearchSink.Limits.DEFAULT))
        .name("elasticsearch")
        .uid("elasticsearch");
    entries
        .global()
        .transform("receipts", TypeInformation.of(Void.class), new ReceiptOperator(receipts))
        .uid("receipts")
        .setParallelism(1)
        .setMaxParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("receipts-end")
        .setParallelism(1);
  }
}
