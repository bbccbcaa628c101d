package org.qingting.pipeline.kafka;

import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.DefaultKafkaDatasetIdentifier;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacet;
import org.apache.flink.connector.kafka.lineage.KafkaDatasetFacetProvider;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Names the topic; by it the sink finds transactions that a killed crawler left open. */
final class OutgoingSchema
    implements KafkaRecordSerializationSchema<Outgoing>, KafkaDatasetFacetProvider {
  private static final long serialVersionUID = 1L;

  private final String topic;

  OutgoingSchema(String topic) {
    this.topic = topic;
  }

  /** The record's time is when it is sent, not when a post was published. */
  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Outgoing record, KafkaSinkContext context, Long eventTime) {
    return new ProducerRecord<>(topic, record.partition(), record.key(), record.value());
  }

  @Override
  public Optional<KafkaDatasetFacet> getKafkaDatasetFacet() {
    return Optional.of(
        new DefaultKafkaDatasetFacet(DefaultKafkaDatasetIdentifier.ofTopics(List.of(topic))));
  }
}
