package org.qingting.pipeline.kafka;

import java.io.IOException;
import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.model.Arrival;

/**
 * What crawlers and outside producers put into Kafka, as the analysis wants it: in place of {@code
 * PostSource}. It brings its own watermarks, made of what the crawlers state, so a job uses {@code
 * WatermarkStrategy.noWatermarks()}; for that, the topic of the crawlers needs at least as many
 * partitions as the source has readers.
 *
 * <p>Only what was committed is read, from the beginning where there is no checkpoint. A record
 * that cannot be read costs nothing but itself: it is noted in a topic of its own, and a {@code
 * FetchReport} says so.
 */
public final class KafkaArrivals
    implements Source<Arrival, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Arrival> {
  private static final long serialVersionUID = 1L;

  private final KafkaSettings settings;
  private final Anonymizer anonymizer;
  private final Clock clock;

  /**
   * Describes a source.
   *
   * @param anonymizer masks what comes from outside producers; with the same keys as the crawlers'
   */
  public KafkaArrivals(KafkaSettings settings, Anonymizer anonymizer) {
    this(settings, anonymizer, Clock.systemUTC());
  }

  /** The same by a clock of one's own, which must be serializable. */
  KafkaArrivals(KafkaSettings settings, Anonymizer anonymizer, Clock clock) {
    this.settings = settings;
    this.anonymizer = anonymizer;
    this.clock = clock;
  }

  private KafkaSource<Received> records() {
    return KafkaSource.<Received>builder()
        .setProperties(Clients.consumer(settings))
        .setTopics(settings.read())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new RecordReader(settings, new OutsidePosts(anonymizer), clock))
        .build();
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Arrival, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new ArrivalReader(
        records().createReader(context),
        settings.topic(),
        settings.silence(),
        new DeadLetters(settings.unreadable(), Clients.producer(settings)),
        new Unread(settings.unreadable()),
        clock);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return records().createEnumerator(context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
      throws IOException {
    return records().restoreEnumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return records().getSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return records().getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Arrival> getProducedType() {
    return TypeInformation.of(Arrival.class);
  }
}
