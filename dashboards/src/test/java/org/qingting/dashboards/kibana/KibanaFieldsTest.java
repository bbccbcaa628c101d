package org.qingting.dashboards.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.State;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.model.Channel;
import org.qingting.model.FetchReport;
import org.qingting.model.Series;
import org.qingting.model.Tone;

/** Fields that Kibana shows exist, are named, and none of them says who wrote anything. */
class KibanaFieldsTest {
  private static final Pattern KQL_FIELD = Pattern.compile("(\\w+)\\s*(?::|<|>)");
  private static final Pattern THEME =
      Pattern.compile("(?m)^  '?([a-z-]+)'?: \\['([^']+)', .+\\],$");

  @Test
  void everyFieldOfEveryView_isNamed_andNoOther() {
    for (JsonNode view : Shipped.objects("index-pattern")) {
      JsonNode fields = Shipped.fields(view.get("id").asText());
      JsonNode labels = Shipped.json(view.at("/attributes/fieldAttrs").asText());
      assertThat(Shipped.keys(labels)).isEqualTo(Shipped.keys(fields));
      assertThat(fields.at("/" + view.at("/attributes/timeFieldName").asText() + "/type").asText())
          .isEqualTo("date");
      for (JsonNode label : labels) {
        assertThat(label.get("customLabel").asText()).matches(".*\\p{IsHan}.*");
      }
    }
  }

  @Test
  void everyFieldOfEveryPanel_exists() {
    List<String> used = new ArrayList<>();
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      for (JsonNode panel : Shipped.panels(dashboard)) {
        for (Map.Entry<String, Set<String>> of : fields(dashboard, panel).entrySet()) {
          assertThat(Shipped.keys(Shipped.fields(of.getKey())))
              .as("%s: %s", dashboard.get("id"), panel.get("title"))
              .containsAll(of.getValue());
          used.addAll(of.getValue());
        }
      }
      JsonNode controls = Shipped.controls(dashboard);
      for (String id : Shipped.keys(controls)) {
        String view = Shipped.reference(dashboard, "controlGroup_" + id + ":optionsListDataView");
        assertThat(Shipped.keys(Shipped.fields(view)))
            .contains(controls.get(id).at("/explicitInput/fieldName").asText());
      }
    }
    assertThat(used).hasSizeGreaterThan(100);
  }

  /** Fields that a panel reads, by the data view that it reads them from. */
  private static Map<String, Set<String>> fields(JsonNode dashboard, JsonNode panel) {
    Map<String, Set<String>> used = new LinkedHashMap<>();
    String id = panel.get("panelIndex").asText();
    JsonNode config = panel.get("embeddableConfig");
    if (panel.get("type").asText().equals("lens")) {
      JsonNode state = config.at("/attributes/state");
      Set<String> of =
          used.computeIfAbsent(
              Shipped.reference(dashboard, id + ":indexpattern-datasource-layer-layer"),
              view -> new TreeSet<>());
      collect(state.get("datasourceStates"), of);
      collect(state.get("query"), of);
      for (JsonNode layer : state.at("/visualization/layers")) {
        if (layer.get("layerType").asText().equals("annotations")) {
          String name = id + ":xy-visualization-layer-" + layer.get("layerId").asText();
          collect(
              layer,
              used.computeIfAbsent(Shipped.reference(dashboard, name), v -> new TreeSet<>()));
        }
      }
    }
    JsonNode spec = config.at("/savedVis/params/spec");
    if (!spec.isMissingNode()) {
      requests(Shipped.json(spec.asText()), used);
    }
    return used;
  }

  private static void collect(JsonNode node, Set<String> fields) {
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      String key = each.getKey();
      String text = each.getValue().asText();
      if (key.equals("sourceField") || key.equals("sortField") || key.equals("timeField")) {
        if (!text.equals("___records___")) {
          fields.add(text);
        }
      } else if (key.equals("extraFields")) {
        each.getValue().forEach(field -> fields.add(field.asText()));
      } else if (key.equals("query") && each.getValue().isTextual()) {
        Matcher named = KQL_FIELD.matcher(text);
        while (named.find()) {
          fields.add(named.group(1));
        }
      }
    }
    node.forEach(each -> collect(each, fields));
  }

  /** Fields in the bodies of Vega's requests. */
  private static void requests(JsonNode node, Map<String, Set<String>> used) {
    JsonNode index = node.path("url").path("index");
    if (!index.isMissingNode()) {
      bodyFields(
          node.at("/url/body"), used.computeIfAbsent(index.asText(), view -> new TreeSet<>()));
    }
    node.forEach(each -> requests(each, used));
  }

  private static void bodyFields(JsonNode node, Set<String> fields) {
    for (Map.Entry<String, JsonNode> each : node.properties()) {
      switch (each.getKey()) {
        case "field" -> fields.add(each.getValue().asText());
        case "term", "range", "sort" -> fields.addAll(Shipped.keys(each.getValue()));
        case "_source" -> each.getValue().forEach(field -> fields.add(field.asText()));
        default -> bodyFields(each.getValue(), fields);
      }
    }
    if (node.isArray()) {
      node.forEach(each -> bodyFields(each, fields));
    }
  }

  @Test
  void ids_areCalledAsEverywhereElse() throws IOException {
    Map<String, String> states = new LinkedHashMap<>();
    Arrays.stream(State.values()).forEach(state -> states.put(lower(state), state.label()));
    assertThat(words("alerts", "state")).isEqualTo(states);
    Map<String, String> levels = new LinkedHashMap<>();
    Arrays.stream(Level.values()).forEach(level -> levels.put(level.id(), level.label()));
    assertThat(words("alerts", "level")).isEqualTo(levels);
    Map<String, String> wheres = new LinkedHashMap<>();
    Arrays.stream(Jurisdiction.Verdict.values())
        .forEach(where -> wheres.put(lower(where), where.label()));
    assertThat(words("alerts", "where")).isEqualTo(wheres);
    Map<String, String> outcomes = new LinkedHashMap<>();
    Arrays.stream(Outcome.values()).forEach(each -> outcomes.put(lower(each), each.label()));
    assertThat(words("alerts", "outcome")).isEqualTo(outcomes);
    assertThat(words("statements", "outcome")).isEqualTo(outcomes);
    Map<String, String> kinds = new LinkedHashMap<>();
    Arrays.stream(Statement.Kind.values()).forEach(kind -> kinds.put(lower(kind), kind.label()));
    assertThat(words("statements", "kind")).isEqualTo(kinds);
    for (String view : List.of("opinions", "alerts", "statements", "incidents")) {
      assertThat(words(view, "theme")).isEqualTo(themes());
    }
  }

  @Test
  void everyId_hasAWord() {
    assertThat(words("opinions", "tone").keySet())
        .containsExactlyElementsOf(Arrays.stream(Tone.values()).map(Tone::id).toList());
    assertThat(words("opinions", "channel").keySet())
        .containsExactlyElementsOf(Arrays.stream(Channel.values()).map(Channel::id).toList());
    assertThat(words("alerts", "series").keySet())
        .containsExactlyElementsOf(
            Arrays.stream(Series.Kind.values()).map(KibanaFieldsTest::lower).toList());
    assertThat(words("fetches", "outcome").keySet())
        .containsExactlyElementsOf(
            Arrays.stream(FetchReport.Outcome.values()).map(KibanaFieldsTest::lower).toList());
  }

  @Test
  void noField_saysWhoWrote_andNoneHoldsTextOrAddresses() {
    // "people" and "sources" of an alert are how many there are.
    Pattern forbidden =
        Pattern.compile("(?i).*(author|person|user|writer|account|pseudonym|text|url|mail).*");
    for (JsonNode view : Shipped.objects("index-pattern")) {
      assertThat(Shipped.keys(Shipped.fields(view.get("id").asText())))
          .noneMatch(field -> forbidden.matcher(field).matches());
    }
    assertThat(Shipped.keys(Shipped.fields("opinions"))).doesNotContain("people", "title", "id");
    assertThat(Shipped.fields("alerts").at("/people/type").asText()).isEqualTo("long");
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** What the ids of a field are called. */
  private static Map<String, String> words(String view, String field) {
    Map<String, String> words = new LinkedHashMap<>();
    for (JsonNode each : Shipped.objects("index-pattern")) {
      if (each.get("id").asText().equals("qingting-view-" + view)) {
        JsonNode format = Shipped.json(each.at("/attributes/fieldFormatMap").asText()).get(field);
        assertThat(format.get("id").asText()).isEqualTo("static_lookup");
        for (JsonNode entry : format.at("/params/lookupEntries")) {
          words.put(entry.get("key").asText(), entry.get("value").asText());
        }
      }
    }
    return words;
  }

  /** The console's names of themes. */
  private static Map<String, String> themes() throws IOException {
    Map<String, String> themes = new LinkedHashMap<>();
    try (InputStream in =
        KibanaFieldsTest.class.getResourceAsStream("/org/qingting/dashboards/web/words.js")) {
      String words = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      Matcher theme = THEME.matcher(words.substring(words.indexOf("THEMES = {")));
      while (theme.find()) {
        themes.put(theme.group(1), theme.group(2));
      }
    }
    assertThat(themes).hasSize(20);
    return themes;
  }
}
