package org.qingting.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.privacy.MonthlyKeys;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;

class RecordReaderTest {
  private static final KafkaSettings SETTINGS =
      new KafkaSettings(
          "127.0.0.1:9092",
          "ours",
          "notes",
          List.of(new KafkaSettings.Outside("theirs", Channel.DELEGATES)),
          null,
          null,
          null,
          null,
          null);
  private static final String THEIRS =
      "{\"source\":\"柳湾论坛\",\"publishedAt\":\"2026-11-20T15:00:00+08:00\",\"text\":\"青溪小鱼说：去过派出所\","
          + "\"author\":\"青溪小鱼\"}";

  private final RecordReader reader =
      new RecordReader(
          SETTINGS, new OutsidePosts(Sample.anonymizer()), Clock.fixed(Sample.AT, ZoneOffset.UTC));

  private Received read(String topic, byte[] value) {
    return read(reader, topic, value);
  }

  private static Received read(RecordReader reader, String topic, byte[] value) {
    ArrayList<Received> out = new ArrayList<>();
    reader.deserialize(
        new ConsumerRecord<>(
            topic,
            3,
            17,
            Sample.AT.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            value == null ? -1 : value.length,
            null,
            value,
            new RecordHeaders(),
            Optional.empty()),
        new ListCollector<>(out));
    assertThat(out).hasSize(1);
    return out.get(0);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Received.Unreadable noted(String topic, int bytes, String reason) {
    return new Received.Unreadable(topic, 3, 17, Sample.AT, bytes, reason);
  }

  @Test
  void aPostOfAnOutsideProducer_isMaskedAndKeyed_asAnImportWouldBe_andCountsAsCrawled() {
    Arrival arrival = ((Received.Heard) read("theirs", bytes(THEIRS))).arrival();
    assertThat(arrival.toString()).doesNotContain("青溪小鱼");
    assertThat(arrival.person()).isNotZero();
    assertThat(arrival.batch()).isEmpty();
    assertThat(arrival.post().channel()).isEqualTo(Channel.DELEGATES);
    assertThat(arrival.post().fetchedAt()).isEqualTo(Sample.AT);
    assertThat(arrival.post().source()).isEqualTo("柳湾论坛");
    assertThat(arrival.post().text()).contains("去过派出所");
  }

  @Test
  void aSourceThatIsItsAuthorsAccount_isMasked() {
    Arrival arrival =
        ((Received.Heard) read("theirs", bytes(THEIRS.replace("柳湾论坛", "青溪小鱼")))).arrival();
    assertThat(arrival.toString()).doesNotContain("青溪小鱼");
  }

  @Test
  void theHousesForm_isNoPostOfOutside_andTheOtherWayRound() {
    assertThat(read("ours", bytes(THEIRS))).isInstanceOf(Received.Unreadable.class);
    assertThat(read("theirs", Envelope.write("east", Sample.post(1))))
        .isInstanceOf(Received.Unreadable.class);
    assertThat(read("theirs", Envelope.write("east", new Statement(Sample.AT, false))))
        .isInstanceOf(Received.Unreadable.class);
  }

  @Test
  void noValue_andOneThatIsTooLong_areNoted() {
    assertThat(read("ours", null)).isEqualTo(noted("ours", -1, "no value"));
    byte[] tooLong = new byte[RecordReader.LONGEST + 1];
    assertThat(read("ours", tooLong))
        .isEqualTo(noted("ours", tooLong.length, "longer than 2097152 bytes"));
    assertThat(read("theirs", new byte[(1 << 20) + 1]))
        .isEqualTo(noted("theirs", (1 << 20) + 1, "longer than 1 MiB"));
  }

  @Test
  void aStatementAboutWhatIsYetToCome_isNoted() {
    Statement near = new Statement(Sample.AT.plusSeconds(300), false);
    assertThat(read("ours", Envelope.write("east", near)))
        .isEqualTo(new Received.Stated("east", near));
    Statement far = new Statement(Sample.AT.plusSeconds(3_600), false);
    assertThat(((Received.Unreadable) read("ours", Envelope.write("east", far))).reason())
        .contains("yet to come");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "-999999999-01-01T00:00:00Z | publishedAt '-999999999-01-01T00:00:00Z' is not ISO 8601 with offset (2026-11-03T08:15:00+08:00)",
        "青溪小鱼 | publishedAt is not ISO 8601 with offset (2026-11-03T08:15:00+08:00)"
      })
  void aTimeOfNoCalendar_isNoted_andANameInItsPlaceIsNotQuoted(String time, String reason) {
    byte[] post = bytes(THEIRS.replace("2026-11-20T15:00:00+08:00", time));
    assertThat(read("theirs", post)).isEqualTo(noted("theirs", post.length, reason));
  }

  @Test
  void keysThatCannotBeRead_areNoFaultOfTheRecord(@TempDir Path directory) throws Exception {
    Path noFolder = Files.writeString(directory.resolve("keys"), "");
    RecordReader keyless =
        new RecordReader(
            SETTINGS,
            new OutsidePosts(new Anonymizer(new MonthlyKeys(noFolder.toString()))),
            Clock.fixed(Sample.AT, ZoneOffset.UTC));
    assertThatThrownBy(() -> read(keyless, "theirs", bytes(THEIRS)))
        .isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void examplesOfOutsidePosts_areWhatTheirSchemaSays() throws Exception {
    ObjectMapper json = new ObjectMapper();
    assertThat(EnvelopeTest.schema("outside").validate(json.readTree(THEIRS))).isEmpty();
    String all =
        "{\"id\":7,\"url\":\"https://e.example.com/1\",\"source\":\"论坛\",\"publishedAt\":\"2026-11-03T08:15:00+08:00\","
            + "\"title\":\"停水\",\"text\":null,\"author\":null,\"repostOf\":\"5\",\"likes\":3,\"comments\":\"1,234\",\"shares\":\"\",\"views\":null}";
    assertThat(EnvelopeTest.schema("outside").validate(json.readTree(all))).isEmpty();
    assertThat(read("theirs", bytes(all))).isInstanceOf(Received.Heard.class);
    for (String bad :
        List.of(
            THEIRS.replace("source", "sauce"),
            THEIRS.replace("publishedAt", "published"),
            THEIRS.replace("text", "words"),
            THEIRS.replace("\"author\":\"青溪小鱼\"", "\"likes\":-1"))) {
      assertThat(EnvelopeTest.schema("outside").validate(json.readTree(bad))).as(bad).isNotEmpty();
      assertThat(read("theirs", bytes(bad))).as(bad).isInstanceOf(Received.Unreadable.class);
    }
  }

  @Test
  void aNote_isWhatItsSchemaSays_andHoldsNothingOfTheRecord() throws Exception {
    byte[] secret = bytes("{\"source\":\"x\",\"author\":\"青溪小鱼\",\"text\":\"秘密\"}");
    Received.Unreadable unreadable = (Received.Unreadable) read("theirs", secret);
    byte[] note = DeadLetters.value(unreadable);
    assertThat(EnvelopeTest.schema("unreadable").validate(new ObjectMapper().readTree(note)))
        .isEmpty();
    assertThat(new String(note, StandardCharsets.UTF_8))
        .contains("\"partition\":3", "\"offset\":17", "publishedAt is missing")
        .doesNotContain("青溪小鱼")
        .doesNotContain("秘密");
    assertThat(new String(DeadLetters.key(unreadable), StandardCharsets.UTF_8))
        .isEqualTo("theirs-3-17");
  }

  @Property(tries = 300)
  void anyBytes_becomeSomething(@ForAll byte[] value) {
    assertThat(read("ours", value)).isNotNull();
    assertThat(read("theirs", value)).isNotNull();
  }

  @Test
  void peopleAreToldOfUnreadableRecords_butNotOfEach() {
    Unread unread = new Unread("notes");
    Instant now = Sample.AT;
    assertThat(unread.report(now)).isEmpty();
    unread.add(noted("theirs", 5, "not a JSON object"));
    assertThat(unread.report(now).orElseThrow().message())
        .isEqualTo(
            "1 unreadable records, the latest in partition 3 at offset 17: not a JSON object; all"
                + " are noted in the topic notes");
    unread.add(noted("theirs", 5, "not a JSON object"));
    unread.add(noted("theirs", 5, "no text"));
    assertThat(unread.report(now.plusSeconds(9))).isEmpty();
    assertThat(unread.report(now.plusSeconds(10)).orElseThrow().message())
        .startsWith("2 unreadable records");
    assertThat(unread.report(now.plusSeconds(60))).isEmpty();
  }
}
