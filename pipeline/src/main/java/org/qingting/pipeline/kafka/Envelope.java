package org.qingting.pipeline.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.qingting.model.Arrival;
import org.qingting.model.FetchReport;
import org.qingting.model.Post;

/**
 * One record of a crawler, as JSON; see {@code arrivals.schema.json}. Fields that are added later
 * are unknown to older readers and ignored by them; a change that they must not ignore gets a new
 * version, which they refuse.
 *
 * @param version of this form
 * @param crawler who speaks
 * @param post a post; else null
 * @param person pseudonym of its author in 16 hexadecimal digits; null for none
 * @param batch the import that brought it; null for none
 * @param report a report about a fetch; else null
 * @param statement a word about time; else null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Envelope(
    int version,
    String crawler,
    Post post,
    String person,
    String batch,
    FetchReport report,
    Statement statement) {

  static final int VERSION = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(Envelope.class);
  private static final ObjectReader READER = MAPPER.readerFor(Envelope.class);
  private static final ObjectReader VERSIONS = MAPPER.readerFor(Version.class);

  /** Times beyond these are of no post, and some of them of no calendar. */
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private record Version(int version) {}

  static byte[] write(String crawler, Arrival arrival) {
    return write(
        new Envelope(
            VERSION,
            crawler,
            arrival.post(),
            arrival.person() == 0 ? null : HexFormat.of().toHexDigits(arrival.person()),
            arrival.batch().isEmpty() ? null : arrival.batch(),
            arrival.report(),
            null));
  }

  static byte[] write(String crawler, Statement statement) {
    return write(new Envelope(VERSION, crawler, null, null, null, null, statement));
  }

  private static byte[] write(Envelope envelope) {
    try {
      return WRITER.writeValueAsBytes(envelope);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }

  /**
   * Reads one record.
   *
   * @throws UnreadableException with a reason that quotes nothing of it
   */
  static Received read(byte[] json) throws UnreadableException {
    Envelope envelope = parse(json);
    require(KafkaSettings.isCrawler(envelope.crawler), "crawler is missing or no crawler's id");
    long parts =
        Stream.of(envelope.post, envelope.report, envelope.statement)
            .filter(part -> part != null)
            .count();
    require(parts == 1, "not exactly one of post, report and statement");
    if (envelope.statement != null) {
      check(envelope.statement);
      return new Received.Stated(envelope.crawler, envelope.statement);
    }
    if (envelope.report != null) {
      check(envelope.report);
      return new Received.Heard(Arrival.of(envelope.report));
    }
    check(envelope.post);
    return new Received.Heard(
        Arrival.of(envelope.post, pseudonym(envelope.person), envelope.batch));
  }

  private static Envelope parse(byte[] json) throws UnreadableException {
    try {
      // First the version alone: what else a later one holds is not for this reader to judge.
      Version version = VERSIONS.readValue(json);
      require(version != null && version.version != 0, "no version in it");
      require(
          version.version == VERSION,
          "version " + version.version + " is not known here, which is " + VERSION);
      return READER.readValue(json);
    } catch (JsonProcessingException e) {
      throw new UnreadableException(
          e instanceof JsonMappingException ? "a value that is not accepted" : "not valid JSON");
    } catch (IOException e) {
      throw new UnreadableException("not UTF-8 text");
    }
  }

  private static long pseudonym(String hex) throws UnreadableException {
    require(hex == null || hex.matches("[0-9a-f]{16}"), "person is not 16 hexadecimal digits");
    return hex == null ? 0 : Long.parseUnsignedLong(hex, 16);
  }

  private static void check(Post post) throws UnreadableException {
    require(post.id() != null && post.id().matches("[0-9a-f]{32}"), "id is not 32 hex digits");
    require(given(post.source()), "source is missing");
    require(post.channel() != null, "channel is missing");
    require(
        post.text() != null && !post.fullText().isBlank(), "text is missing, and title is, too");
    require(possible(post.publishedAt()), "publishedAt is missing or not of our days");
    require(possible(post.fetchedAt()), "fetchedAt is missing or not of our days");
  }

  private static void check(FetchReport report) throws UnreadableException {
    require(given(report.source()), "source is missing");
    require(report.outcome() != null, "outcome is missing");
    require(possible(report.at()), "at is missing or not of our days");
    require(report.posts() >= 0 && report.message() != null, "posts or message is wrong");
  }

  private static void check(Statement statement) throws UnreadableException {
    require(
        statement.through() == null || possible(statement.through()), "through is not of our days");
  }

  static boolean possible(Instant time) {
    return time != null && !time.isBefore(EARLIEST) && time.isBefore(LATEST);
  }

  private static boolean given(String text) {
    return text != null && !text.isBlank() && text.length() <= 200;
  }

  private static void require(boolean holds, String reason) throws UnreadableException {
    if (!holds) {
      throw new UnreadableException(reason);
    }
  }
}
