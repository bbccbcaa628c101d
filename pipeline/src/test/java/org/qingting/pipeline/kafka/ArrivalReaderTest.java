package org.qingting.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qingting.model.Arrival;

/** Which partition moves time, which nobody waits for, and when the reader is woken. */
@Timeout(30)
class ArrivalReaderTest {
  private static final Duration SILENCE = Duration.ofMillis(300);

  private final Records records = new Records();
  private final Said said = new Said("");
  private final ArrivalReader reader =
      new ArrivalReader(
          records,
          "ours",
          SILENCE,
          new DeadLetters("notes", new Properties()),
          new Unread("notes"),
          Clock.fixed(Sample.AT, ZoneOffset.UTC));

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  /** In place of Kafka's reader: gives what the test put there. */
  private static final class Records implements SourceReader<Received, KafkaPartitionSplit> {
    private record Waiting(String split, Received received, long at) {}

    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
    private final List<KafkaPartitionSplit> splits = new ArrayList<>();
    private CompletableFuture<Void> available = new CompletableFuture<>();

    void put(String split, Received received, long at) {
      waiting.add(new Waiting(split, received, at));
      available.complete(null);
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Received> output) {
      Waiting next = waiting.poll();
      if (next == null) {
        available = available.isDone() ? new CompletableFuture<>() : available;
        return InputStatus.NOTHING_AVAILABLE;
      }
      output.createOutputForSplit(next.split).collect(next.received, next.at);
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return splits;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> added) {
      splits.addAll(added);
    }

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  /** Notes what is said to each output, in order. */
  private static final class Said implements ReaderOutput<Arrival> {
    private final String name;
    private final List<String> all;

    Said(String name) {
      this(name, new ArrayList<>());
    }

    private Said(String name, List<String> all) {
      this.name = name;
      this.all = all;
    }

    private void note(String what) {
      all.add(name.isEmpty() ? what : name + " " + what);
    }

    @Override
    public void collect(Arrival arrival) {
      throw new UnsupportedOperationException("arrivals have times");
    }

    @Override
    public void collect(Arrival arrival, long at) {
      note((arrival.post() == null ? arrival.report().outcome() : "post") + " at " + at);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      note("through " + watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      note("idle");
    }

    @Override
    public void markActive() {
      note("active");
    }

    @Override
    public SourceOutput<Arrival> createOutputForSplit(String split) {
      return new Said(split, all);
    }

    @Override
    public void releaseOutputForSplit(String split) {}
  }

  private void assign(String topic, int... partitions) {
    List<KafkaPartitionSplit> splits = new ArrayList<>();
    for (int partition : partitions) {
      splits.add(new KafkaPartitionSplit(new TopicPartition(topic, partition), 0));
    }
    reader.addSplits(splits);
  }

  private List<String> poll() throws Exception {
    while (reader.pollNext(said) == InputStatus.MORE_AVAILABLE) {}
    List<String> now = List.copyOf(said.all);
    said.all.clear();
    return now;
  }

  private void state(String split, long through, long at) {
    Statement statement = new Statement(Instant.ofEpochMilli(through), false);
    records.put(split, new Received.Stated("east", statement), at);
  }

  @Test
  void eachPartitionMovesItsOwnTime_behindItsPosts_andNeverTwiceToTheSame() throws Exception {
    reader.start();
    assign("ours", 0, 1);
    state("ours-0", 5, 0);
    records.put("ours-0", new Received.Heard(Sample.post(0)), 1);
    state("ours-0", 7, 301);
    state("ours-0", 7, 302);
    state("ours-1", 9, 0);
    assertThat(poll())
        .containsExactly("ours-0 post at " + Sample.AT.toEpochMilli(), "ours-0 through 7");
  }

  @Test
  void aPartitionOfOutside_isNeverWaitedFor_andItsPostsMoveNothing() throws Exception {
    reader.start();
    assign("theirs", 0);
    assertThat(reader.isAvailable()).isDone();
    assertThat(poll()).containsExactly("theirs-0 idle");
    records.put("theirs-0", new Received.Heard(Sample.post(0)), 1);
    assertThat(poll()).containsExactly("theirs-0 post at " + Sample.AT.toEpochMilli());
  }

  @Test
  void aReaderWithoutPartitions_isWaitedForOnlyAsLongAsItMayStillGetOne() throws Exception {
    reader.start();
    assertThat(poll()).isEmpty();
    reader.isAvailable().get(10, TimeUnit.SECONDS);
    assertThat(poll()).containsExactly("idle");
    assertThat(reader.isAvailable()).isNotDone();
    assign("ours", 0);
    assertThat(reader.isAvailable()).isDone();
    assertThat(poll()).containsExactly("active");
    state("ours-0", 5, 0);
    state("ours-0", 7, 301);
    assertThat(poll()).containsExactly("ours-0 through 7");
  }

  @Test
  void aPartitionOfTheCrawlers_isWaitedFor_howeverLongNothingComes() throws Exception {
    reader.start();
    assign("ours", 0);
    assertThat(poll()).isEmpty();
    reader.isAvailable().get(10, TimeUnit.SECONDS);
    assertThat(poll()).isEmpty();
  }

  @Test
  void whileNothingIsThere_theSameFutureIsGiven_andItIsDoneWhenARecordComes() throws Exception {
    assign("ours", 0);
    poll();
    CompletableFuture<Void> first = reader.isAvailable();
    assertThat(first).isNotDone().isSameAs(reader.isAvailable());
    state("ours-0", 5, 0);
    assertThat(first).isDone();
    poll();
    assertThat(reader.isAvailable()).isNotDone().isNotSameAs(first);
  }

  @Test
  void partitionsAreRestored_beforeTheReaderBegins() throws Exception {
    assign("ours", 0);
    assign("theirs", 1);
    reader.start();
    assertThat(poll()).containsExactly("theirs-1 idle");
    assertThat(reader.snapshotState(1)).hasSize(2);
  }
}
