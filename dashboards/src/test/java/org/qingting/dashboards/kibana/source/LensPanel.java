package org.qingting.dashboards.kibana.source;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** A panel that Lens draws, so that Lens's editor can change it. */
final class LensPanel {
  private static final String LAYER = "layer";
  private static final String MARKS = "marks";

  private static final Map<String, String> SERIES =
      Map.of(
          "bars", "bar_stacked",
          "rows", "bar_horizontal_stacked",
          "area", "area_stacked",
          "lines", "line");

  private final Board.Panel panel;
  private final LensColumns columns;

  LensPanel(Board.Panel panel, Mapping mapping, String timeField) {
    this.panel = panel;
    this.columns = new LensColumns(panel, mapping, timeField);
  }

  /** What Lens keeps of it; its references have the names that they have within the panel. */
  ObjectNode attributes() {
    ObjectNode attributes = KibanaSource.JSON.createObjectNode();
    attributes.put("title", panel.title()).put("description", "").put("type", "lens");
    ObjectNode layer = columns.layer();
    ObjectNode state = KibanaSource.JSON.createObjectNode();
    attributes.put("visualizationType", type());
    ArrayNode references = attributes.putArray("references");
    reference(references, "indexpattern-datasource-layer-" + LAYER, panel.of());
    if (panel.marks() != null) {
      reference(references, "xy-visualization-layer-" + MARKS, panel.marks().view());
    }
    state.set("visualization", visualization());
    state
        .putObject("query")
        .put("query", panel.where() == null ? "" : panel.where())
        .put("language", "kuery");
    state.putArray("filters");
    ObjectNode sources = state.putObject("datasourceStates");
    sources.putObject("formBased").putObject("layers").set(LAYER, layer);
    sources.putObject("textBased").putObject("layers");
    state.putArray("internalReferences");
    state.putObject("adHocDataViews");
    attributes.set("state", state);
    return attributes;
  }

  private static void reference(ArrayNode references, String name, String view) {
    references
        .addObject()
        .put("type", "index-pattern")
        .put("id", KibanaSource.view(view))
        .put("name", name);
  }

  private String type() {
    return switch (panel.kind()) {
      case "metric" -> "lnsMetric";
      case "table" -> "lnsDatatable";
      case "donut" -> "lnsPie";
      case "tags" -> "lnsTagcloud";
      case "bars", "rows", "area", "lines" -> "lnsXY";
      default -> throw new IllegalArgumentException("no panel is a " + panel.kind());
    };
  }

  private ObjectNode visualization() {
    ObjectNode seen = KibanaSource.JSON.createObjectNode();
    switch (panel.kind()) {
      case "metric" -> metric(seen);
      case "table" -> table(seen);
      case "donut" -> donut(seen);
      case "tags" -> tags(seen);
      default -> chart(seen);
    }
    return seen;
  }

  private void metric(ObjectNode seen) {
    seen.put("layerId", LAYER).put("layerType", "data");
    seen.put("metricAccessor", columns.figures().get(0));
    if (panel.columns().get(0).color() != null) {
      seen.put("color", panel.columns().get(0).color());
    }
  }

  private void table(ObjectNode seen) {
    seen.put("layerId", LAYER).put("layerType", "data");
    ArrayNode shown = seen.putArray("columns");
    columns.buckets().forEach(id -> shown.addObject().put("columnId", id).put("isMetric", false));
    columns.figures().forEach(id -> shown.addObject().put("columnId", id).put("isMetric", true));
    int first = panel.sorted() == null ? 0 : panel.sorted() - 1;
    seen.putObject("sorting")
        .put("columnId", columns.figures().get(first))
        .put("direction", panel.rising() ? "asc" : "desc");
    seen.putObject("paging").put("size", 10).put("enabled", true);
  }

  private void donut(ObjectNode seen) {
    seen.put("shape", "donut");
    ObjectNode layer = seen.putArray("layers").addObject();
    layer.put("layerId", LAYER).put("layerType", "data");
    addAll(layer.putArray("primaryGroups"), columns.buckets());
    addAll(layer.putArray("metrics"), columns.figures());
    layer.put("numberDisplay", "percent").put("categoryDisplay", "default");
    layer.put("legendDisplay", "show").put("legendPosition", "bottom").put("nestedLegend", false);
  }

  private void tags(ObjectNode seen) {
    seen.put("layerId", LAYER).put("layerType", "data");
    seen.put("tagAccessor", columns.buckets().get(0));
    seen.put("valueAccessor", columns.figures().get(0));
    seen.put("minFontSize", 14).put("maxFontSize", 48);
    seen.put("orientation", "single").put("showLabel", false);
  }

  private void chart(ObjectNode seen) {
    seen.putObject("legend")
        .put("isVisible", true)
        .put("showSingleSeries", false)
        .put("position", "bottom");
    seen.put("valueLabels", "hide").put("fittingFunction", "None");
    axes(seen.putObject("axisTitlesVisibilitySettings"), false);
    axes(seen.putObject("tickLabelsVisibilitySettings"), true);
    axes(seen.putObject("gridlinesVisibilitySettings"), true);
    String series = SERIES.get(panel.kind());
    seen.put("preferredSeriesType", series);
    ArrayNode layers = seen.putArray("layers");
    ObjectNode layer = layers.addObject();
    layer.put("layerId", LAYER).put("layerType", "data").put("seriesType", series);
    layer.put("xAccessor", columns.buckets().get(0));
    addAll(layer.putArray("accessors"), columns.figures());
    ArrayNode looks = layer.putArray("yConfig");
    for (int i = 0; i < panel.columns().size(); i++) {
      if (panel.columns().get(i).color() != null) {
        looks
            .addObject()
            .put("forAccessor", columns.figures().get(i))
            .put("color", panel.columns().get(i).color());
      }
    }
    if (panel.marks() != null) {
      layers.add(marks(panel.marks()));
    }
  }

  private static ObjectNode marks(Board.Marks marks) {
    ObjectNode layer = KibanaSource.JSON.createObjectNode();
    layer.put("layerId", MARKS).put("layerType", "annotations");
    // The chosen incident or theme chooses its statements too.
    layer.put("ignoreGlobalFilters", false).put("persistanceType", "byValue");
    ObjectNode mark = layer.putArray("annotations").addObject();
    mark.put("type", "query").put("id", MARKS).put("label", marks.label());
    mark.putObject("key").put("type", "point_in_time");
    mark.put("timeField", marks.time()).put("color", "#344054").put("icon", "flag");
    mark.putObject("filter").put("type", "kibana_query").put("query", "").put("language", "kuery");
    addAll(mark.putArray("extraFields"), marks.fields());
    return layer;
  }

  private static void axes(ObjectNode axes, boolean value) {
    axes.put("x", value).put("yLeft", value).put("yRight", value);
  }

  private static void addAll(ArrayNode array, List<String> values) {
    values.forEach(array::add);
  }
}
