package org.qingting.acceptance.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Lens layer as the search that Lens makes of it: buckets nested in the order of its columns,
 * figures in the innermost, each with its filter; formulas computed of what they refer to. Queries
 * in Kibana's language are run by the server's own {@code kql} query.
 */
final class LensQuery {
  private final JsonNode layer;
  private final String query;
  private final Span span;
  private final List<String> buckets = new ArrayList<>();

  LensQuery(Shipped.Panel panel, Span span) {
    this.layer = panel.layer();
    this.query = panel.state().at("/query/query").asText();
    this.span = span;
    for (JsonNode id : layer.get("columnOrder")) {
      if (column(id.asText()).get("isBucketed").asBoolean()) {
        buckets.add(id.asText());
      }
    }
  }

  private JsonNode column(String id) {
    return layer.get("columns").required(id);
  }

  /** Runs it; a row a bucket, with every column's value. */
  List<Map<String, Object>> rows(Server server, String index, String timeField, JsonNode... more)
      throws IOException, InterruptedException {
    ObjectNode body = Server.JSON.createObjectNode();
    body.put("size", 0).put("track_total_hits", true);
    ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
    filter.add(span.filter(timeField));
    if (!query.isEmpty()) {
      filter.add(kql(query));
    }
    filter.addAll(List.of(more));
    body.set("aggs", aggregations(0));
    JsonNode answer = server.search(index, body);
    ObjectNode root = Server.JSON.createObjectNode();
    answer
        .path("aggregations")
        .properties()
        .forEach(each -> root.set(each.getKey(), each.getValue()));
    root.put("doc_count", answer.at("/hits/total/value").asLong());
    List<Map<String, Object>> rows = new ArrayList<>();
    read(root, 0, new LinkedHashMap<>(), rows);
    return rows;
  }

  static JsonNode kql(String query) {
    ObjectNode json = Server.JSON.createObjectNode();
    json.putObject("kql").put("query", query);
    return json;
  }

  private ObjectNode aggregations(int depth) {
    ObjectNode all = Server.JSON.createObjectNode();
    // Figures are wanted in every bucket that is ordered by one of them.
    for (Map.Entry<String, JsonNode> each : layer.get("columns").properties()) {
      figure(each.getValue()).ifPresent(json -> all.set(each.getKey(), json));
    }
    if (depth < buckets.size()) {
      String id = buckets.get(depth);
      ObjectNode bucket = bucket(column(id));
      bucket.set("aggs", aggregations(depth + 1));
      all.set(id, bucket);
    }
    return all;
  }

  private ObjectNode bucket(JsonNode column) {
    ObjectNode json = Server.JSON.createObjectNode();
    JsonNode params = column.get("params");
    if (column.get("operationType").asText().equals("date_histogram")) {
      ObjectNode histogram = json.putObject("date_histogram");
      histogram.set("field", column.get("sourceField"));
      String interval = params.get("interval").asText();
      if (interval.equals("auto")) {
        histogram.put("fixed_interval", span.interval());
      } else {
        histogram.put("calendar_interval", "1" + interval);
      }
      return json;
    }
    ObjectNode terms = json.putObject("terms");
    terms.set("field", column.get("sourceField"));
    terms.set("size", params.get("size"));
    terms.putObject("order").put(order(params), params.get("orderDirection").asText());
    return json;
  }

  private String order(JsonNode params) {
    JsonNode by = params.get("orderBy");
    JsonNode column =
        by.get("type").asText().equals("custom")
            ? params.required("orderAgg")
            : column(by.get("columnId").asText());
    if (column.has("filter")) {
      throw new AssertionError("ordered by a filtered column: " + column);
    }
    return column.get("operationType").asText().equals("count")
        ? "_count"
        : by.get("columnId").asText();
  }

  private static Optional<ObjectNode> figure(JsonNode column) {
    String operation = column.get("operationType").asText();
    ObjectNode inner = Server.JSON.createObjectNode();
    switch (operation) {
      case "count" -> {}
      case "sum", "max", "min" ->
          inner.putObject(operation).set("field", column.get("sourceField"));
      case "unique_count" -> inner.putObject("cardinality").set("field", column.get("sourceField"));
      case "median", "percentile" -> {
        ObjectNode percentiles = inner.putObject("percentiles");
        percentiles.set("field", column.get("sourceField"));
        percentiles.putArray("percents").add(column.at("/params/percentile").asInt(50));
      }
      case "last_value" -> {
        // Kibana asks for top_metrics here, which this server does not have.
        ObjectNode hits = inner.putObject("top_hits").put("size", 1);
        hits.putArray("_source").add(column.get("sourceField"));
        hits.putArray("sort").addObject().put(column.at("/params/sortField").asText(), "desc");
      }
      case "date_histogram", "terms", "formula", "math" -> {
        return Optional.empty();
      }
      default -> throw new AssertionError("not known to this test: " + operation);
    }
    if (!column.has("filter")) {
      return inner.isEmpty() ? Optional.empty() : Optional.of(inner);
    }
    ObjectNode filtered = Server.JSON.createObjectNode();
    filtered.set("filter", kql(column.at("/filter/query").asText()));
    if (!inner.isEmpty()) {
      filtered.putObject("aggs").set("of", inner);
    }
    return Optional.of(filtered);
  }

  private void read(
      JsonNode at, int depth, Map<String, Object> row, List<Map<String, Object>> rows) {
    if (depth < buckets.size()) {
      String id = buckets.get(depth);
      for (JsonNode bucket : at.get(id).get("buckets")) {
        Map<String, Object> deeper = new LinkedHashMap<>(row);
        deeper.put(id, bucket.get("key").asText());
        read(bucket, depth + 1, deeper, rows);
      }
      return;
    }
    for (Map.Entry<String, JsonNode> each : layer.get("columns").properties()) {
      if (!each.getValue().get("isBucketed").asBoolean()) {
        row.put(each.getKey(), value(each.getKey(), each.getValue(), at));
      }
    }
    rows.add(row);
  }

  /** A column's value in a bucket; null where there is none. */
  private Object value(String id, JsonNode column, JsonNode at) {
    String operation = column.get("operationType").asText();
    if (operation.equals("formula")) {
      String of = column.get("references").get(0).asText();
      return value(of, column(of), at);
    }
    if (operation.equals("math")) {
      JsonNode tree = column.at("/params/tinymathAst");
      if (!tree.get("name").asText().equals("divide")) {
        throw new AssertionError("not known to this test: " + tree);
      }
      double part = number(tree.get("args").get(0).asText(), at);
      double whole = number(tree.get("args").get(1).asText(), at);
      return whole == 0 ? null : part / whole;
    }
    if (operation.equals("count")) {
      return column.has("filter")
          ? at.get(id).get("doc_count").asLong()
          : at.get("doc_count").asLong();
    }
    JsonNode figure = column.has("filter") ? at.get(id).get("of") : at.get(id);
    if (operation.equals("last_value")) {
      JsonNode hit = figure.at("/hits/hits/0/_source/" + column.get("sourceField").asText());
      return hit.isMissingNode() ? null : hit.asText();
    }
    JsonNode value =
        figure.has("values") ? figure.get("values").elements().next() : figure.get("value");
    return value.isNull() ? null : (Object) value.asDouble();
  }

  private double number(String id, JsonNode at) {
    return ((Number) value(id, column(id), at)).doubleValue();
  }
}
