package org.qingting.ingest.source;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.qingting.model.Arrival;
import org.qingting.model.FetchReport;

/** Takes down what a reader hands on. */
final class Recorder implements ReaderOutput<Arrival> {
  final List<Arrival> arrivals = new ArrayList<>();
  final List<Long> times = new ArrayList<>();

  /** Watermarks, {@code idle} and {@code active}, each after the split's id; "main" for all. */
  final List<String> progress = new ArrayList<>();

  List<String> posts() {
    return arrivals.stream().filter(a -> a.post() != null).map(a -> a.post().title()).toList();
  }

  List<FetchReport> reports() {
    return arrivals.stream().map(Arrival::report).filter(report -> report != null).toList();
  }

  @Override
  public void collect(Arrival arrival) {
    throw new AssertionError("every record has a time");
  }

  @Override
  public void collect(Arrival arrival, long time) {
    arrivals.add(arrival);
    times.add(time);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    throw new AssertionError("watermarks go through a split's output");
  }

  @Override
  public void markIdle() {
    progress.add("main idle");
  }

  @Override
  public void markActive() {
    progress.add("main active");
  }

  @Override
  public SourceOutput<Arrival> createOutputForSplit(String split) {
    String name = split.startsWith("host:") ? "host" : split;
    return new SourceOutput<>() {
      @Override
      public void collect(Arrival arrival) {
        throw new AssertionError("every record has a time");
      }

      @Override
      public void collect(Arrival arrival, long time) {
        Recorder.this.collect(arrival, time);
      }

      @Override
      public void emitWatermark(Watermark watermark) {
        progress.add(name + " " + java.time.Instant.ofEpochMilli(watermark.getTimestamp()));
      }

      @Override
      public void markIdle() {
        progress.add(name + " idle");
      }

      @Override
      public void markActive() {
        progress.add(name + " active");
      }
    };
  }

  @Override
  public void releaseOutputForSplit(String split) {
    throw new AssertionError("no split is ever released");
  }
}
