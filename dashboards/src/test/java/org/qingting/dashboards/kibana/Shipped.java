package org.qingting.dashboards.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The objects as they are shipped, read as Kibana reads them. */
final class Shipped {
  static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private Shipped() {}

  static List<String> lines() {
    return KibanaObjects.ndjson("qingting").lines().toList();
  }

  static List<JsonNode> objects() {
    return lines().stream().map(Shipped::json).toList();
  }

  static List<JsonNode> objects(String type) {
    return objects().stream().filter(o -> o.get("type").asText().equals(type)).toList();
  }

  /** Panels of a dashboard. */
  static List<JsonNode> panels(JsonNode dashboard) {
    return list(json(dashboard.at("/attributes/panelsJSON").asText()));
  }

  /** Filters above a dashboard, by their ids. */
  static JsonNode controls(JsonNode dashboard) {
    return json(dashboard.at("/attributes/controlGroupInput/panelsJSON").asText());
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  static Set<String> keys(JsonNode object) {
    Set<String> keys = new TreeSet<>();
    object.fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  /** The id that a reference of an object leads to; fails where there is none. */
  static String reference(JsonNode object, String name) {
    List<String> ids = new ArrayList<>();
    for (JsonNode reference : object.get("references")) {
      if (reference.get("name").asText().equals(name)) {
        ids.add(reference.get("id").asText());
      }
    }
    if (ids.size() != 1) {
      throw new AssertionError(object.get("id") + " has " + ids.size() + " references " + name);
    }
    return ids.get(0);
  }

  /** The fields of the view that a data view's id names, with their types. */
  static JsonNode fields(String dataView) {
    String name = "view-" + dataView.replace("qingting-view-", "") + "-mappings.json";
    try (InputStream in =
        Shipped.class.getResourceAsStream("/org/qingting/search/elasticsearch/" + name)) {
      return JSON.readTree(in).at("/template/mappings/properties");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
