package org.qingting.pipeline.kafka;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.qingting.model.Channel;

/**
 * How to reach Kafka and what lies where.
 *
 * @param bootstrap {@code host:port}, several separated by commas
 * @param topic of the crawlers: posts, reports, statements about time
 * @param unreadable topic that notes which records could not be read
 * @param outside topics of producers outside the house
 * @param crawler id of this crawler, unlike that of every other; {@code ""} where none runs
 * @param group under which the analysis stores how far it has read, for people to see
 * @param silence after which a crawler that says nothing no longer holds back time, 3 s to 1 h; the
 *     same for crawlers and analysis
 * @param transactionTimeout how long the broker waits for a crawler to commit what it wrote, at
 *     most what the broker allows ({@code transaction.max.timeout.ms}); a crawler that is gone for
 *     longer than that right after a checkpoint may lose what it wrote last
 * @param properties of the connection: {@code security.*}, {@code sasl.*}, {@code ssl.*}; what is
 *     secret in them by reference, <code>${env:NAME}</code> or <code>${file:/path}</code>, which is
 *     read by the process that connects
 */
public record KafkaSettings(
    String bootstrap,
    String topic,
    String unreadable,
    List<Outside> outside,
    String crawler,
    String group,
    Duration silence,
    Duration transactionTimeout,
    Map<String, String> properties)
    implements Serializable {

  private static final Pattern SERVER =
      Pattern.compile("[\\w.-]+:\\d{1,5}|\\[[\\da-f:]+]:\\d{1,5}");
  private static final Pattern CONNECTION = Pattern.compile("(?:security|sasl|ssl)\\.[a-z0-9.]+");
  private static final Pattern SECRET =
      Pattern.compile(".*(?:password|secret|jaas\\.config|keystore\\.key)");

  /**
   * A topic of producers outside the house.
   *
   * @param topic its name
   * @param channel through which its posts count as heard
   */
  public record Outside(String topic, Channel channel) implements Serializable {
    public Outside {
      checkTopic("topic", topic);
      channel = channel == null ? Channel.ONLINE : channel;
    }
  }

  public KafkaSettings {
    if (bootstrap == null || bootstrap.isBlank()) {
      throw new IllegalArgumentException("bootstrap is missing: give it as host:9092");
    }
    bootstrap = bootstrap.replace(" ", "");
    for (String server : bootstrap.split(",", -1)) {
      if (!SERVER.matcher(server).matches()) {
        throw new IllegalArgumentException(
            "bootstrap must be host:port, several separated by commas");
      }
    }
    topic = topic == null ? "qingting-arrivals" : topic;
    unreadable = unreadable == null ? "qingting-unreadable" : unreadable;
    outside = outside == null ? List.of() : List.copyOf(outside);
    checkTopic("topic", topic);
    checkTopic("unreadable", unreadable);
    checkDistinct(topic, unreadable, outside);
    crawler = crawler == null ? "" : crawler;
    if (!crawler.isEmpty() && !isCrawler(crawler)) {
      throw new IllegalArgumentException(
          "crawler must be 1 to 40 lower-case letters, digits and '-'");
    }
    group = group == null ? "qingting" : group;
    if (!group.matches("[\\w.-]{1,100}")) {
      throw new IllegalArgumentException("group must be 1 to 100 letters, digits, '.', '_', '-'");
    }
    silence = silence == null ? Duration.ofMinutes(1) : silence;
    checkWithin("silence", silence, Duration.ofSeconds(3), Duration.ofHours(1), "3s to 1h");
    transactionTimeout = transactionTimeout == null ? Duration.ofMinutes(15) : transactionTimeout;
    checkWithin(
        "transactionTimeout",
        transactionTimeout,
        Duration.ofSeconds(10),
        Duration.ofHours(24),
        "10s to 24h");
    properties = properties == null ? Map.of() : Map.copyOf(properties);
    properties.forEach(KafkaSettings::checkProperty);
  }

  /** With a crawler's id. */
  public KafkaSettings withCrawler(String id) {
    return new KafkaSettings(
        bootstrap, topic, unreadable, outside, id, group, silence, transactionTimeout, properties);
  }

  static boolean isCrawler(String id) {
    return id != null && id.matches("[a-z0-9-]{1,40}");
  }

  /** All topics that the analysis reads. */
  List<String> read() {
    List<String> topics = new ArrayList<>();
    topics.add(topic);
    outside.forEach(each -> topics.add(each.topic()));
    return topics;
  }

  private static void checkTopic(String key, String name) {
    if (name == null || !name.matches("[\\w.-]{1,200}") || name.matches("\\.{1,2}")) {
      throw new IllegalArgumentException(
          key + " must be 1 to 200 of A-Z, a-z, 0-9, '.', '_' and '-'");
    }
  }

  private static void checkDistinct(String topic, String unreadable, List<Outside> outside) {
    HashSet<String> names = new HashSet<>(List.of(topic));
    if (!names.add(unreadable) || !outside.stream().allMatch(each -> names.add(each.topic()))) {
      throw new IllegalArgumentException(
          "topic, unreadable and the topics of outside must all be different");
    }
  }

  private static void checkWithin(
      String key, Duration value, Duration least, Duration most, String words) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(key + " must be " + words);
    }
  }

  /** What decides about delivery is the product's own affair; a message never repeats a value. */
  private static void checkProperty(String key, String value) {
    if (!CONNECTION.matcher(key).matches()) {
      throw new IllegalArgumentException(
          "property '" + key + "' is not one of security.*, sasl.*, ssl.*");
    }
    if (SECRET.matcher(key).matches() && !SecretReferences.FORM.matcher(value).find()) {
      throw new IllegalArgumentException(
          "property '" + key + "' must refer to its secret by ${env:NAME} or ${file:/path}");
    }
  }

  /** Without the values of the connection's properties. */
  @Override
  public String toString() {
    return "KafkaSettings[bootstrap="
        + bootstrap
        + ", read="
        + read()
        + ", crawler="
        + crawler
        + ", properties="
        + properties.keySet().stream().sorted().toList()
        + "]";
  }
}
