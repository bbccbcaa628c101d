package org.qingting.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Post;

class EnvelopeTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Statement STATEMENT = new Statement(Sample.AT, false);

  private static Received read(String json) throws UnreadableException {
    return Envelope.read(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String written(Arrival arrival) {
    return new String(Envelope.write("east", arrival), StandardCharsets.UTF_8);
  }

  static JsonSchema schema(String name) throws IOException {
    try (InputStream in = KafkaSettings.class.getResourceAsStream(name + ".schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
    }
  }

  @Property(tries = 100)
  void whatIsWritten_isRead_andIsWhatTheSchemaSays(@ForAll @IntRange(max = 99_999) int number)
      throws Exception {
    Arrival post = Sample.post(number);
    assertThat(read(written(post))).isEqualTo(new Received.Heard(post));
    assertThat(schema("arrivals").validate(JSON.readTree(written(post)))).isEmpty();
  }

  @Test
  void reportsAndStatements_areRead_andAreWhatTheSchemaSays() throws Exception {
    assertThat(read(written(Sample.report()))).isEqualTo(new Received.Heard(Sample.report()));
    assertThat(schema("arrivals").validate(JSON.readTree(written(Sample.report())))).isEmpty();
    for (Statement statement :
        new Statement[] {STATEMENT, new Statement(null, false), new Statement(null, true)}) {
      byte[] json = Envelope.write("east", statement);
      assertThat(Envelope.read(json)).isEqualTo(new Received.Stated("east", statement));
      assertThat(schema("arrivals").validate(JSON.readTree(json))).isEmpty();
    }
  }

  @Test
  void wordsAreLowerCase_andAPseudonymKeepsAllItsDigits() throws Exception {
    Arrival post = Arrival.of(Sample.post(1).post(), Long.MIN_VALUE + 1, "");
    assertThat(written(post))
        .contains("\"channel\":\"letters\"", "\"person\":\"8000000000000001\"")
        .doesNotContain("batch");
    assertThat(written(Sample.report())).contains("\"outcome\":\"failed\"");
    assertThat(read(written(post))).isEqualTo(new Received.Heard(post));
  }

  @Test
  void theLongestPost_fitsIntoARecordOfKafkasUsualSize() {
    Post post = Sample.post(1).post();
    Post longest =
        new Post(
            post.id(),
            post.url(),
            post.source(),
            Channel.ONLINE,
            post.publishedAt(),
            post.fetchedAt(),
            "中".repeat(500),
            "中".repeat(100_000),
            "",
            "",
            null);
    assertThat(Envelope.write("east", Arrival.of(longest, 1, "")).length).isLessThan(1_000_000);
  }

  @Test
  void fieldsOfLaterReleases_areIgnored_butAnotherVersionIsRefused() throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(written(Sample.post(1)));
    json.putObject("mood").put("colour", 7);
    ((ObjectNode) json.get("post")).put("language", "zh");
    assertThat(read(json.toString())).isEqualTo(new Received.Heard(Sample.post(1)));
    json.put("version", 2);
    assertThatThrownBy(() -> read(json.toString())).hasMessageContaining("version 2 is not known");
    assertThatThrownBy(() -> read("{\"version\":7,\"post\":\"quite another form\"}"))
        .hasMessageContaining("version 7 is not known");
    json.remove("version");
    assertThatThrownBy(() -> read(json.toString())).hasMessage("no version in it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/post/id | `\"kurz\"`",
        "/post/id | null",
        "/post/source | `\"\"`",
        "/post/channel | `\"telepathy\"`",
        "/post/channel | 1",
        "/post/publishedAt | `\"+999999999-01-01T00:00:00Z\"`",
        "/post/publishedAt | `\"-0001-12-31T23:59:59Z\"`",
        "/post/fetchedAt | null",
        "/post/text | null",
        "/post/engagement/likes | -1",
        "/post/engagement/likes | 1.5",
        "/person | `\"xyz\"`",
        "/crawler | `\"../east\"`",
        "/crawler | null",
        "/report | `{\"source\":\"a\"}`",
        "/version | `\"one\"`"
      })
  void aValueThatCannotBe_isRefused_byTheReaderAndByTheSchema(String where, String value)
      throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(written(Sample.post(1)));
    ObjectNode parent = (ObjectNode) json.at(where.substring(0, where.lastIndexOf('/')).strip());
    parent.set(where.substring(where.lastIndexOf('/') + 1).strip(), JSON.readTree(value));
    assertThatThrownBy(() -> read(json.toString())).isInstanceOf(UnreadableException.class);
    assertThat(schema("arrivals").validate(json)).isNotEmpty();
  }

  @Test
  void aStatementOfNoCalendar_isRefused() {
    assertThatThrownBy(
            () ->
                Envelope.read(
                    Envelope.write(
                        "east", new Statement(Instant.parse("-0001-01-01T00:00:00Z"), false))))
        .hasMessage("through is not of our days");
  }

  @Property(tries = 500)
  void anyBytes_areReadOrRefused_andNothingIsQuoted(@ForAll byte[] bytes) {
    try {
      Envelope.read(bytes);
    } catch (UnreadableException e) {
      assertThat(e.getMessage()).matches("[ -~]{1,100}");
    }
  }

  @Property(tries = 500)
  void aRecordWithAByteChanged_isReadOrRefused_andNothingIsQuoted(
      @ForAll @IntRange(max = 400) int where, @ForAll byte changed) {
    byte[] json = Envelope.write("east", Sample.post(5));
    Assume.that(where < json.length);
    json[where] = changed;
    try {
      Envelope.read(json);
    } catch (UnreadableException e) {
      assertThat(e.getMessage()).matches("[ -~]{1,100}").doesNotContain("第");
    }
  }
}
