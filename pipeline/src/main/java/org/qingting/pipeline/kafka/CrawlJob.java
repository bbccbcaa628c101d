package org.qingting.pipeline.kafka;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.qingting.model.Arrival;

/**
 * A crawl that hands over to Kafka what it hears, exactly once, and through which time it has heard
 * everything. Several run beside each other, each with an id of its own.
 */
public final class CrawlJob {
  private CrawlJob() {}

  /**
   * Adds the topology to an environment that has none yet.
   *
   * @throws IllegalArgumentException if the settings name no crawler, or nothing would ever be
   *     committed because checkpoints are off
   */
  public static void build(
      StreamExecutionEnvironment env, Source<Arrival, ?, ?> source, KafkaSettings settings) {
    if (settings.crawler().isEmpty()) {
      throw new IllegalArgumentException(
          "crawler is missing: every crawler needs an id of its own");
    }
    if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
      throw new IllegalArgumentException(
          "checkpoints are off: what a crawler writes is committed with each checkpoint");
    }
    // The uid of the source in the job that does all: its state is at home in either.
    env.fromSource(
            source, WatermarkStrategy.noWatermarks(), "posts", TypeInformation.of(Arrival.class))
        .uid("posts")
        .transform(
            "statements",
            TypeInformation.of(Outgoing.class),
            new StatementOperator(settings.crawler(), () -> TopicPartitions.open(settings)))
        .uid("statements")
        .setParallelism(1)
        .setMaxParallelism(1)
        .sinkTo(sink(settings))
        .name("kafka")
        .uid("kafka")
        .setParallelism(1);
  }

  private static KafkaSink<Outgoing> sink(KafkaSettings settings) {
    return KafkaSink.<Outgoing>builder()
        .setKafkaProducerConfig(Clients.transactions(settings))
        .setBootstrapServers(settings.bootstrap())
        .setRecordSerializer(new OutgoingSchema(settings.topic()))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        // At its start the sink aborts whatever begins like this: the last dot keeps one crawler
        // from taking another for itself.
        .setTransactionalIdPrefix("qingting-crawl." + settings.crawler() + ".")
        // Of the other strategy the broker would remember a name for each checkpoint, for a week.
        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
        .build();
  }
}
