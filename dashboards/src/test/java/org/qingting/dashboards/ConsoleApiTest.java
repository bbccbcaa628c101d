package org.qingting.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.WatchStatus;

/** The API over real HTTP, a real index and a real desk. */
class ConsoleApiTest {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  @TempDir private static Path directory;
  private static Sample sample;
  private static Console console;

  @BeforeAll
  static void start() throws IOException {
    sample = new Sample(directory);
    console = Console.start(sample.settings(), sample.reader, sample.desk);
  }

  @AfterAll
  static void stop() throws IOException {
    console.close();
    sample.close();
  }

  private static HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(console.address().resolve(path)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonNode json(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(path + " " + response.body()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    return MAPPER.readTree(response.body());
  }

  @Test
  void overviewCountsPostsNegativeOnesAndAlerts() throws Exception {
    JsonNode overview = json("/api/overview");
    assertThat(overview.get("posts").asLong()).isEqualTo(4);
    assertThat(overview.get("police").asLong()).isEqualTo(4);
    assertThat(overview.get("police24h").asLong()).isEqualTo(2);
    assertThat(overview.get("negative24h").asLong()).isEqualTo(1);
    assertThat(overview.get("alerts").asLong()).isEqualTo(1);
    assertThat(overview.get("alertsEnded").asLong()).isEqualTo(1);
    assertThat(overview.get("alertsWithdrawn").asLong()).isEqualTo(1);
    assertThat(overview.get("version").asText()).isEqualTo("test");
    assertThat(overview.get("zone").asText()).isEqualTo("Asia/Shanghai");
    assertThat(overview.get("notice").asText()).isEqualTo("示例数据");
    assertThat(Instant.parse(overview.get("lastUpdate").asText()))
        .isEqualTo(Sample.NOW.minusSeconds(3600 - 60));
    assertThat(overview.get("revision").asText()).isNotEmpty();
    assertThat(overview.get("trialEnds").isNull()).isTrue();
  }

  @Test
  void overviewSaysUntilWhenTheWatchIsOnTrial() throws Exception {
    Instant ends = Sample.NOW.plusSeconds(86_400);
    sample.desk.accept(new WatchStatus(Sample.NOW, ends, 50));
    assertThat(json("/api/overview").get("trialEnds").asText()).isEqualTo(ends.toString());
    sample.desk.accept(new WatchStatus(ends, ends, 50));
    assertThat(json("/api/overview").get("trialEnds").isNull()).isTrue();
  }

  @Test
  void timelineCoversTheWholeSpanWithoutGaps() throws Exception {
    JsonNode points = json("/api/timeline?last=24h&bucket=hour").get("points");
    assertThat(points).hasSize(24);
    assertThat(points.get(0).get("start").asText()).isEqualTo("2026-03-19T04:00:00Z");
    Instant expected = Instant.parse(points.get(0).get("start").asText());
    long negative = 0;
    for (JsonNode point : points) {
      assertThat(Instant.parse(point.get("start").asText())).isEqualTo(expected);
      expected = expected.plusSeconds(3600);
      negative += point.get("negative").asLong();
    }
    assertThat(negative).isEqualTo(1);
  }

  @Test
  void timelineByDayBeginsAtMidnightInTheZone() throws Exception {
    JsonNode points = json("/api/timeline?last=7d&bucket=day").get("points");
    assertThat(points).hasSize(8);
    assertThat(points.get(0).get("start").asText()).isEqualTo("2026-03-12T16:00:00Z");
  }

  @Test
  void timelineOfNothingIsAllZero() throws Exception {
    JsonNode points = json("/api/timeline?last=24h&q=不存在的词").get("points");
    assertThat(points).hasSize(24).allMatch(point -> point.get("negative").asLong() == 0);
  }

  @Test
  void timelineOfAllTimeChoosesItsBucket() throws Exception {
    JsonNode timeline = json("/api/timeline?bucket=auto");
    assertThat(timeline.get("bucket").asText()).isEqualTo("PT1H");
    assertThat(timeline.get("points").get(0).get("neutral").asLong()).isEqualTo(1);
  }

  @Test
  void facetsCountValuesAndTheirNegativePart() throws Exception {
    JsonNode first = json("/api/facets?facet=place&limit=1").get("values");
    assertThat(first).hasSize(1);
    assertThat(first.get(0).get("value").asText()).isEqualTo("柳河镇");
    assertThat(first.get(0).get("count").asLong()).isEqualTo(2);
    assertThat(first.get(0).get("negative").asLong()).isEqualTo(1);
    for (String facet : List.of("theme", "source", "keyword", "channel")) {
      assertThat(json("/api/facets?facet=" + facet).get("values")).as(facet).isNotEmpty();
    }
  }

  @Test
  void postsAreFoundWithWhatMatched() throws Exception {
    JsonNode answer = json("/api/posts?q=出警慢");
    assertThat(answer.get("total").asLong()).isEqualTo(1);
    JsonNode post = answer.get("posts").get(0);
    assertThat(post.get("reposts").asLong()).isEqualTo(1);
    assertThat(post.get("tone").asText()).isEqualTo("negative");
    String text = post.get("text").asText();
    JsonNode mark = post.get("textMarks").get(0);
    assertThat(text.substring(mark.get(0).asInt(), mark.get(1).asInt())).isEqualTo("出警慢");
  }

  @Test
  void postsAreNarrowedByEveryFilter() throws Exception {
    assertThat(json("/api/posts?tone=negative,positive").get("total").asLong()).isEqualTo(2);
    assertThat(json("/api/posts?theme=traffic").get("total").asLong()).isEqualTo(1);
    assertThat(json("/api/posts?place=柳河镇").get("total").asLong()).isEqualTo(2);
    assertThat(json("/api/posts?source=letters-2026").get("total").asLong()).isEqualTo(1);
    assertThat(json("/api/posts?channel=letters").get("total").asLong()).isEqualTo(1);
    assertThat(json("/api/posts?last=24h").get("total").asLong()).isEqualTo(2);
    assertThat(json("/api/posts?until=2026-03-18").get("total").asLong()).isEqualTo(1);
    assertThat(json("/api/posts?from=2026-03-20T10:00:00%2B08:00").get("total").asLong())
        .isEqualTo(1);
    assertThat(json("/api/posts?incident=" + Sample.INCIDENT).get("total").asLong()).isEqualTo(1);
    assertThat(json("/api/posts?reposts=true").get("total").asLong()).isEqualTo(4);
  }

  @Test
  void postsArePagedWithNext() throws Exception {
    List<String> ids = new ArrayList<>();
    String after = "";
    do {
      JsonNode page = json("/api/posts?size=1&after=" + after);
      ids.add(page.get("posts").get(0).get("id").asText());
      after = page.get("next").asText();
    } while (!after.isEmpty());
    assertThat(ids).containsExactly(Sample.id(1), Sample.id(2), Sample.id(3));
  }

  @Test
  void onlyWebAddressesAreHandedOut() throws Exception {
    JsonNode letters = json("/api/posts?channel=letters").get("posts").get(0);
    assertThat(letters.get("url").asText()).isEmpty();
    JsonNode news = json("/api/posts?theme=traffic").get("posts").get(0);
    assertThat(news.get("url").asText()).isEqualTo("http://news.example/3.html");
  }

  @Test
  void markupInAPostStaysTextInsideJson() throws Exception {
    HttpResponse<String> response = get("/api/posts/" + Sample.id(3));
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("application/json;charset=utf-8");
    assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(MAPPER.readTree(response.body()).get("text").asText()).endsWith(Sample.SCRIPT);
  }

  @Test
  void anAlertComesWithSubjectEvidenceAndWords() throws Exception {
    JsonNode alert = json("/api/alerts").get("alerts").get(0);
    assertThat(alert.get("theme").asText()).isEqualTo("inaction");
    assertThat(alert.get("place").asText()).isEqualTo("柳河镇");
    assertThat(alert.get("observed").asLong()).isEqualTo(12);
    assertThat(alert.get("expected").asDouble()).isEqualTo(1.8);
    JsonNode detail = json("/api/alerts/" + Sample.ALERT);
    assertThat(detail.get("telling")).hasSize(1);
    assertThat(detail.get("telling").get(0).get("textMarks")).hasSize(2);
    assertThat(detail.get("posts")).as("what tells most is not shown again").isEmpty();
    assertThat(detail.get("alert").get("words").get(0).asText()).isEqualTo("出警慢");
    assertThat(detail.get("history").get(0).get("what").asText()).isEqualTo("raised");
  }

  @Test
  void aLeadComesWithItsClaimAndPosts_andIsNoAlert() throws Exception {
    JsonNode leads = json("/api/leads").get("leads");
    assertThat(leads).hasSize(1);
    JsonNode lead = leads.get(0);
    assertThat(lead.get("id").asText()).isEqualTo(Sample.LEAD);
    assertThat(lead.get("categories"))
        .extracting(JsonNode::asText)
        .containsExactly("custody", "death");
    assertThat(lead.get("place").asText()).isEqualTo("柳河镇" + Sample.SCRIPT);
    assertThat(lead.get("count").asLong()).isEqualTo(2);
    assertThat(lead.get("heldBack").asLong()).isEqualTo(4);
    assertThat(lead.get("posts")).as("those that the index keeps").hasSize(1);
    assertThat(lead.get("posts").get(0).get("url").asText())
        .isEqualTo("http://news.example/3.html");
    assertThat(get("/api/leads").headers().firstValue("X-Content-Type-Options"))
        .contains("nosniff");
    assertThat(json("/api/alerts").get("alerts")).hasSize(3);
  }

  @Test
  void theWordsForLeads_askToVerify_andJudgeNothing() throws Exception {
    String lines =
        get("/assets/words.js")
            .body()
            .lines()
            .filter(line -> line.matches(" *(lead|unverified).*"))
            .collect(Collectors.joining("\n"));
    assertThat(lines).contains("请核实", "待核实", "please verify");
    assertThat(lines).doesNotContain("谣", "浪潮", "升温", "预警");
    assertThat(get("/assets/leads.js").body()).doesNotContain("innerHTML", "insertAdjacentHTML");
  }

  @Test
  void anAlertComesWithWhatStoredPostsTell() throws Exception {
    JsonNode detail = json("/api/alerts/" + Sample.ALERT);
    assertThat(detail.get("alert").get("trigger").asText()).isEqualTo("burst");
    assertThat(detail.get("alert").get("peopleAtLeast").asBoolean()).isTrue();
    JsonNode facts = detail.get("facts");
    assertThat(facts.get("everyDays").asDouble()).isEqualTo(45);
    assertThat(facts.get("share").asDouble()).isEqualTo(12 / 60.0);
    assertThat(facts.get("usualShare").asDouble()).isEqualTo(0.3);
    assertThat(facts.get("mostly").asText()).isEqualTo("grievance");
    assertThat(facts.get("findings").get("lastHour").asLong()).isEqualTo(7);
    JsonNode earlier = facts.get("earlier").get(0);
    assertThat(earlier.get("id").asText()).isEqualTo(Sample.EARLIER);
    assertThat(earlier.get("theme").asText()).isEqualTo("inaction");
    assertThat(earlier.get("phase").asText()).isEqualTo("ended");
  }

  @Test
  void anAlertOfBefore_comesWithoutFindings() throws Exception {
    JsonNode detail = json("/api/alerts/" + Sample.WITHDRAWN);
    assertThat(detail.get("alert").get("phase").asText()).isEqualTo("withdrawn");
    assertThat(detail.get("telling")).isEmpty();
    assertThat(detail.get("facts").get("findings").isNull()).isTrue();
    assertThat(detail.get("facts").get("earlier")).isEmpty();
  }

  @Test
  void sourcesTellTroubleFirst() throws Exception {
    JsonNode sources = json("/api/sources").get("sources");
    assertThat(sources.get(0).get("source").asText()).isEqualTo("forum");
    assertThat(sources.get(0).get("state").asText()).isEqualTo("gap");
    assertThat(sources.get(0).get("message").asText()).isEqualTo("connection refused");
    assertThat(sources.get(1).get("state").asText()).isEqualTo("ok");
    assertThat(sources.get(2).get("state").asText()).isEqualTo("file");
    assertThat(sources.get(1).get("posts").asLong()).isEqualTo(3);
  }

  @Test
  void healthIsGood() throws Exception {
    assertThat(json("/api/health").get("status").asText()).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/posts?size=0",
        "/api/posts?size=many",
        "/api/posts?size=99999999999",
        "/api/posts?tone=angry",
        "/api/posts?channel=radio",
        "/api/posts?from=yesterday",
        "/api/posts?from=2026-13-01",
        "/api/posts?from=2026-03-20&until=2026-03-19",
        "/api/posts?last=24h&from=2026-03-20",
        "/api/posts?last=-1h",
        "/api/posts?last=99999d",
        "/api/posts?after=nonsense",
        "/api/posts?police=yes",
        "/api/posts?order=best",
        "/api/posts?author=someone",
        "/api/posts?q=a&q=b",
        "/api/timeline?bucket=week",
        "/api/timeline?from=1990-01-01&bucket=hour",
        "/api/facets",
        "/api/facets?facet=people",
        "/api/facets?facet=theme&limit=201",
        "/api/alerts?limit=0",
        "/api/leads?limit=0",
        "/api/leads?author=someone",
        "/api/overview?x=1",
      })
  void badParametersAreAnsweredWithWhatToDo(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(MAPPER.readTree(response.body()).get("error").asText())
        .containsAnyOf("use", "must", "write", "take", "give", "a tone is", "is taken here");
  }

  @Test
  void anEndlessQueryIsRefused() throws Exception {
    assertThat(get("/api/posts?q=" + "a".repeat(501)).statusCode()).isEqualTo(400);
    assertThat(get("/api/posts?q=" + "a".repeat(40_000)).statusCode()).isIn(400, 414, 431);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/nothing",
        "/api/alerts/none",
        "/api/posts/none",
        "/assets/",
        "/assets/Console.class",
        "/assets/..%2findex.html",
        "/assets/%2e%2e/Console.class",
        "/web/index.html",
        "/META-INF/MANIFEST.MF",
      })
  void whatIsNotThereIsNotFound(String path) throws Exception {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isIn(400, 404);
    assertThat(response.body()).doesNotContain("CAFEBABE").doesNotContain("javalin.io");
  }

  @Test
  void noAnswerHoldsAFieldAboutWhoWrote() throws Exception {
    Set<String> fields = new TreeSet<>();
    for (String path :
        List.of(
            "/api/overview",
            "/api/timeline?last=24h",
            "/api/facets?facet=keyword",
            "/api/posts?reposts=true",
            "/api/posts/" + Sample.id(1),
            "/api/alerts?silent=true",
            "/api/alerts/" + Sample.ALERT,
            "/api/leads",
            "/api/sources",
            "/api/health")) {
      collect(json(path), fields);
    }
    assertThat(fields).contains("text", "people");
    for (String field : fields) {
      assertThat(field.toLowerCase(Locale.ROOT))
          .doesNotContain("author")
          .doesNotContain("person")
          .doesNotContain("user")
          .doesNotContain("account")
          .doesNotContain("pseudonym")
          .doesNotContain("writer")
          .doesNotContain("poster")
          .doesNotContain("nick");
    }
    JsonNode people = json("/api/alerts").get("alerts").get(0).get("people");
    assertThat(people.isIntegralNumber()).as("people is a count and nothing else").isTrue();
  }

  private static void collect(JsonNode node, Set<String> fields) {
    node.fieldNames().forEachRemaining(fields::add);
    node.forEach(child -> collect(child, fields));
  }

  @Test
  void pageAndItsFilesAreServedFromTheJarAlone() throws Exception {
    HttpResponse<String> page = get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("倾听").doesNotContain("http://").doesNotContain("https://");
    for (String path : new Assets().paths()) {
      HttpResponse<String> response = get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).as(path).isPresent();
    }
    HttpResponse<String> script = get("/assets/app.js");
    HttpRequest again =
        HttpRequest.newBuilder(console.address().resolve("/assets/app.js"))
            .header("If-None-Match", script.headers().firstValue("ETag").orElseThrow())
            .build();
    assertThat(CLIENT.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(304);
  }

  @Test
  void whatIsCommittedLaterIsSeenWithinASecondOrSo() throws Exception {
    try (Sample own = new Sample(directory.resolve("own"));
        Console second = Console.start(own.settings(), own.reader, own.desk)) {
      URI health = second.address().resolve("/api/overview");
      HttpRequest request = HttpRequest.newBuilder(health).build();
      String before = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(MAPPER.readTree(before).get("posts").asLong()).isEqualTo(4);
      own.addOne();
      long deadline = System.nanoTime() + 10_000_000_000L;
      long posts = 4;
      while (posts == 4 && System.nanoTime() < deadline) {
        String now = CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
        posts = MAPPER.readTree(now).get("posts").asLong();
      }
      assertThat(posts).isEqualTo(5);
    }
  }
}
