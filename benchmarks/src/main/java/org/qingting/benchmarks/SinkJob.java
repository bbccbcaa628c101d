package org.qingting.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.qingting.pipeline.elasticsearch.ElasticsearchSink;
import org.qingting.search.elasticsearch.BulkDocument;
import org.qingting.search.elasticsearch.ElasticsearchBulk;
import org.qingting.search.elasticsearch.ElasticsearchSettings;

/** Documents through the sink, in a local job with the product's settings; one job at a time. */
final class SinkJob {
  /** Of the job that runs; static, since functions are serialised. */
  private static volatile List<BulkDocument> documents = List.of();

  private static final AtomicLong BEGAN = new AtomicLong();

  private SinkJob() {}

  /** Gives the document of a number, and notes when the first was asked for. */
  private static final class Prepared implements MapFunction<Long, BulkDocument> {
    private static final long serialVersionUID = 1L;

    @Override
    public BulkDocument map(Long number) {
      if (number == 0) {
        BEGAN.set(System.nanoTime());
      }
      return documents.get(number.intValue());
    }
  }

  /** Writes all; gives the seconds from the first document to the end of the job. */
  static double write(
      List<BulkDocument> all, ElasticsearchSettings settings, ElasticsearchSink.Limits limits)
      throws IOException {
    documents = all;
    Configuration flink = new Configuration();
    flink.setString("rest.bind-port", "0");
    flink.setString("execution.checkpointing.interval", "2 s");
    flink.setString("pipeline.generic-types", "false");
    flink.setString("pipeline.object-reuse", "true");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(1);
    java.net.URI address = settings.hosts().get(0);
    String prefix = settings.prefix();
    env.fromSequence(0, all.size() - 1L)
        .map(new Prepared())
        .returns(TypeInformation.of(BulkDocument.class))
        .sinkTo(
            new ElasticsearchSink(
                () -> new ElasticsearchBulk(ElasticsearchSettings.of(address, prefix)),
                prefix,
                limits))
        .uid("sink");
    try {
      env.execute();
      return (System.nanoTime() - BEGAN.get()) / 1e9;
    } catch (Exception e) {
      throw new IOException("the job failed", e);
    } finally {
      documents = List.of();
    }
  }
}
