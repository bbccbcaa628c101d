package org.qingting.alerts.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** Documents as JSON: times in ISO 8601, unknown fields ignored. */
final class DeskJson {
  private final ObjectMapper mapper =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  String write(Object content) throws IOException {
    return mapper.writeValueAsString(content);
  }

  <T> T read(Document document, Class<T> type) throws IOException {
    try {
      T content = mapper.readValue(document.json(), type);
      if (content == null) {
        throw unreadable(document, null);
      }
      return content;
    } catch (JsonProcessingException e) {
      e.clearLocation(); // the message must not quote the content
      throw unreadable(document, e);
    }
  }

  private static IOException unreadable(Document document, Exception cause) {
    return new IOException(
        "the desk's document "
            + document.kind()
            + " "
            + document.id()
            + " cannot be read: restore the desk from a backup",
        cause);
  }
}
