package org.qingting.search.elasticsearch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.qingting.search.Order;

/**
 * Where a page ended: the state of the index that the pages go through (a point in time), and the
 * place in the order. Once that state is let go of, the place alone goes on.
 *
 * @param order of the pages
 * @param pit id of the point in time
 * @param after sort values of the last hit, as text
 */
record Mark(Order order, String pit, List<String> after) {
  private static final ObjectMapper JSON = new ObjectMapper();

  String encode() throws IOException {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(JSON.writeValueAsBytes(List.of(order.name(), pit, after)));
  }

  static Mark decode(String encoded, Order asked) {
    Mark mark;
    try {
      var parts =
          JSON.readTree(new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8));
      if (!parts.isArray() || parts.size() != 3 || !parts.get(2).isArray()) {
        throw wrong(null);
      }
      List<String> after =
          JSON.convertValue(
              parts.get(2),
              JSON.getTypeFactory().constructCollectionType(List.class, String.class));
      mark = new Mark(Order.valueOf(parts.get(0).asText()), parts.get(1).asText(), after);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw wrong(e);
    }
    if (mark.order() != asked) {
      throw new IllegalArgumentException(
          "the mark of the page before belongs to another order: begin at the first page with \"\""
              + " after changing the order");
    }
    return mark;
  }

  private static IllegalArgumentException wrong(Throwable cause) {
    return new IllegalArgumentException(
        "this is no mark of a page before: pass on Page.next as it was given, or \"\" for the first"
            + " page",
        cause);
  }
}
