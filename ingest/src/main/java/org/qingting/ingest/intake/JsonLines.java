package org.qingting.ingest.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.CharConversionException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** One JSON object a line. */
final class JsonLines {
  private static final ObjectReader READER =
      new ObjectMapper()
          .readerFor(JsonNode.class)
          .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Consumer<Line> sink;
  private final PostFields fields;

  JsonLines(Consumer<Line> sink) {
    this.sink = sink;
    this.fields = new PostFields(sink);
  }

  void read(ByteLines lines) throws IOException {
    for (ByteLines.Raw line = lines.next(); line != null; line = lines.next()) {
      if (line.tooLong()) {
        sink.accept(new Line.Rejected(line.number(), PostFields.TOO_LONG));
      } else if (!isBlank(line.bytes())) {
        sink.accept(parse(line.number(), line.bytes()));
      }
    }
  }

  Line parse(long number, byte[] json) throws IOException {
    try {
      JsonNode node = READER.readValue(json);
      if (node == null || !node.isObject()) {
        return new Line.Rejected(number, "not a JSON object");
      }
      Map<String, String> values = new HashMap<>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        JsonNode value = field.getValue();
        if (value.isContainerNode()) {
          if (PostFields.isKnown(field.getKey())) {
            return new Line.Rejected(
                number, field.getKey() + " is a list or an object, not a plain value");
          }
          values.put(field.getKey(), "");
        } else if (!value.isNull()) {
          values.put(field.getKey(), value.asText());
        }
      }
      return fields.post(number, values);
    } catch (JsonProcessingException e) {
      // Jackson's own message quotes the line, and with it the post.
      String message = e.getOriginalMessage();
      if (message != null && message.contains("UTF-8")) {
        return new Line.Rejected(number, "not UTF-8 text");
      }
      int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
      return new Line.Rejected(
          number, "not valid JSON" + (column > 0 ? " at column " + column : ""));
    } catch (CharConversionException e) {
      return new Line.Rejected(number, "not UTF-8 text");
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
