package org.qingting.pipeline.job;

import org.apache.flink.streaming.api.datastream.DataStream;
import org.qingting.model.FetchReport;

/** Where the job keeps what it read: the end of its main stream. */
public interface Archive {

  /**
   * Adds what keeps everything durably.
   *
   * @param entries opinions, and what else became of an import's posts
   * @param receipts where it is stated what became of imports, once that is durable
   * @param incidents incidents, each again with every post that joins it
   * @param reports what came of fetches
   */
  void keep(
      DataStream<IndexEntry> entries,
      ReceiptBook receipts,
      DataStream<JobFact> incidents,
      DataStream<FetchReport> reports);
}
