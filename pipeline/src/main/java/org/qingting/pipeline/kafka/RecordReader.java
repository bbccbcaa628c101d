package org.qingting.pipeline.kafka;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;

/** Makes something of every record. What it cannot use it says so of; no record makes it fail. */
final class RecordReader implements KafkaRecordDeserializationSchema<Received> {
  private static final long serialVersionUID = 1L;

  /** No record is longer: neither a text that was cleaned nor a line of an import. */
  static final int LONGEST = 2 << 20;

  /** By how much the clocks of a crawler and of the log may differ. */
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final Map<String, Channel> outside = new HashMap<>();
  private final OutsidePosts posts;
  private final Clock clock;

  RecordReader(KafkaSettings settings, OutsidePosts posts, Clock clock) {
    settings.outside().forEach(each -> outside.put(each.topic(), each.channel()));
    this.posts = posts;
    this.clock = clock;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Received> out) {
    out.collect(read(record));
  }

  private Received read(ConsumerRecord<byte[], byte[]> record) {
    try {
      byte[] value = record.value();
      if (value == null) {
        throw new UnreadableException("no value");
      }
      if (value.length > LONGEST) {
        throw new UnreadableException("longer than " + LONGEST + " bytes");
      }
      Channel channel = outside.get(record.topic());
      if (channel != null) {
        Arrival arrival = posts.read(value, channel, clock.instant());
        return new Received.Heard(arrival);
      }
      return checked(Envelope.read(value), Instant.ofEpochMilli(record.timestamp()));
    } catch (UnreadableException e) {
      return unreadable(record, e.getMessage());
    } catch (UncheckedIOException e) {
      // Keys that cannot be read are no fault of the record: the job begins again, and says why.
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      // Starting again would meet the same record again, for ever. A message might quote it.
      return unreadable(record, "reading it failed: " + e.getClass().getSimpleName());
    }
  }

  /** A time that is yet to come would make all posts late, for good. */
  private static Received checked(Received received, Instant taken) throws UnreadableException {
    if (received instanceof Received.Stated stated
        && stated.statement().through() != null
        && stated.statement().through().isAfter(taken.plus(SKEW))) {
      throw new UnreadableException("states a time that is yet to come: whose clock is wrong?");
    }
    return received;
  }

  private static Received unreadable(ConsumerRecord<byte[], byte[]> record, String reason) {
    return new Received.Unreadable(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(Math.max(0, record.timestamp())),
        record.value() == null ? -1 : record.value().length,
        reason);
  }

  @Override
  public TypeInformation<Received> getProducedType() {
    return TypeInformation.of(Received.class);
  }
}
