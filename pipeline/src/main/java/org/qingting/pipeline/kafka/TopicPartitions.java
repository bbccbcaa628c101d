package org.qingting.pipeline.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Those of a real topic, which may get more: looked up again with every sixtieth call. */
final class TopicPartitions implements Partitions {
  private static final int ASKED_EVERY = 60;

  private final String topic;
  private final Admin admin;
  private CompletableFuture<Integer> asked;
  private int count;
  private int calls;

  private TopicPartitions(String topic, Admin admin) {
    this.topic = topic;
    this.admin = admin;
  }

  /** Waits for the first answer. */
  static TopicPartitions open(KafkaSettings settings) throws IOException, InterruptedException {
    TopicPartitions partitions =
        new TopicPartitions(settings.topic(), Admin.create(Clients.admin(settings)));
    try {
      partitions.count = partitions.ask().get();
      return partitions;
    } catch (ExecutionException e) {
      partitions.close();
      throw new IOException(
          "the topic " + settings.topic() + " cannot be looked up: " + e.getCause().getMessage(),
          e);
    } catch (InterruptedException e) {
      partitions.close();
      throw e;
    }
  }

  private CompletableFuture<Integer> ask() {
    return admin
        .describeTopics(List.of(topic))
        .topicNameValues()
        .get(topic)
        .toCompletionStage()
        .thenApply(description -> description.partitions().size())
        .toCompletableFuture();
  }

  @Override
  public int count() {
    if (asked == null && ++calls % ASKED_EVERY == 0) {
      asked = ask();
    } else if (asked != null && asked.isDone()) {
      count = asked.isCompletedExceptionally() ? count : Math.max(count, asked.join());
      asked = null;
    }
    return count;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
  }
}
