package org.qingting.dashboards.kibana.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Kibana's saved objects, made of the files that people write. */
public final class KibanaSource {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final List<String> BOARDS = List.of("overview", "incident", "alerts", "crawl");

  private KibanaSource() {}

  /**
   * All objects, one JSON object a line.
   *
   * @param folder with the sources
   */
  public static String ndjson(Path folder) throws IOException {
    JsonNode views = YAML.readTree(folder.resolve("views.yaml").toFile());
    List<Board> boards = new ArrayList<>();
    for (String name : BOARDS) {
      boards.add(YAML.readValue(folder.resolve(name + ".yaml").toFile(), Board.class));
    }
    List<ObjectNode> objects = new ArrayList<>(ViewObjects.of(views));
    objects.add(links(boards));
    for (Board board : boards) {
      objects.add(new DashboardObject(board, folder).build());
    }
    StringBuilder lines = new StringBuilder();
    for (ObjectNode object : objects) {
      lines.append(text(object)).append('\n');
    }
    return lines.toString();
  }

  /** The row of links that stands on every dashboard. */
  private static ObjectNode links(List<Board> boards) {
    ObjectNode attributes = JSON.createObjectNode();
    attributes.put("title", "倾听 · 导航");
    attributes.put("description", "");
    attributes.put("layout", "horizontal");
    ArrayNode links = attributes.putArray("links");
    ObjectNode object = object("links", LINKS, "10.1.0", attributes);
    for (Board board : boards) {
      String reference = "link_" + board.id() + "_dashboard";
      ObjectNode link = links.addObject();
      link.put("type", "dashboardLink");
      link.put("id", board.id());
      link.put("label", board.title().replace("倾听 · ", ""));
      link.put("order", links.size() - 1);
      link.put("destinationRefName", reference);
      reference(object, reference, "dashboard", dashboard(board.id()));
    }
    return object;
  }

  static final String LINKS = "qingting-links";

  static String dashboard(String id) {
    return "qingting-dashboard-" + id;
  }

  static String view(String name) {
    return "qingting-view-" + name;
  }

  /** A saved object without references. */
  static ObjectNode object(String type, String id, String version, ObjectNode attributes) {
    ObjectNode object = JSON.createObjectNode();
    object.put("type", type);
    object.put("id", id);
    object.set("attributes", attributes);
    object.putArray("references");
    // Without the two, Kibana would run every migration that there ever was.
    object.put("coreMigrationVersion", "8.8.0");
    object.put("typeMigrationVersion", version);
    object.put("managed", false);
    return object;
  }

  static void reference(ObjectNode object, String name, String type, String id) {
    ((ArrayNode) object.get("references"))
        .addObject()
        .put("name", name)
        .put("type", type)
        .put("id", id);
  }

  static String text(JsonNode json) {
    try {
      return JSON.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
