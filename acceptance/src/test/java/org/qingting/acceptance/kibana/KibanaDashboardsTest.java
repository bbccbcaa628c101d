package org.qingting.acceptance.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qingting.acceptance.elasticsearch.ElasticsearchServer;

/**
 * What the panels of Kibana's dashboards ask, asked of a real server that holds what the job would
 * write. Kibana itself does not run here: that it draws the answers is not shown.
 */
class KibanaDashboardsTest {
  private static Instant now;
  private static final Map<String, String> TIME_FIELDS = new LinkedHashMap<>();
  private static ElasticsearchServer elasticsearch;
  private static Server server;
  private static SampleOffice office;

  @BeforeAll
  static void start() throws Exception {
    elasticsearch =
        ElasticsearchServer.startWith(
            Path.of(System.getProperty("qingting.elasticsearch-modules")).toAbsolutePath());
    server = new Server(elasticsearch.address());
    now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    office = new SampleOffice(now);
    office.store(server);
    for (JsonNode view : Shipped.objects("index-pattern")) {
      TIME_FIELDS.put(
          view.at("/attributes/title").asText(), view.at("/attributes/timeFieldName").asText());
    }
  }

  @AfterAll
  static void stop() throws IOException {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  private static List<Map<String, Object>> rows(Shipped.Panel panel, JsonNode... more)
      throws IOException, InterruptedException {
    String index = panel.reference("indexpattern-datasource-layer-layer");
    return new LensQuery(panel, Span.of(panel.dashboard(), now))
        .rows(server, index, TIME_FIELDS.get(index), more);
  }

  @Test
  void everyLensPanel_hasRows_andEveryColumnOfIt_hasValues() throws Exception {
    int panels = 0;
    for (Shipped.Panel panel : Shipped.panels()) {
      if (panel.isLens()) {
        List<Map<String, Object>> rows = rows(panel);
        assertThat(rows).as("%s", panel).isNotEmpty();
        for (String column : rows.get(0).keySet()) {
          assertThat(rows)
              .as("%s: %s", panel, panel.layer().at("/columns/" + column))
              .anyMatch(row -> says(row.get(column)));
        }
        panels++;
      }
    }
    assertThat(panels).isGreaterThan(40);
  }

  /** A value that would be seen: text, or a number other than zero. */
  private static boolean says(Object value) {
    return value instanceof Number number ? number.doubleValue() > 0 : value != null;
  }

  @Test
  void everyVegaPanel_hasRows() throws Exception {
    int requests = 0;
    for (Shipped.Panel panel : Shipped.panels()) {
      if (panel.isVega()) {
        Span span = Span.of(panel.dashboard(), now);
        for (VegaRequests.Request request : VegaRequests.of(panel.spec(), span, List.of())) {
          assertThat(server.search(request.index(), request.body()).at(request.rows()))
              .as("%s", panel)
              .isNotEmpty();
          requests++;
        }
      }
    }
    assertThat(requests).isEqualTo(5);
  }

  @Test
  void theListOfIncidents_findsTheNameOfEach() throws Exception {
    Shipped.Panel panel = vega("qingting-dashboard-overview", "热点事件");
    Map<String, String> names = new LinkedHashMap<>();
    List<String> heated = new ArrayList<>();
    for (VegaRequests.Request request :
        VegaRequests.of(panel.spec(), Span.of(panel.dashboard(), now), List.of())) {
      for (JsonNode row : server.search(request.index(), request.body()).at(request.rows())) {
        if (row.has("_source")) {
          names.put(row.at("/_source/incident").asText(), row.at("/_source/name").asText());
        } else {
          heated.add(row.get("key").asText());
        }
      }
    }
    assertThat(heated).containsExactlyElementsOf(SampleOffice.INCIDENTS);
    assertThat(names.keySet()).containsExactlyInAnyOrderElementsOf(SampleOffice.INCIDENTS);
    assertThat(names.values()).allMatch(name -> name.contains(" · "));
  }

  @Test
  void theUsualShare_hasTheSameHoursOfFourWeeksBefore() throws Exception {
    Shipped.Panel panel = vega("qingting-dashboard-overview", "涉警负面占比");
    Span span = Span.of(panel.dashboard(), now);
    VegaRequests.Request request = VegaRequests.of(panel.spec(), span, List.of()).get(0);
    JsonNode buckets = server.search(request.index(), request.body()).at(request.rows());
    Map<Long, Integer> hourOfWeek = new LinkedHashMap<>();
    int shown = 0;
    for (JsonNode bucket : buckets) {
      long key = bucket.get("key").asLong();
      int before = hourOfWeek.merge(key % Duration.ofDays(7).toMillis(), 1, Integer::sum) - 1;
      if (bucket.at("/shown/doc_count").asLong() > 0) {
        shown++;
        assertThat(before).isGreaterThanOrEqualTo(4);
      }
    }
    assertThat(shown).isBetween(28, 29);
    long police =
        office.opinions.stream()
            .filter(o -> o.get("police").asBoolean())
            .filter(
                o ->
                    o.get("time").asLong() >= span.from().minus(Duration.ofDays(28)).toEpochMilli())
            .filter(o -> o.get("time").asLong() <= now.toEpochMilli())
            .count();
    long counted = 0;
    for (JsonNode bucket : buckets) {
      counted += bucket.get("doc_count").asLong();
    }
    assertThat(counted).isEqualTo(police);
  }

  @Test
  void figures_areWhatTheDocumentsSay() throws Exception {
    Instant from = now.minus(Duration.ofDays(7));
    List<ObjectNode> week =
        office.opinions.stream()
            .filter(o -> o.get("time").asLong() >= from.toEpochMilli())
            .filter(o -> o.get("time").asLong() <= now.toEpochMilli())
            .toList();
    assertThat(figure("overview", "收录总量")).isEqualTo(week.size());
    long police = week.stream().filter(o -> o.get("police").asBoolean()).count();
    long negative =
        week.stream()
            .filter(o -> o.get("police").asBoolean())
            .filter(o -> o.get("tone").asText().equals("negative"))
            .count();
    assertThat(figure("overview", "涉警负面占比")).isEqualTo((double) negative / police);
    assertThat(figure("alerts", "未结")).isEqualTo(count("open", o -> true));
    assertThat(figure("alerts", "已过回应时限、尚未发布"))
        .isEqualTo(
            count(
                "open",
                o ->
                    !o.has("statedAt") && Instant.parse(o.get("answerBy").asText()).isBefore(now)));
    assertThat(figure("alerts", "已过发布会时限、尚未发布"))
        .isEqualTo(
            count(
                "open",
                o ->
                    !o.has("statedAt")
                        && o.has("conferenceBy")
                        && Instant.parse(o.get("conferenceBy").asText()).isBefore(now)));
    double closed = office.alerts.size() - count("open", o -> true);
    assertThat(figure("alerts", "误报率")).isEqualTo(count("falseAlarm", o -> true) / closed);
  }

  private static double count(String field, Predicate<ObjectNode> also) {
    return office.alerts.stream().filter(o -> o.get(field).asBoolean()).filter(also).count();
  }

  private static double figure(String dashboard, String title) throws Exception {
    for (Shipped.Panel panel :
        Shipped.panels(Shipped.object("dashboard", "qingting-dashboard-" + dashboard))) {
      if (panel.isLens() && panel.json().path("title").asText().equals(title)) {
        return ((Number) rows(panel).get(0).get("figure0")).doubleValue();
      }
    }
    throw new AssertionError(title);
  }

  @Test
  void oneIncident_fillsEveryPanelOfItsDashboard() throws Exception {
    ObjectNode chosen = Server.JSON.createObjectNode();
    chosen.putObject("match_phrase").put("incident", SampleOffice.INCIDENTS.get(0));
    for (Shipped.Panel panel :
        Shipped.panels(Shipped.object("dashboard", "qingting-dashboard-incident"))) {
      if (panel.isLens()) {
        List<Map<String, Object>> all = rows(panel);
        List<Map<String, Object>> one = rows(panel, chosen);
        assertThat(one).as("%s", panel).isNotEmpty().isNotEqualTo(all);
        assertThat(one).as("%s", panel).anyMatch(row -> says(row.get("figure0")));
      } else if (panel.isVega()) {
        Span span = Span.of(panel.dashboard(), now);
        List<Integer> rows = new ArrayList<>();
        for (VegaRequests.Request each : VegaRequests.of(panel.spec(), span, List.of(chosen))) {
          rows.add(server.search(each.index(), each.body()).at(each.rows()).size());
        }
        assertThat(rows).containsExactly(SampleOffice.INCIDENTS.size(), 1);
      }
    }
  }

  @Test
  void statements_standAsMarksOverTime() throws Exception {
    int marked = 0;
    for (Shipped.Panel panel : Shipped.panels()) {
      for (JsonNode layer : panel.state().path("visualization").path("layers")) {
        for (JsonNode mark : layer.path("annotations")) {
          String index = panel.reference("xy-visualization-layer-" + layer.get("layerId").asText());
          ObjectNode body = Server.JSON.createObjectNode();
          body.set("query", Span.of(panel.dashboard(), now).filter(mark.get("timeField").asText()));
          JsonNode hits = server.search(index, body).at("/hits/hits");
          assertThat(hits).as("%s", panel).isNotEmpty();
          for (JsonNode field : mark.get("extraFields")) {
            assertThat(hits.get(0).get("_source").has(field.asText())).isTrue();
          }
          marked++;
        }
      }
    }
    assertThat(marked).isEqualTo(2);
  }

  @Test
  void everyControl_hasSomethingToChoose() throws Exception {
    int controls = 0;
    for (JsonNode dashboard : Shipped.objects("dashboard")) {
      JsonNode all =
          Server.JSON.readTree(dashboard.at("/attributes/controlGroupInput/panelsJSON").asText());
      for (Map.Entry<String, JsonNode> control : all.properties()) {
        String index =
            Shipped.reference(
                dashboard, "controlGroup_" + control.getKey() + ":optionsListDataView");
        String field = control.getValue().at("/explicitInput/fieldName").asText();
        assertThat(values(index, field)).as(index + " " + field).isNotEmpty();
        controls++;
      }
    }
    assertThat(controls).isGreaterThan(10);
  }

  private static JsonNode values(String index, String field)
      throws IOException, InterruptedException {
    ObjectNode body = Server.JSON.createObjectNode();
    body.put("size", 0);
    body.putObject("aggs").putObject("by").putObject("terms").put("field", field);
    return server.search(index, body).at("/aggregations/by/buckets");
  }

  @Test
  void whatADrilldownTakesAlong_isAFieldOfEveryViewThatItsTargetReads() throws Exception {
    int drilldowns = 0;
    for (Shipped.Panel panel : Shipped.panels()) {
      for (JsonNode event :
          panel.json().at("/embeddableConfig/enhancements/dynamicActions/events")) {
        String target =
            panel.reference(
                "drilldown:DASHBOARD_TO_DASHBOARD_DRILLDOWN:"
                    + event.get("eventId").asText()
                    + ":dashboardId");
        String field =
            panel.isLens() ? panel.layer().at("/columns/by0/sourceField").asText() : "incident";
        for (Shipped.Panel read : Shipped.panels(Shipped.object("dashboard", target))) {
          if (read.isLens()) {
            String index = read.reference("indexpattern-datasource-layer-layer");
            assertThat(fields(index)).as("%s to %s", panel, read).contains(field);
          }
        }
        drilldowns++;
      }
    }
    assertThat(drilldowns).isEqualTo(4);
  }

  private static Set<String> fields(String index) throws IOException, InterruptedException {
    TreeSet<String> fields = new TreeSet<>();
    server
        .call("GET", "/" + index + "/_field_caps?fields=*&filters=-metadata", "")
        .get("fields")
        .fieldNames()
        .forEachRemaining(fields::add);
    return fields;
  }

  @Test
  void everyViewHasTheFieldsThatItsDataViewNames() throws Exception {
    for (JsonNode view : Shipped.objects("index-pattern")) {
      TreeSet<String> named = new TreeSet<>();
      Server.JSON
          .readTree(view.at("/attributes/fieldAttrs").asText())
          .fieldNames()
          .forEachRemaining(named::add);
      assertThat(fields(view.at("/attributes/title").asText())).isEqualTo(named);
    }
  }

  @Test
  void nothingThatSaysWhoWrote_isThere_toGroupBy() throws Exception {
    String index = "qingting-view-opinions";
    for (String who :
        List.of(
            "author",
            "authors",
            "author.keyword",
            "authorName",
            "person",
            "personId",
            "people",
            "user",
            "user.name",
            "userId",
            "username",
            "nickname",
            "account",
            "accountId",
            "writer",
            "poster",
            "publisher",
            "pseudonym",
            "handle",
            "uid",
            "openid",
            "device",
            "ip",
            "phone",
            "postId",
            "id",
            "url",
            "title",
            "text")) {
      assertThat(values(index, who)).as(who).isEmpty();
      assertThat(fields(index)).doesNotContain(who);
      HttpResponse<String> added =
          server.send("POST", "/" + index + "-2026.01/_doc", "{\"" + who + "\":\"x\"}");
      assertThat(added.statusCode()).as(who).isEqualTo(400);
    }
    // The same question about what is there has an answer.
    assertThat(values(index, "source")).isNotEmpty();
    assertThat(fields(index))
        .noneMatch(
            field ->
                field.matches("(?i).*(author|person|people|user|writer|account|nick|pseudonym).*"));
  }

  private static Shipped.Panel vega(String dashboard, String title) throws IOException {
    return Shipped.panels(Shipped.object("dashboard", dashboard)).stream()
        .filter(Shipped.Panel::isVega)
        .filter(panel -> panel.json().get("title").asText().startsWith(title))
        .findFirst()
        .orElseThrow();
  }
}
