package org.qingting.dashboards.kibana.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A dashboard with its panels in it. */
final class DashboardObject {
  private static final String DRILLDOWN = "DASHBOARD_TO_DASHBOARD_DRILLDOWN";
  private static final Map<String, String> TIME_FIELDS =
      Map.of(
          "opinions", "time",
          "alerts", "raisedAt",
          "statements", "publishedAt",
          "incidents", "since",
          "fetches", "at");

  private final Board board;
  private final Path folder;
  private final ObjectNode object;

  DashboardObject(Board board, Path folder) {
    this.board = board;
    this.folder = folder;
    this.object =
        KibanaSource.object(
            "dashboard",
            KibanaSource.dashboard(board.id()),
            "10.2.0",
            KibanaSource.JSON.createObjectNode());
  }

  ObjectNode build() throws IOException {
    ObjectNode attributes = (ObjectNode) object.get("attributes");
    attributes.put("title", board.title()).put("description", board.description());
    attributes.put("timeRestore", true);
    attributes.put("timeFrom", board.time().from()).put("timeTo", board.time().to());
    attributes.putObject("refreshInterval").put("pause", false).put("value", 60_000);
    attributes.put("optionsJSON", KibanaSource.text(options()));
    attributes.put("panelsJSON", KibanaSource.text(panels()));
    attributes.set("controlGroupInput", controls());
    ObjectNode search = KibanaSource.JSON.createObjectNode();
    search.putObject("query").put("query", "").put("language", "kuery");
    search.putArray("filter");
    attributes
        .putObject("kibanaSavedObjectMeta")
        .put("searchSourceJSON", KibanaSource.text(search));
    return object;
  }

  private static ObjectNode options() {
    ObjectNode options = KibanaSource.JSON.createObjectNode();
    options.put("useMargins", true).put("syncColors", false).put("syncCursor", true);
    return options.put("syncTooltips", false).put("hidePanelTitles", false);
  }

  private ArrayNode panels() throws IOException {
    ArrayNode panels = KibanaSource.JSON.createArrayNode();
    for (Board.Panel panel : board.panels()) {
      String id = "panel-" + (panels.size() + 1);
      ObjectNode json = panels.addObject();
      json.put("panelIndex", id);
      json.putObject("gridData")
          .put("x", panel.at().get(0))
          .put("y", panel.at().get(1))
          .put("w", panel.at().get(2))
          .put("h", panel.at().get(3))
          .put("i", id);
      ObjectNode config = json.putObject("embeddableConfig");
      switch (panel.kind()) {
        case "links" -> links(id, json, config);
        case "vega" -> vega(panel, json, config);
        default -> lens(id, panel, json, config);
      }
      if (panel.kind().equals("metric") || panel.kind().equals("links")) {
        // Its figure carries the title already.
        config.put("hidePanelTitles", true);
      }
      config.set("enhancements", enhancements(id, panel));
    }
    return panels;
  }

  private void links(String id, ObjectNode json, ObjectNode config) {
    json.put("type", "links").put("panelRefName", "panel_" + id);
    config.removeAll();
    KibanaSource.reference(object, id + ":panel_" + id, "links", KibanaSource.LINKS);
  }

  private void lens(String id, Board.Panel panel, ObjectNode json, ObjectNode config) {
    json.put("type", "lens").put("title", panel.title());
    ObjectNode attributes =
        new LensPanel(panel, Mapping.of(panel.of()), TIME_FIELDS.get(panel.of())).attributes();
    config.set("attributes", attributes);
    for (JsonNode reference : attributes.get("references")) {
      KibanaSource.reference(
          object,
          id + ":" + reference.get("name").asText(),
          reference.get("type").asText(),
          reference.get("id").asText());
    }
  }

  private void vega(Board.Panel panel, ObjectNode json, ObjectNode config) throws IOException {
    json.put("type", "visualization").put("title", panel.title());
    JsonNode spec = KibanaSource.JSON.readTree(folder.resolve(panel.spec()).toFile());
    ObjectNode saved = config.putObject("savedVis");
    saved.put("title", panel.title()).put("description", "").put("type", "vega");
    saved.putObject("params").put("spec", spec.toPrettyString());
    saved.putObject("uiState");
    ObjectNode data = saved.putObject("data");
    data.putArray("aggs");
    ObjectNode search = data.putObject("searchSource");
    search.putObject("query").put("query", "").put("language", "kuery");
    search.putArray("filter");
  }

  private ObjectNode enhancements(String id, Board.Panel panel) {
    ObjectNode enhancements = KibanaSource.JSON.createObjectNode();
    if (panel.goes() == null) {
      return enhancements;
    }
    String event = id + "-goes";
    ObjectNode json = enhancements.putObject("dynamicActions").putArray("events").addObject();
    json.put("eventId", event);
    json.putArray("triggers").add("FILTER_TRIGGER");
    ObjectNode action = json.putObject("action");
    action.put("factoryId", DRILLDOWN).put("name", panel.goes().name());
    // What was clicked goes along in any case; other filters may name fields that are not there.
    action
        .putObject("config")
        .put("useCurrentFilters", false)
        .put("useCurrentDateRange", panel.goes().time())
        .put("openInNewTab", false);
    KibanaSource.reference(
        object,
        id + ":drilldown:" + DRILLDOWN + ":" + event + ":dashboardId",
        "dashboard",
        KibanaSource.dashboard(panel.goes().to()));
    return enhancements;
  }

  private ObjectNode controls() {
    ObjectNode panels = KibanaSource.JSON.createObjectNode();
    for (Board.Control control : board.controls()) {
      String id = "control-" + control.field();
      ObjectNode json = panels.putObject(id);
      json.put("type", "optionsListControl").put("order", panels.size() - 1);
      json.put("width", "medium").put("grow", true);
      ObjectNode input = json.putObject("explicitInput");
      input.put("id", id).put("fieldName", control.field()).put("title", control.title());
      input.put("searchTechnique", "prefix").put("singleSelect", control.single());
      input.putArray("selectedOptions");
      input.putObject("sort").put("by", "_count").put("direction", "desc");
      input.putObject("enhancements");
      KibanaSource.reference(
          object,
          "controlGroup_" + id + ":optionsListDataView",
          "index-pattern",
          KibanaSource.view(control.view()));
    }
    ObjectNode ignored = KibanaSource.JSON.createObjectNode();
    ignored.put("ignoreFilters", false).put("ignoreQuery", false);
    ignored.put("ignoreTimerange", false).put("ignoreValidations", false);
    ObjectNode group = KibanaSource.JSON.createObjectNode();
    group.put("controlStyle", "oneLine").put("chainingSystem", "HIERARCHICAL");
    group.put("showApplySelections", false);
    group.put("ignoreParentSettingsJSON", KibanaSource.text(ignored));
    group.put("panelsJSON", KibanaSource.text(panels));
    return group;
  }
}
