package org.qingting.pipeline.kafka;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of the seam: makes those that are missing, and says what is wrong with them. */
public final class KafkaTopics implements AutoCloseable {
  private static final String SIZE = "max.message.bytes";
  private static final String COMPRESSION = "compression.type";

  private final KafkaSettings settings;
  private final Admin admin;

  private KafkaTopics(KafkaSettings settings, Admin admin) {
    this.settings = settings;
    this.admin = admin;
  }

  /**
   * Connects.
   *
   * @throws IOException if the settings of the connection cannot be used
   */
  public static KafkaTopics open(KafkaSettings settings) throws IOException {
    try {
      return new KafkaTopics(settings, Admin.create(Clients.admin(settings)));
    } catch (KafkaException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("no connection to Kafka can be made: " + cause.getMessage(), e);
    }
  }

  /**
   * Makes the topics that are missing; leaves the others as they are.
   *
   * @param partitions of the crawlers' and the outside topics: at least as many as the analysis has
   *     readers
   * @param copies of each record
   * @return the names of those that were made
   */
  public List<String> setUp(int partitions, short copies) throws IOException, InterruptedException {
    Map<String, NewTopic> wanted = new LinkedHashMap<>();
    // The broker's own clock, so that one who is silent can be told from one whose clock is late.
    wanted.put(
        settings.topic(),
        new NewTopic(settings.topic(), partitions, copies)
            .configs(Map.of("message.timestamp.type", "LogAppendTime", "retention.ms", days(3))));
    for (KafkaSettings.Outside outside : settings.outside()) {
      // What is stored uncompressed is no larger in the reader's memory than on the broker's disk.
      wanted.put(
          outside.topic(),
          new NewTopic(outside.topic(), partitions, copies)
              .configs(
                  Map.of(
                      COMPRESSION,
                      "uncompressed",
                      SIZE,
                      Integer.toString(RecordReader.LONGEST),
                      "retention.ms",
                      days(3))));
    }
    wanted.put(
        settings.unreadable(),
        new NewTopic(settings.unreadable(), 1, copies).configs(Map.of("retention.ms", days(30))));
    return create(wanted);
  }

  private List<String> create(Map<String, NewTopic> wanted)
      throws IOException, InterruptedException {
    List<String> made = new ArrayList<>();
    for (Map.Entry<String, KafkaFuture<Void>> answer :
        admin.createTopics(wanted.values()).values().entrySet()) {
      try {
        answer.getValue().get();
        made.add(answer.getKey());
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw new IOException(
              "the topic " + answer.getKey() + " cannot be made: " + e.getCause().getMessage(), e);
        }
      }
    }
    return made.stream().sorted().toList();
  }

  /**
   * Looks whether a job can work with what is there.
   *
   * @param readers the parallelism of the analysis
   * @return what is wrong, for people; empty if all is well
   * @throws IOException if Kafka does not answer
   */
  public List<String> check(int readers) throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    for (String topic : settings.read()) {
      Optional<TopicDescription> found = describe(topic);
      if (found.isEmpty()) {
        wrong.add("the topic " + topic + " does not exist");
      } else if (topic.equals(settings.topic())) {
        int partitions = found.get().partitions().size();
        if (partitions < readers) {
          wrong.add(
              "the topic "
                  + topic
                  + " has "
                  + partitions
                  + " partitions, fewer than the analysis has readers ("
                  + readers
                  + "): add partitions, or lower the parallelism");
        }
      } else {
        checkOutside(topic, wrong);
      }
    }
    if (describe(settings.unreadable()).isEmpty()) {
      wrong.add("the topic " + settings.unreadable() + " does not exist");
    }
    checkTimeout(wrong);
    return wrong;
  }

  private Optional<TopicDescription> describe(String topic)
      throws IOException, InterruptedException {
    try {
      return Optional.of(admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unanswered(e);
    }
  }

  private void checkOutside(String topic, List<String> wrong)
      throws IOException, InterruptedException {
    Map<String, String> values = config(ConfigResource.Type.TOPIC, topic);
    if (!"uncompressed".equals(values.get(COMPRESSION))
        || Integer.parseInt(values.getOrDefault(SIZE, "0")) > RecordReader.LONGEST) {
      wrong.add(
          "the topic "
              + topic
              + " needs compression.type=uncompressed and max.message.bytes of at most "
              + RecordReader.LONGEST
              + ": else a small record of a stranger can fill the reader's memory");
    }
  }

  private void checkTimeout(List<String> wrong) throws IOException, InterruptedException {
    try {
      int broker = admin.describeCluster().controller().get().id();
      Map<String, String> values = config(ConfigResource.Type.BROKER, Integer.toString(broker));
      String most = values.get("transaction.max.timeout.ms");
      if (most != null && Long.parseLong(most) < settings.transactionTimeout().toMillis()) {
        wrong.add(
            "transactionTimeout is longer than the broker allows (transaction.max.timeout.ms="
                + most
                + ")");
      }
    } catch (ExecutionException e) {
      throw unanswered(e);
    }
  }

  private Map<String, String> config(ConfigResource.Type type, String name)
      throws IOException, InterruptedException {
    ConfigResource resource = new ConfigResource(type, name);
    try {
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      Map<String, String> values = new HashMap<>();
      config.entries().forEach(entry -> values.put(entry.name(), entry.value()));
      return values;
    } catch (ExecutionException e) {
      throw unanswered(e);
    }
  }

  private IOException unanswered(ExecutionException e) {
    return new IOException(
        "Kafka at " + settings.bootstrap() + " does not answer: " + e.getCause().getMessage(), e);
  }

  private static String days(int days) {
    return Long.toString(Duration.ofDays(days).toMillis());
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(5));
  }
}
