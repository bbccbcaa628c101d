package org.qingting.pipeline.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Notes in a topic of their own which records could not be read, see {@code
 * unreadable.schema.json}. At least once: a note has its record's place as its key.
 */
final class DeadLetters implements AutoCloseable {
  private static final ObjectWriter WRITER = new JsonMapper().writerFor(Letter.class);

  private final String topic;
  private final Properties properties;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private KafkaProducer<byte[], byte[]> producer;

  @JsonInclude(JsonInclude.Include.ALWAYS)
  private record Letter(
      int version, String topic, int partition, long offset, String at, int bytes, String reason) {}

  DeadLetters(String topic, Properties properties) {
    this.topic = topic;
    this.properties = properties;
  }

  void send(Received.Unreadable unreadable) {
    if (producer == null) {
      producer =
          new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }
    var unused =
        producer.send(
            new ProducerRecord<>(topic, key(unreadable), value(unreadable)),
            (at, failed) -> {
              if (failed != null) {
                failure.compareAndSet(null, failed);
              }
            });
  }

  /** Waits until all is written: before a checkpoint goes past the records. */
  void flush() throws IOException {
    if (producer != null) {
      producer.flush();
      Exception failed = failure.getAndSet(null);
      if (failed != null) {
        throw new IOException(
            "which records are unreadable cannot be noted in the topic "
                + topic
                + "; they are read again: "
                + failed.getMessage(),
            failed);
      }
    }
  }

  static byte[] key(Received.Unreadable record) {
    return (record.topic() + "-" + record.partition() + "-" + record.offset())
        .getBytes(StandardCharsets.UTF_8);
  }

  static byte[] value(Received.Unreadable record) {
    try {
      return WRITER.writeValueAsBytes(
          new Letter(
              1,
              record.topic(),
              record.partition(),
              record.offset(),
              record.at().toString(),
              record.bytes(),
              record.reason()));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close();
    }
  }
}
