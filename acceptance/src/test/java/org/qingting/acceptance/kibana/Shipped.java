package org.qingting.acceptance.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Dashboards and data views as they are shipped. */
final class Shipped {
  private Shipped() {}

  /** A panel and its dashboard. */
  record Panel(JsonNode dashboard, JsonNode json) {
    String id() {
      return json.get("panelIndex").asText();
    }

    boolean isLens() {
      return json.get("type").asText().equals("lens");
    }

    boolean isVega() {
      return json.at("/embeddableConfig/savedVis/type").asText().equals("vega");
    }

    JsonNode state() {
      return json.at("/embeddableConfig/attributes/state");
    }

    JsonNode layer() {
      return state().at("/datasourceStates/formBased/layers/layer");
    }

    JsonNode spec() throws IOException {
      return Server.JSON.readTree(json.at("/embeddableConfig/savedVis/params/spec").asText());
    }

    /** Where the rest of a reference's name leads to. */
    String reference(String name) {
      return Shipped.reference(dashboard, id() + ":" + name);
    }

    @Override
    public String toString() {
      return dashboard.at("/attributes/title").asText() + " / " + json.path("title").asText();
    }
  }

  static String reference(JsonNode object, String name) {
    for (JsonNode reference : object.get("references")) {
      if (reference.get("name").asText().equals(name)) {
        return reference.get("id").asText();
      }
    }
    throw new AssertionError(object.get("id") + " has no reference " + name);
  }

  static List<JsonNode> objects(String type) throws IOException {
    List<JsonNode> all = new ArrayList<>();
    try (InputStream in =
        Shipped.class.getResourceAsStream("/org/qingting/dashboards/kibana/qingting.ndjson")) {
      for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
        JsonNode object = Server.JSON.readTree(line);
        if (object.get("type").asText().equals(type)) {
          all.add(object);
        }
      }
    }
    return all;
  }

  static JsonNode object(String type, String id) throws IOException {
    return objects(type).stream()
        .filter(object -> object.get("id").asText().equals(id))
        .findFirst()
        .orElseThrow();
  }

  static List<Panel> panels() throws IOException {
    List<Panel> all = new ArrayList<>();
    for (JsonNode dashboard : objects("dashboard")) {
      all.addAll(panels(dashboard));
    }
    return all;
  }

  static List<Panel> panels(JsonNode dashboard) throws IOException {
    List<Panel> all = new ArrayList<>();
    for (JsonNode panel : Server.JSON.readTree(dashboard.at("/attributes/panelsJSON").asText())) {
      all.add(new Panel(dashboard, panel));
    }
    return all;
  }
}
