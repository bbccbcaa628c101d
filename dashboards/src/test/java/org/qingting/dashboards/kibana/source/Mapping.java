package org.qingting.dashboards.kibana.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** The fields of a view as its index template has them. */
record Mapping(String view, JsonNode properties) {

  static Mapping of(String view) {
    String name = "/org/qingting/search/elasticsearch/view-" + view + "-mappings.json";
    try (InputStream in = Mapping.class.getResourceAsStream(name)) {
      return new Mapping(view, KibanaSource.JSON.readTree(in).at("/template/mappings/properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kind of a field as Lens calls it. */
  String type(String field) {
    String type = properties.path(field).path("type").asText();
    return switch (type) {
      case "keyword" -> "string";
      case "date", "boolean" -> type;
      case "long", "integer", "float", "double" -> "number";
      default -> throw new IllegalArgumentException(view + " has no field " + field);
    };
  }
}
