package org.qingting.dashboards.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What Kibana demands of saved objects, as far as it can be held without Kibana. */
class KibanaObjectsTest {
  /** All that Kibana 8.19 knows of a dashboard; another key is refused. */
  private static final Set<String> DASHBOARD =
      Set.of(
          "title",
          "description",
          "kibanaSavedObjectMeta",
          "timeRestore",
          "timeFrom",
          "timeTo",
          "refreshInterval",
          "controlGroupInput",
          "panelsJSON",
          "optionsJSON",
          "hits",
          "version");

  private static final Set<String> CONTROL_GROUP =
      Set.of(
          "panelsJSON",
          "controlStyle",
          "chainingSystem",
          "ignoreParentSettingsJSON",
          "showApplySelections");

  private static final Set<String> OPTIONS =
      Set.of("useMargins", "syncColors", "syncCursor", "syncTooltips", "hidePanelTitles");

  private static final Set<String> PANEL =
      Set.of("type", "title", "gridData", "panelIndex", "panelRefName", "embeddableConfig");

  private static final Set<String> DATA_VIEW =
      Set.of(
          "title",
          "name",
          "timeFieldName",
          "allowNoIndex",
          "fields",
          "fieldAttrs",
          "fieldFormatMap",
          "runtimeFieldMap",
          "sourceFilters",
          "typeMeta");

  private static final Set<String> LINKS = Set.of("title", "description", "layout", "links");

  private static final Map<String, String> VERSIONS =
      Map.of("dashboard", "10.2.0", "index-pattern", "8.0.0", "links", "10.1.0");

  @Test
  void everyLine_isOneObject_withAnIdOfItsOwn() {
    Set<String> ids = new HashSet<>();
    for (String line : Shipped.lines()) {
      JsonNode object = Shipped.json(line);
      assertThat(Shipped.keys(object))
          .containsExactlyInAnyOrder(
              "type",
              "id",
              "attributes",
              "references",
              "coreMigrationVersion",
              "typeMigrationVersion",
              "managed");
      String type = object.get("type").asText();
      assertThat(ids.add(type + " " + object.get("id").asText())).isTrue();
      assertThat(object.get("coreMigrationVersion").asText()).isEqualTo("8.8.0");
      assertThat(object.get("typeMigrationVersion").asText()).isEqualTo(VERSIONS.get(type));
    }
    assertThat(Shipped.objects("index-pattern")).hasSize(5);
    assertThat(Shipped.objects("dashboard")).hasSize(4);
    assertThat(Shipped.objects("links")).hasSize(1);
  }

  @Test
  void everyReference_leadsToAnObjectOfTheFile() {
    Set<String> there = new HashSet<>();
    Shipped.objects().forEach(o -> there.add(o.get("type").asText() + " " + o.get("id").asText()));
    for (JsonNode object : Shipped.objects()) {
      Set<String> names = new HashSet<>();
      for (JsonNode reference : object.get("references")) {
        assertThat(there)
            .contains(reference.get("type").asText() + " " + reference.get("id").asText());
        assertThat(names.add(reference.get("name").asText())).isTrue();
      }
    }
  }

  @Test
  void attributes_haveOnlyKeysThatKibanaKnows() {
    for (JsonNode view : Shipped.objects("index-pattern")) {
      assertThat(DATA_VIEW).containsAll(Shipped.keys(view.get("attributes")));
    }
    for (JsonNode links : Shipped.objects("links")) {
      assertThat(LINKS).containsAll(Shipped.keys(links.get("attributes")));
    }
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      JsonNode attributes = dashboard.get("attributes");
      assertThat(DASHBOARD).containsAll(Shipped.keys(attributes));
      assertThat(CONTROL_GROUP).containsAll(Shipped.keys(attributes.get("controlGroupInput")));
      assertThat(OPTIONS)
          .isEqualTo(Shipped.keys(Shipped.json(attributes.get("optionsJSON").asText())));
      assertThat(attributes.get("timeRestore").asBoolean()).isTrue();
      assertThat(attributes.get("timeFrom").asText()).startsWith("now-");
      Shipped.panels(dashboard)
          .forEach(panel -> assertThat(PANEL).containsAll(Shipped.keys(panel)));
    }
  }

  @Test
  void textsInside_areJson() {
    int texts = 0;
    for (JsonNode object : Shipped.objects()) {
      texts += jsonTexts(object);
      for (JsonNode panel :
          object.at("/attributes/panelsJSON").isMissingNode()
              ? List.<JsonNode>of()
              : Shipped.panels(object)) {
        JsonNode spec = panel.at("/embeddableConfig/savedVis/params/spec");
        if (!spec.isMissingNode()) {
          assertThat(Shipped.json(spec.asText()).get("$schema").asText())
              .startsWith("https://vega.github.io/schema/vega");
          texts++;
        }
      }
    }
    assertThat(texts).isGreaterThan(4 * 5);
  }

  /** Parses every text whose key says that it is JSON. */
  private static int jsonTexts(JsonNode node) {
    int texts = 0;
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      if (each.getKey().endsWith("JSON")) {
        assertThat(Shipped.json(each.getValue().asText()).isContainerNode()).isTrue();
        texts++;
      }
      texts += jsonTexts(each.getValue());
    }
    return texts;
  }

  @Test
  void panels_lieSideBySide_andHaveNamesOfTheirOwn() {
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      Set<String> cells = new HashSet<>();
      Set<String> names = new HashSet<>();
      for (JsonNode panel : Shipped.panels(dashboard)) {
        JsonNode grid = panel.get("gridData");
        assertThat(names.add(panel.get("panelIndex").asText())).isTrue();
        assertThat(grid.get("i")).isEqualTo(panel.get("panelIndex"));
        assertThat(grid.get("x").asInt() + grid.get("w").asInt()).isLessThanOrEqualTo(48);
        for (int x = 0; x < grid.get("w").asInt(); x++) {
          for (int y = 0; y < grid.get("h").asInt(); y++) {
            String cell = (grid.get("x").asInt() + x) + "," + (grid.get("y").asInt() + y);
            assertThat(cells.add(cell)).as("%s at %s", panel.get("title"), cell).isTrue();
          }
        }
      }
    }
  }

  @Test
  void everyLensLayer_hasItsSource_andItsColumns() {
    List<String> seen = new ArrayList<>();
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      for (JsonNode panel : Shipped.panels(dashboard)) {
        if (panel.get("type").asText().equals("lens")) {
          seen.add(panel.get("title").asText());
          JsonNode attributes = panel.at("/embeddableConfig/attributes");
          Set<String> drawn = LensLayers.drawn(attributes);
          JsonNode layers = attributes.at("/state/datasourceStates/formBased/layers");
          assertThat(drawn).containsExactlyElementsOf(Shipped.keys(layers));
          for (Map.Entry<String, JsonNode> layer : layers.properties()) {
            String name = "indexpattern-datasource-layer-" + layer.getKey();
            assertThat(Shipped.reference(attributes, name))
                .isEqualTo(
                    Shipped.reference(dashboard, panel.get("panelIndex").asText() + ":" + name));
            columns(layer.getValue(), LensLayers.shown(attributes));
          }
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(30);
  }

  private static void columns(JsonNode layer, Set<String> shown) {
    Set<String> columns = Shipped.keys(layer.get("columns"));
    assertThat(shown).isNotEmpty();
    assertThat(columns).containsAll(shown);
    Set<String> order = new HashSet<>();
    layer.get("columnOrder").forEach(id -> assertThat(order.add(id.asText())).isTrue());
    assertThat(order).isEqualTo(columns);
    for (JsonNode column : layer.get("columns")) {
      assertThat(column.get("label").asText()).isNotBlank().isNotEqualTo("null");
      column.path("references").forEach(id -> assertThat(columns).contains(id.asText()));
      JsonNode by = column.at("/params/orderBy");
      if (by.path("type").asText().equals("column")) {
        assertThat(columns).contains(by.get("columnId").asText());
      }
    }
  }

  @Test
  void controlsAndDrilldowns_leadSomewhere() {
    int drilldowns = 0;
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      JsonNode controls = Shipped.controls(dashboard);
      assertThat(controls).isNotEmpty();
      for (String id : Shipped.keys(controls)) {
        assertThat(Shipped.reference(dashboard, "controlGroup_" + id + ":optionsListDataView"))
            .startsWith("qingting-view-");
      }
      for (JsonNode panel : Shipped.panels(dashboard)) {
        for (JsonNode event : panel.at("/embeddableConfig/enhancements/dynamicActions/events")) {
          String name =
              panel.get("panelIndex").asText()
                  + ":drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:"
                  + event.get("eventId").asText()
                  + ":dashboardId";
          // The only one to another page that the free licence has.
          assertThat(event.at("/action/factoryId").asText())
              .isEqualTo("DASHBOARD_TO_DASHBOARD_DRILLDOWN");
          assertThat(Shipped.reference(dashboard, name)).startsWith("qingting-dashboard-");
          drilldowns++;
        }
      }
    }
    assertThat(drilldowns).isEqualTo(4);
  }

  @Test
  void everyDashboard_showsTheLinksToAll() {
    JsonNode links = Shipped.objects("links").get(0);
    for (JsonNode link : links.at("/attributes/links")) {
      String dashboard = Shipped.reference(links, link.get("destinationRefName").asText());
      assertThat(Shipped.objects("dashboard"))
          .anyMatch(each -> each.get("id").asText().equals(dashboard));
    }
    assertThat(links.at("/attributes/links")).hasSize(4);
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      JsonNode first = Shipped.panels(dashboard).get(0);
      assertThat(first.get("type").asText()).isEqualTo("links");
      assertThat(
              Shipped.reference(
                  dashboard,
                  first.get("panelIndex").asText() + ":" + first.get("panelRefName").asText()))
          .isEqualTo(links.get("id").asText());
    }
  }

  @Test
  void anotherPrefix_hasObjectsAndIndicesOfItsOwn() {
    String other = KibanaObjects.ndjson("county-7");
    assertThat(other).doesNotContain("qingting-").contains("county-7-view-opinions");
    assertThat(other.replace("county-7-", "qingting-")).isEqualTo(KibanaObjects.ndjson("qingting"));
  }
}
