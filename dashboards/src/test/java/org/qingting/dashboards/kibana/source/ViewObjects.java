package org.qingting.dashboards.kibana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Data views: how fields are named, and what their ids are called. */
final class ViewObjects {
  private ViewObjects() {}

  static List<ObjectNode> of(JsonNode source) {
    List<ObjectNode> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> view : source.get("views").properties()) {
      all.add(view(view.getKey(), view.getValue(), source.get("words")));
    }
    return all;
  }

  private static ObjectNode view(String name, JsonNode view, JsonNode words) {
    ObjectNode labels = KibanaSource.JSON.createObjectNode();
    ObjectNode formats = KibanaSource.JSON.createObjectNode();
    for (Map.Entry<String, JsonNode> field : view.get("fields").properties()) {
      JsonNode said = field.getValue();
      String label = said.isTextual() ? said.asText() : said.get("name").asText();
      labels.putObject(field.getKey()).put("customLabel", label);
      if (said.has("words")) {
        formats.set(field.getKey(), lookup(words.required(said.get("words").asText())));
      }
    }
    ObjectNode attributes = KibanaSource.JSON.createObjectNode();
    attributes.put("title", KibanaSource.view(name));
    attributes.put("name", view.get("name").asText());
    attributes.put("timeFieldName", view.get("time").asText());
    // The job may not have written anything yet.
    attributes.put("allowNoIndex", true);
    attributes.put("fields", "[]");
    attributes.put("fieldAttrs", KibanaSource.text(labels));
    attributes.put("fieldFormatMap", KibanaSource.text(formats));
    attributes.put("runtimeFieldMap", "{}");
    attributes.put("sourceFilters", "[]");
    attributes.put("typeMeta", "{}");
    return KibanaSource.object("index-pattern", KibanaSource.view(name), "8.0.0", attributes);
  }

  private static ObjectNode lookup(JsonNode words) {
    ObjectNode format = KibanaSource.JSON.createObjectNode();
    format.put("id", "static_lookup");
    ArrayNode entries = format.putObject("params").putArray("lookupEntries");
    for (Map.Entry<String, JsonNode> word : words.properties()) {
      entries.addObject().put("key", word.getKey()).put("value", word.getValue().asText());
    }
    return format;
  }
}
