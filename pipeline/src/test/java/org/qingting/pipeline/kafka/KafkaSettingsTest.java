package org.qingting.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.model.Channel;

class KafkaSettingsTest {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .addModule(new JavaTimeModule())
          .build();

  private static KafkaSettings of(Map<String, String> properties) {
    return new KafkaSettings(
        "127.0.0.1:9092", null, null, null, "east", null, null, null, properties);
  }

  @Test
  void aBlockOfYaml_isRead_andWhatIsLeftOutHasADefault() throws Exception {
    KafkaSettings settings =
        YAML.readValue(
            """
            bootstrap: 'a.example.org:9092, b:9093'
            crawler: east
            outside:
              - {topic: feeds, channel: letters}
              - {topic: more}
            silence: PT30S
            properties:
              security.protocol: SASL_SSL
              sasl.jaas.config: 'x required username="q" password="${env:KAFKA_PASSWORD}";'
            """,
            KafkaSettings.class);
    assertThat(settings.bootstrap()).isEqualTo("a.example.org:9092,b:9093");
    assertThat(settings.topic()).isEqualTo("qingting-arrivals");
    assertThat(settings.unreadable()).isEqualTo("qingting-unreadable");
    assertThat(settings.group()).isEqualTo("qingting");
    assertThat(settings.silence()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.outside())
        .containsExactly(
            new KafkaSettings.Outside("feeds", Channel.LETTERS),
            new KafkaSettings.Outside("more", Channel.ONLINE));
    assertThat(settings.read()).containsExactly("qingting-arrivals", "feeds", "more");
    assertThat(settings.toString()).doesNotContain("username").doesNotContain("KAFKA_PASSWORD");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "topic: a | bootstrap is missing: give it as host:9092",
        "bootstrap: kafka | bootstrap must be host:port, several separated by commas",
        "bootstrap: 'a:9092,' | bootstrap must be host:port, several separated by commas",
        "{bootstrap: 'a:1', topic: 'a b'} | topic must be 1 to 200 of A-Z, a-z, 0-9, '.', '_' and '-'",
        "{bootstrap: 'a:1', topic: t, unreadable: t} | topic, unreadable and the topics of outside must all be different",
        "{bootstrap: 'a:1', outside: [{topic: t}, {topic: t}]} | topic, unreadable and the topics of outside must all be different",
        "{bootstrap: 'a:1', outside: [{channel: online}]} | topic must be 1 to 200 of A-Z, a-z, 0-9, '.', '_' and '-'",
        "{bootstrap: 'a:1', crawler: 'East 1'} | crawler must be 1 to 40 lower-case letters, digits and '-'",
        "{bootstrap: 'a:1', group: ''} | group must be 1 to 100 letters, digits, '.', '_', '-'",
        "{bootstrap: 'a:1', silence: PT1S} | silence must be 3s to 1h",
        "{bootstrap: 'a:1', transactionTimeout: PT1S} | transactionTimeout must be 10s to 24h",
        "{bootstrap: 'a:1', properties: {isolation.level: read_uncommitted}} | property 'isolation.level' is not one of security.*, sasl.*, ssl.*",
        "{bootstrap: 'a:1', properties: {ssl.key.password: hunter2}} | property 'ssl.key.password' must refer to its secret by ${env:NAME} or ${file:/path}",
        "{bootstrap: 'a:1', properties: {sasl.jaas.config: hunter2}} | property 'sasl.jaas.config' must refer to its secret by ${env:NAME} or ${file:/path}"
      })
  void whatCannotBe_isRefused_withoutRepeatingAValue(String yaml, String message) {
    assertThatThrownBy(() -> YAML.readValue(yaml, KafkaSettings.class))
        .rootCause()
        .hasMessage(message)
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void aSecret_isReadByTheClient_andIsNotStoredWithAJob(@TempDir Path directory) throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), "pass word\n");
    KafkaSettings settings =
        of(Map.of("ssl.key.password", "${file:" + secret + "}", "security.protocol", "SSL"));
    Properties properties = Clients.transactions(settings);
    assertThat(properties.toString()).doesNotContain("pass word");
    properties.put("key.serializer", ByteArraySerializer.class);
    properties.put("value.serializer", ByteArraySerializer.class);
    assertThat(new ProducerConfig(properties).getPassword("ssl.key.password"))
        .isEqualTo(new Password("pass word"));
  }

  @Test
  void aSecretThatIsMissing_isNamed() {
    SecretReferences variables = new SecretReferences(name -> null);
    variables.configure(Map.of("kind", "env"));
    assertThatThrownBy(() -> variables.get("", Set.of("KAFKA_PASSWORD")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("the environment variable KAFKA_PASSWORD is not set");
    SecretReferences files = new SecretReferences(name -> "x");
    files.configure(Map.of("kind", "file"));
    assertThatThrownBy(() -> files.get("", Set.of("/no/such/file")))
        .hasMessage("the file /no/such/file cannot be read as UTF-8 text");
    SecretReferences given = new SecretReferences(name -> " s3cret\n");
    given.configure(Map.of("kind", "env"));
    assertThat(given.get("", Set.of("A")).data()).containsEntry("A", "s3cret");
  }

  @Test
  void aConnectionThatCannotBeMade_isSaidInASentence() {
    assertThatThrownBy(
            () -> KafkaTopics.open(of(Map.of("ssl.key.password", "${env:QINGTING_NO_SUCH_NAME}"))))
        .hasMessageContaining("the environment variable QINGTING_NO_SUCH_NAME is not set");
  }

  @Test
  void aCrawlWithoutIdOrCheckpoints_isRefused() {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    assertThatThrownBy(() -> CrawlJob.build(env, null, of(null)))
        .hasMessageContaining("checkpoints are off");
    env.enableCheckpointing(1_000);
    assertThatThrownBy(() -> CrawlJob.build(env, null, of(null).withCrawler("")))
        .hasMessageContaining("crawler is missing");
  }

  @Test
  void settingsTravelWithAJob() throws Exception {
    KafkaSettings settings =
        new KafkaSettings(
            "a:1",
            null,
            null,
            List.of(new KafkaSettings.Outside("feeds", Channel.CALLS)),
            null,
            null,
            null,
            null,
            Map.of("security.protocol", "SSL"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(settings);
      out.writeObject(new KafkaArrivals(settings, Sample.anonymizer()));
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(settings);
      assertThat(in.readObject()).isInstanceOf(KafkaArrivals.class);
    }
  }
}
