package org.qingting.pipeline.kafka;

import java.util.function.Consumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.qingting.model.Arrival;

/** Turns the records of one partition into arrivals, and its statements into watermarks. */
final class PartitionOutput implements SourceOutput<Received> {
  private final SourceOutput<Arrival> output;
  private final Crawlers crawlers;
  private final Consumer<Received.Unreadable> unreadable;
  private long told = Long.MIN_VALUE;

  PartitionOutput(
      SourceOutput<Arrival> output, Crawlers crawlers, Consumer<Received.Unreadable> unreadable) {
    this.output = output;
    this.crawlers = crawlers;
    this.unreadable = unreadable;
  }

  @Override
  public void collect(Received received, long at) {
    if (received instanceof Received.Heard heard) {
      output.collect(heard.arrival(), time(heard.arrival()));
    } else if (received instanceof Received.Stated stated) {
      advance(crawlers.hear(stated.crawler(), stated.statement(), at));
    } else if (received instanceof Received.Unreadable bad) {
      unreadable.accept(bad);
    }
  }

  /** The same times that a crawl gives its arrivals. */
  private static long time(Arrival arrival) {
    return (arrival.post() == null ? arrival.report().at() : arrival.post().eventTime())
        .toEpochMilli();
  }

  private void advance(long through) {
    if (through > told) {
      told = through;
      output.emitWatermark(new Watermark(through));
    }
  }

  @Override
  public void collect(Received received) {
    throw new UnsupportedOperationException("records have times");
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
