package org.qingting.pipeline.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.qingting.model.Arrival;

/**
 * Kafka's own reader, whose records become arrivals and time.
 *
 * <p>A partition of the crawlers is never idle: it may still hold posts that were not read, and
 * time must not go past them. One of outside producers always is. A reader that got no partition of
 * the crawlers says that nobody has to wait for it.
 */
final class ArrivalReader implements SourceReader<Arrival, KafkaPartitionSplit> {
  private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

  private final SourceReader<Received, KafkaPartitionSplit> records;
  private final String crawled;
  private final Duration silence;
  private final DeadLetters letters;
  private final Unread unread;
  private final Clock clock;
  private final List<String> outside = new ArrayList<>();
  private final Map<String, PartitionOutput> partitions = new HashMap<>();
  private ReaderOutput<Arrival> output;
  private PartitionOutputs outputs;
  private volatile boolean patienceOver;
  private boolean waitedFor;
  private boolean idle;
  private CompletableFuture<Void> recordsAvailable;
  private CompletableFuture<Void> available = NOW;
  private volatile CompletableFuture<Void> woken = new CompletableFuture<>();

  /**
   * Around a reader of records.
   *
   * @param crawled topic of the crawlers
   * @param silence after which a reader without partition says that it has none
   */
  ArrivalReader(
      SourceReader<Received, KafkaPartitionSplit> records,
      String crawled,
      Duration silence,
      DeadLetters letters,
      Unread unread,
      Clock clock) {
    this.records = records;
    this.crawled = crawled;
    this.silence = silence;
    this.letters = letters;
    this.unread = unread;
    this.clock = clock;
  }

  @Override
  public void start() {
    records.start();
    CompletableFuture.delayedExecutor(silence.toMillis(), TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              patienceOver = true;
              wake();
            });
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      if (split.getTopic().equals(crawled)) {
        waitedFor = true;
      } else {
        outside.add(split.splitId());
      }
    }
    records.addSplits(splits);
    wake();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Arrival> to) throws Exception {
    if (output == null) {
      output = to;
      outputs = new PartitionOutputs(this::partition);
    }
    if (woken.isDone()) {
      woken = new CompletableFuture<>();
      settle();
    }
    InputStatus status = records.pollNext(outputs);
    unread
        .report(clock.instant())
        .ifPresent(report -> output.collect(Arrival.of(report), report.at().toEpochMilli()));
    return status;
  }

  private PartitionOutput partition(String id) {
    return partitions.computeIfAbsent(
        id,
        added ->
            new PartitionOutput(
                output.createOutputForSplit(id), new Crawlers(silence), this::takeUnreadable));
  }

  private void takeUnreadable(Received.Unreadable record) {
    letters.send(record);
    unread.add(record);
  }

  /** Says for whom nobody has to wait. */
  private void settle() {
    if (waitedFor && idle) {
      idle = false;
      output.markActive();
    }
    for (String id : outside) {
      output.createOutputForSplit(id).markIdle();
    }
    outside.clear();
    if (!waitedFor && !idle && patienceOver) {
      idle = true;
      output.markIdle();
    }
  }

  private void wake() {
    woken.complete(null);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> next = records.isAvailable();
    if (next.isDone() || woken.isDone()) {
      return NOW;
    }
    // The same future until it is done, or until Kafka's reader has another.
    if (available.isDone() || next != recordsAvailable) {
      recordsAvailable = next;
      available = CompletableFuture.anyOf(next, woken).thenAccept(done -> {});
    }
    return available;
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    try {
      letters.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return records.snapshotState(checkpointId);
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    records.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    records.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    records.handleSourceEvents(event);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    try {
      records.close();
    } finally {
      letters.close();
    }
  }
}
