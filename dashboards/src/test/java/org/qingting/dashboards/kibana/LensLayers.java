package org.qingting.dashboards.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a Lens visualization draws. */
final class LensLayers {
  private LensLayers() {}

  /** Ids of the layers with data that it draws. */
  static Set<String> drawn(JsonNode attributes) {
    Set<String> ids = new TreeSet<>();
    JsonNode seen = attributes.at("/state/visualization");
    if (seen.has("layerId")) {
      ids.add(seen.get("layerId").asText());
    }
    for (JsonNode layer : seen.path("layers")) {
      if (layer.get("layerType").asText().equals("data")) {
        ids.add(layer.get("layerId").asText());
      }
    }
    return ids;
  }

  /** Ids of the columns that it draws. */
  static Set<String> shown(JsonNode attributes) {
    Set<String> ids = new TreeSet<>();
    collect(attributes.at("/state/visualization"), "", ids);
    return ids;
  }

  private static void collect(JsonNode node, String key, Set<String> ids) {
    if (node.isTextual() && isColumn(key)) {
      ids.add(node.asText());
    }
    if (node.isArray()) {
      node.forEach(each -> collect(each, key, ids));
    }
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      collect(each.getValue(), each.getKey(), ids);
    }
  }

  private static boolean isColumn(String key) {
    return key.endsWith("Accessor")
        || key.equals("accessors")
        || key.equals("columnId")
        || key.equals("primaryGroups")
        || key.equals("metrics");
  }
}
