package org.qingting.acceptance.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource.NumberSequenceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.FetchReport;
import org.qingting.model.Post;

/**
 * A crawl whose posts are numbered and a second apart, with a watermark behind each and a report
 * for every hundredth. When it has given all of them it either ends or stays: idle, or waited for.
 */
final class NumberedCrawl
    implements Source<Arrival, NumberSequenceSplit, Collection<NumberSequenceSplit>> {
  private static final long serialVersionUID = 1L;

  static final Instant BEGIN = Instant.parse("2026-11-20T00:00:00Z");
  static final int REPORTED = 100;

  /** What it does after its last post. */
  enum After {
    END,
    STAY,
    STAY_IDLE
  }

  private final String name;
  private final After after;
  private final DataGeneratorSource<Long> numbers;

  /** Numbers from 0. */
  NumberedCrawl(String name, long posts, double perSecond, After after) {
    this(name, 0, posts, perSecond, after);
  }

  NumberedCrawl(String name, long first, long posts, double perSecond, After after) {
    this.name = name;
    this.after = after;
    this.numbers =
        new DataGeneratorSource<>(
            number -> first + number, posts, RateLimiterStrategy.perSecond(perSecond), Types.LONG);
  }

  static String title(String name, long number) {
    return name + " " + number;
  }

  static Instant time(long number) {
    return BEGIN.plusSeconds(number);
  }

  private Arrival post(long number) {
    String id =
        HexFormat.of().toHexDigits(name.hashCode()).repeat(2) + HexFormat.of().toHexDigits(number);
    Instant at = time(number);
    return Arrival.of(
        new Post(
            id,
            "",
            name,
            Channel.ONLINE,
            at,
            at,
            title(name, number),
            "派出所第" + number + "号窗口",
            "",
            "",
            null),
        number + 1,
        "");
  }

  private FetchReport report(long number) {
    return new FetchReport(name, time(number), FetchReport.Outcome.FETCHED, (int) number, "");
  }

  private void give(long number, ReaderOutput<Arrival> output) {
    long at = time(number).toEpochMilli();
    output.collect(post(number), at);
    if (number % REPORTED == 0) {
      output.collect(Arrival.of(report(number)), at);
    }
    output.emitWatermark(new Watermark(at));
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Arrival, NumberSequenceSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new Reader(numbers.createReader(context));
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> createEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context) throws Exception {
    return numbers.createEnumerator(context);
  }

  @Override
  public SplitEnumerator<NumberSequenceSplit, Collection<NumberSequenceSplit>> restoreEnumerator(
      SplitEnumeratorContext<NumberSequenceSplit> context, Collection<NumberSequenceSplit> state)
      throws Exception {
    return numbers.restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<NumberSequenceSplit> getSplitSerializer() {
    return numbers.getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Collection<NumberSequenceSplit>>
      getEnumeratorCheckpointSerializer() {
    return numbers.getEnumeratorCheckpointSerializer();
  }

  private final class Reader implements SourceReader<Arrival, NumberSequenceSplit> {
    private final SourceReader<Long, NumberSequenceSplit> numbers;
    private final CompletableFuture<Void> never = new CompletableFuture<>();
    private boolean stays;

    Reader(SourceReader<Long, NumberSequenceSplit> numbers) {
      this.numbers = numbers;
    }

    @Override
    public void start() {
      numbers.start();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Arrival> output) throws Exception {
      if (stays) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      InputStatus status = numbers.pollNext(new Numbers(output));
      if (status != InputStatus.END_OF_INPUT || after == After.END) {
        return status;
      }
      stays = true;
      if (after == After.STAY_IDLE) {
        output.markIdle();
      }
      return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return stays ? never : numbers.isAvailable();
    }

    @Override
    public List<NumberSequenceSplit> snapshotState(long checkpointId) {
      return numbers.snapshotState(checkpointId);
    }

    @Override
    public void addSplits(List<NumberSequenceSplit> splits) {
      numbers.addSplits(splits);
    }

    @Override
    public void notifyNoMoreSplits() {
      numbers.notifyNoMoreSplits();
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
      numbers.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void close() throws Exception {
      numbers.close();
    }
  }

  private final class Numbers implements ReaderOutput<Long> {
    private final ReaderOutput<Arrival> output;

    Numbers(ReaderOutput<Arrival> output) {
      this.output = output;
    }

    @Override
    public void collect(Long number) {
      give(number, output);
    }

    @Override
    public void collect(Long number, long at) {
      give(number, output);
    }

    @Override
    public SourceOutput<Long> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}

    @Override
    public void emitWatermark(Watermark watermark) {}

    @Override
    public void markIdle() {}

    @Override
    public void markActive() {}
  }
}
