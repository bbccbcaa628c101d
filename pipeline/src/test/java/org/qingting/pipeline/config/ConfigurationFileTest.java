package org.qingting.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.ingest.SourceSpec;

class ConfigurationFileTest {

  @Test
  void exampleFile_isValid() throws Exception {
    Configuration example = ConfigurationFile.read(Path.of("..", "qingting.example.yaml"));
    assertThat(example.sources()).hasSize(3);
    assertThat(example.sources().get(2).kind()).isEqualTo(SourceSpec.Kind.FORUM);
    assertThat(example.sources().get(1).every()).isEqualTo(Duration.ofMinutes(15));
    assertThat(example.places()).containsExactly("示例镇", "示例路派出所");
    assertThat(example.area()).isEmpty();
    assertThat(example.alerts().settings().minPeople()).isEqualTo(4);
    assertThat(example.fetch().contact()).isEqualTo("press-office@example.org");
    assertThat(example.checkpointEvery()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void unknownKey_isNamedWithItsLineAndTheKnownOnes() {
    assertRefused(
        "keep: all\nfetch:\n  minDely: 2s\n", "line 3", "unknown key 'minDely'", "minDelay");
  }

  @Test
  void wrongType_isNamedWithItsLine() {
    assertRefused("keep: all\nparallelism: many\n", "line 2", "'many'", "a whole number");
    assertRefused("sources: none\n", "line 1", "list");
    assertRefused("checkpointEvery: soon\n", "line 1", "'soon'", "10m");
    assertRefused("\nkeep: some\n", "line 2", "'some'", "police");
  }

  @Test
  void impossibleValue_saysWhatMustBe() {
    assertRefused("checkpointEvery: 1m\n", "200ms to 5s");
    assertRefused("console:\n  port: 99999\n", "0 to 65535");
    assertRefused(
        """
        sources:
        - {id: a, kind: feed, url: 'http://a.example/'}
        - {id: a, kind: feed, url: 'http://b.example/'}
        """,
        "two sources have the id 'a'");
    assertRefused("sources:\n- {id: a, kind: feed, url: 'ftp://a.example/'}\n", "http");
  }

  @Test
  void elasticsearch_isRead_andItsSecretsStayReferences() throws Exception {
    Configuration read =
        ConfigurationFile.parse(
            "a.yaml",
            """
            engine: cluster
            elasticsearch:
              hosts: ["https://es-1.example.org:9200", "https://es-2.example.org:9200"]
              user: qingting
              password: ${env:ES_PASSWORD}
            """);
    ElasticsearchAccess access = read.elasticsearch();
    assertThat(access.prefix()).isEqualTo("qingting");
    assertThat(access.toString()).doesNotContain("ES_PASSWORD");
    assertThat(access.settings(name -> name.equals("ES_PASSWORD") ? "s3cret" : null).password())
        .isEqualTo("s3cret");
    assertThatThrownBy(() -> access.settings(name -> null))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("ES_PASSWORD is not set");
  }

  @Test
  void elasticsearch_thatCannotBe_isRefused_withoutQuotingASecret() {
    assertRefused("elasticsearch:\n  prefix: a\n", "hosts must name at least one");
    assertRefused("elasticsearch:\n  hosts: ['es:9200']\n", "http(s)://host:9200");
    assertRefused("elasticsearch:\n  hosts: ['http://a:b@es:9200']\n", "without user and password");
    String host = "elasticsearch:\n  hosts: ['http://es:9200']\n";
    assertRefused(host + "  prefix: 'A B'\n", "lower-case letters");
    assertRefused(host + "  user: a\n", "user and password go together");
    assertRefused(host + "  user: a\n  password: s3cret\n", "password must refer to its secret");
    assertThatThrownBy(
            () -> ConfigurationFile.parse("a.yaml", host + "  user: a\n  password: s3cret\n"))
        .hasMessageNotContaining("s3cret");
    assertRefused(host + "  user: a\n  password: ${env:A}\n  apiKey: ${env:B}\n", "not both");
    assertRefused(host + "  timeout: 1h\n", "at most 2m");
  }

  @Test
  void whatCannotWorkTogether_isRefused() {
    assertRefused("engine: cluster\n", "engine: cluster needs elasticsearch");
    assertRefused("kafka:\n  bootstrap: k:9092\n", "kafka needs engine: cluster");
  }

  @Test
  void anAreaThatIsNoDivision_isNamed() throws Exception {
    assertRefused("places: [示例镇]\narea: [无此县]\n", "area '无此县'", "add it to places");
    assertThat(ConfigurationFile.parse("a.yaml", "area: [武汉市]\n").area()).containsExactly("武汉市");
  }

  @Test
  void brokenYaml_saysWhere() {
    assertRefused("keep: all\nsources: [\n", "line");
    assertRefused("keep: all\nkeep: police\n", "line 2", "keep");
  }

  @Test
  void missingFile_pointsToTheExample(@TempDir Path folder) {
    assertThatThrownBy(() -> ConfigurationFile.read(folder.resolve("none.yaml")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("qingting.example.yaml");
  }

  @Test
  void fileInAnotherCharset_isRefused(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("gbk.yaml");
    Files.write(file, "places: [示例镇]\n".getBytes("GBK"));
    assertThatThrownBy(() -> ConfigurationFile.read(file)).hasMessageContaining("UTF-8");
  }

  @Test
  void emptyFile_meansAllDefaults() throws Exception {
    assertThat(ConfigurationFile.parse("x", "# nothing\n\n")).isEqualTo(Configuration.DEFAULT);
  }

  private static void assertRefused(String yaml, String... parts) {
    assertThatThrownBy(() -> ConfigurationFile.parse("qingting.yaml", yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll(parts);
  }
}
