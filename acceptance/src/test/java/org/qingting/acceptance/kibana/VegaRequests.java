package org.qingting.acceptance.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The searches in a Vega specification, with Kibana's words in them replaced as Kibana does. */
final class VegaRequests {
  private VegaRequests() {}

  /**
   * One search.
   *
   * @param rows where in the answer the rows are
   */
  record Request(String index, JsonNode body, String rows) {}

  /**
   * All searches.
   *
   * @param chosen filters that stand on the dashboard
   */
  static List<Request> of(JsonNode spec, Span span, List<JsonNode> chosen) {
    List<Request> all = new ArrayList<>();
    collect(spec, span, chosen, all);
    return all;
  }

  private static void collect(JsonNode node, Span span, List<JsonNode> chosen, List<Request> all) {
    if (node.path("url").isObject()) {
      JsonNode url = node.get("url");
      all.add(
          new Request(
              url.get("index").asText(),
              replaced(url.get("body"), span, chosen),
              "/" + node.at("/format/property").asText().replace('.', '/')));
    }
    node.forEach(each -> collect(each, span, chosen, all));
  }

  private static JsonNode replaced(JsonNode node, Span span, List<JsonNode> chosen) {
    if (node.isArray()) {
      ArrayNode array = Server.JSON.createArrayNode();
      for (JsonNode each : node) {
        switch (each.asText()) {
          case "%dashboard_context-filter_clause%" -> array.addAll(chosen);
          case "%dashboard_context-must_clause%", "%dashboard_context-must_not_clause%" -> {}
          default -> array.add(replaced(each, span, chosen));
        }
      }
      return array;
    }
    JsonNode filter = node.path("%timefilter%");
    if (filter.isTextual()) {
      long weeks = node.path("shift").asLong() * 7 * 24 * 3600 * 1000;
      long bound = (filter.asText().equals("min") ? span.from() : span.to()).toEpochMilli();
      if (node.has("shift") && !node.get("unit").asText().equals("week")) {
        throw new AssertionError("not known to this test: " + node);
      }
      return Server.JSON.getNodeFactory().numberNode(bound + weeks);
    }
    if (filter.isBoolean()) {
      return span.filter("x").at("/range/x");
    }
    if (node.isObject()) {
      ObjectNode object = Server.JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> each : node.properties()) {
        object.set(each.getKey(), replaced(each.getValue(), span, chosen));
      }
      return object;
    }
    return node;
  }
}
