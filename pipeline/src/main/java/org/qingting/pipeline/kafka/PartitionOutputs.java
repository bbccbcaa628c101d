package org.qingting.pipeline.kafka;

import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Where Kafka's reader puts its records: by partition, and nowhere else. */
final class PartitionOutputs implements ReaderOutput<Received> {
  private final Function<String, PartitionOutput> outputs;

  PartitionOutputs(Function<String, PartitionOutput> outputs) {
    this.outputs = outputs;
  }

  @Override
  public SourceOutput<Received> createOutputForSplit(String splitId) {
    return outputs.apply(splitId);
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    throw new UnsupportedOperationException("topics do not end");
  }

  @Override
  public void collect(Received received) {
    throw new UnsupportedOperationException("records have partitions");
  }

  @Override
  public void collect(Received received, long at) {
    throw new UnsupportedOperationException("records have partitions");
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new UnsupportedOperationException("only statements move time");
  }

  @Override
  public void markIdle() {
    throw new UnsupportedOperationException("only statements move time");
  }

  @Override
  public void markActive() {
    throw new UnsupportedOperationException("only statements move time");
  }
}
