package org.qingting.pipeline.kafka;

import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Properties of the clients. Where memory is concerned they say how much. */
final class Clients {
  private static final int MEBIBYTE = 1 << 20;

  private Clients() {}

  static Properties admin(KafkaSettings settings) {
    Properties properties = connection(settings);
    properties.setProperty(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    properties.setProperty(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
    return properties;
  }

  /** Only what was committed is read. A reader holds four fetches at most. */
  static Properties consumer(KafkaSettings settings) {
    Properties properties = connection(settings);
    properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.setProperty(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, bytes(8));
    properties.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, bytes(1));
    properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "500");
    return properties;
  }

  /** Within the transactions of the sink. */
  static Properties transactions(KafkaSettings settings) {
    Properties properties = producer(settings);
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(settings.transactionTimeout().toMillis()));
    return properties;
  }

  static Properties producer(KafkaSettings settings) {
    Properties properties = connection(settings);
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, "20");
    properties.setProperty(ProducerConfig.BUFFER_MEMORY_CONFIG, bytes(16));
    return properties;
  }

  private static Properties connection(KafkaSettings settings) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", settings.bootstrap());
    properties.putAll(SecretReferences.asProperties());
    properties.putAll(settings.properties());
    return properties;
  }

  private static String bytes(int mebibytes) {
    return Integer.toString(mebibytes * MEBIBYTE);
  }
}
