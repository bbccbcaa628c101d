package org.qingting.pipeline.kafka;

import java.nio.charset.StandardCharsets;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.qingting.model.Arrival;

/**
 * Puts arrivals into records, and every second what the watermark says into one for each partition.
 * It runs once a crawler: whatever a watermark covers has passed here before it and stands before
 * the statement in its partition.
 */
final class StatementOperator extends AbstractStreamOperator<Outgoing>
    implements OneInputStreamOperator<Arrival, Outgoing> {
  private static final long serialVersionUID = 1L;
  private static final long EVERY_MILLIS = 1000;

  private final String crawler;
  private final Partitions.Opener opener;
  private transient Partitions partitions;
  private transient int spread;
  private transient long watermark;
  private transient boolean idle;

  StatementOperator(String crawler, Partitions.Opener opener) {
    this.crawler = crawler;
    this.opener = opener;
  }

  @Override
  public void open() throws Exception {
    super.open();
    partitions = opener.open();
    // Posts keep to the partitions that were there: in a new one nobody may read yet.
    spread = partitions.count();
    watermark = Long.MIN_VALUE;
    var unused =
        getProcessingTimeService()
            .scheduleWithFixedDelay(at -> state(), EVERY_MILLIS, EVERY_MILLIS);
  }

  @Override
  public void processElement(StreamRecord<Arrival> element) {
    Arrival arrival = element.getValue();
    String about = arrival.post() == null ? arrival.report().source() : arrival.post().id();
    send(Math.floorMod(about.hashCode(), spread), about, Envelope.write(crawler, arrival));
  }

  /** Goes no further: downstream only Kafka follows. */
  @Override
  public void processWatermark(Watermark mark) {
    watermark = mark.getTimestamp();
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) {
    idle = status.isIdle();
  }

  private void state() {
    int count = partitions.count();
    byte[] statement = Envelope.write(crawler, Statement.of(watermark, idle));
    for (int partition = 0; partition < count; partition++) {
      send(partition, crawler, statement);
    }
  }

  private void send(int partition, String about, byte[] value) {
    output.collect(
        new StreamRecord<>(new Outgoing(partition, about.getBytes(StandardCharsets.UTF_8), value)));
  }

  /** A crawl that ends says so, instead of being waited for. */
  @Override
  public void finish() throws Exception {
    state();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (partitions != null) {
      partitions.close();
    }
    super.close();
  }
}
