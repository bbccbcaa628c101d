package org.qingting.ingest.spool;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import org.qingting.model.Arrival;
import org.qingting.model.Post;

/** One arrival a line, as JSON. Components that are added later are unknown to older readers. */
final class SpoolFormat {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(JsonInclude.Value.construct(Include.NON_NULL, Include.NON_NULL))
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(Arrival.class);
  private static final ObjectReader READER = MAPPER.readerFor(Arrival.class);

  private SpoolFormat() {}

  static byte[] write(Arrival arrival) throws IOException {
    return WRITER.writeValueAsBytes(arrival);
  }

  /**
   * Reads one line.
   *
   * @throws BadLineException with a reason that quotes nothing of the line
   */
  static Arrival read(byte[] buffer, int from, int length) throws BadLineException {
    Arrival arrival;
    try {
      arrival = READER.readValue(buffer, from, length);
    } catch (JsonProcessingException e) {
      throw new BadLineException("not a spool line in JSON");
    } catch (IOException | RuntimeException e) {
      throw new BadLineException("a value that is not accepted");
    }
    Post post = arrival == null ? null : arrival.post();
    if (post == null) {
      throw new BadLineException("no post in it");
    }
    if (blank(post.id()) || blank(post.source()) || post.channel() == null) {
      throw new BadLineException("id, source or channel is missing");
    }
    if (post.text() == null || post.publishedAt() == null || post.fetchedAt() == null) {
      throw new BadLineException("text, publishedAt or fetchedAt is missing");
    }
    return arrival;
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  /** A line that is not an arrival. */
  static final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    BadLineException(String message) {
      super(message);
    }
  }
}
