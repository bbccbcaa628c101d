package org.qingting.pipeline.job;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.qingting.model.FetchReport;

/** The embedded index, with its one writer. Incidents and reports the desk alone knows. */
public final class LuceneArchive implements Archive {
  private final IndexOpener index;

  public LuceneArchive(IndexOpener index) {
    this.index = index;
  }

  @Override
  public void keep(
      DataStream<IndexEntry> entries,
      ReceiptBook receipts,
      DataStream<JobFact> incidents,
      DataStream<FetchReport> reports) {
    entries
        .global()
        .transform("index", TypeInformation.of(Void.class), new IndexOperator(index, receipts))
        .uid("index")
        .setParallelism(1)
        .setMaxParallelism(1)
        .sinkTo(new DiscardingSink<>())
        .uid("index-end")
        .setParallelism(1);
  }
}
