package org.qingting.acceptance.kibana;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Six weeks of an office that does not exist, written for this project: what the job would put into
 * the views, in every state that there is.
 */
final class SampleOffice {
  static final List<String> INCIDENTS = List.of("1a".repeat(16), "2b".repeat(16), "3c".repeat(16));

  private static final List<String> NAMES = List.of("东湖路 · 查车 推搡", "城北派出所 · 报警 没人", "西门广场 · 走失 找回");
  private static final List<String> SOURCES =
      List.of("本地论坛", "县融媒", "微博检索", "问政平台", "贴吧", "市长信箱", "晚报", "社区群公告");
  private static final List<String> THEMES =
      List.of("attitude", "inaction", "traffic", "fraud", "praise", "counters", "officer-rights");
  private static final List<String> PLACES = List.of("东湖路", "城北", "西门广场", "高新区", "老街");
  private static final List<String> WORDS =
      List.of("报警", "态度", "罚款", "窗口", "排队", "冻卡", "感谢", "找回", "推搡", "没人管", "通报", "监控");
  private static final List<String> CHANNELS =
      List.of("online", "online", "online", "online", "calls", "letters", "delegates");
  private static final List<String> STATES =
      List.of(
          "raised",
          "acknowledged",
          "verifying",
          "published",
          "easing",
          "closed",
          "false_alarm",
          "merged");
  private static final List<String> LEVELS = List.of("extreme", "major", "large", "ordinary");

  private final Instant now;
  private final Random random = new Random(7);
  final List<ObjectNode> opinions = new ArrayList<>();
  final List<ObjectNode> alerts = new ArrayList<>();
  final List<ObjectNode> statements = new ArrayList<>();
  final List<ObjectNode> incidents = new ArrayList<>();
  final List<ObjectNode> fetches = new ArrayList<>();

  SampleOffice(Instant now) {
    this.now = now;
    for (int hours = 1; hours < 6 * 7 * 24; hours++) {
      int posts = (hours % 24 < 8 ? 1 : 4) + random.nextInt(4);
      for (int i = 0; i < posts; i++) {
        opinions.add(opinion(now.minus(Duration.ofMinutes(hours * 60L - i)), ""));
      }
    }
    for (int i = 0; i < INCIDENTS.size(); i++) {
      incident(i);
    }
    for (int i = 0; i < 80; i++) {
      alerts.add(alert(i));
    }
    for (int minutes = 1; minutes < 24 * 60; minutes += 3) {
      fetches.add(fetch(now.minus(Duration.ofMinutes(minutes))));
    }
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private ObjectNode opinion(Instant at, String incident) {
    ObjectNode json = Server.JSON.createObjectNode();
    boolean wave = !incident.isEmpty();
    double negative = wave ? 0.75 : 0.3;
    double drawn = random.nextDouble();
    json.put("time", at.toEpochMilli()).put("fetchedAt", at.plusSeconds(90).toString());
    json.put("source", any(wave ? spread(incident) : SOURCES))
        .put("channel", wave ? "online" : any(CHANNELS));
    json.put("tone", drawn < negative ? "negative" : drawn < 0.9 ? "neutral" : "positive");
    json.put("negative", negative).put("neutral", 0.2).put("positive", 0.05);
    json.put("police", wave || random.nextInt(10) < 7);
    ArrayNode themes = json.putArray("theme");
    if (random.nextInt(5) > 0) {
      themes.add(any(THEMES));
    }
    ArrayNode places = json.putArray("place");
    if (random.nextBoolean()) {
      places.add(any(PLACES));
    }
    json.putArray("keyword").add(any(WORDS)).add(any(WORDS));
    if (wave) {
      json.put("incident", incident);
    }
    json.put("original", random.nextInt(wave ? 2 : 4) > 0);
    json.put("likes", random.nextInt(50)).put("comments", random.nextInt(20));
    json.put("shares", random.nextInt(9)).put("views", random.nextInt(5000));
    return json.put("version", "test");
  }

  /** Each incident is talked about in some places only. */
  private static List<String> spread(String incident) {
    int first = INCIDENTS.indexOf(incident);
    return SOURCES.subList(first, first + 5);
  }

  private void incident(int number) {
    Instant since = now.minus(Duration.ofDays(1 + 3L * number));
    ObjectNode json = Server.JSON.createObjectNode();
    String id = INCIDENTS.get(number);
    json.put("id", id).put("incident", id).put("name", NAMES.get(number));
    json.put("place", PLACES.get(number)).put("theme", THEMES.get(number));
    json.putArray("word").add(WORDS.get(number)).add(WORDS.get(number + 1));
    incidents.add(json.put("since", since.toString()));
    for (int i = 0; i < 120 - 30 * number; i++) {
      opinions.add(opinion(since.plus(Duration.ofMinutes(8L * i)), id));
    }
    ObjectNode statement = Server.JSON.createObjectNode();
    statement.put("case", "case-" + number).put("kind", number == 0 ? "notice" : "answer");
    statement.put("publishedAt", since.plus(Duration.ofHours(4)).toString());
    statement.put("outcome", number == 0 ? "partly_true" : "checking");
    statement.put("title", "关于" + PLACES.get(number) + "一事的情况通报");
    statement.put("theme", THEMES.get(number)).put("place", PLACES.get(number));
    statements.add(statement.put("incident", id));
  }

  private ObjectNode alert(int number) {
    Instant raised = now.minus(Duration.ofHours(3 + 24L * number));
    String state = STATES.get(number % STATES.size());
    boolean over = number % STATES.size() >= 5;
    boolean stated = state.equals("published") || state.equals("easing") || state.equals("closed");
    ObjectNode json = Server.JSON.createObjectNode();
    json.put("id", "case-" + number).put("raisedAt", raised.toString());
    json.put("onset", raised.minusSeconds(900).toString()).put("state", state);
    json.put("open", !over).put("level", LEVELS.get(random.nextInt(LEVELS.size())));
    json.put("where", List.of("local", "elsewhere", "undecided").get(number % 3));
    json.put("series", List.of("overall", "theme", "place", "incident").get(number % 4));
    json.put("theme", any(THEMES)).put("place", any(PLACES));
    if (number % 4 == 3) {
      json.put("incident", INCIDENTS.get(number / 4 % INCIDENTS.size()));
    }
    json.put("episodes", 1).put("observed", 10 + random.nextInt(90)).put("expected", 2.5);
    json.put("people", 8).put("sources", 3).put("reposts", random.nextInt(200));
    json.put("answerBy", raised.plus(Duration.ofHours(number % 2 == 0 ? 5 : 48)).toString());
    if (number % 2 == 0) {
      json.put("conferenceBy", raised.plus(Duration.ofHours(24)).toString());
    }
    if (!state.equals("raised")) {
      json.put("minutesToAcknowledge", 3 + random.nextInt(25));
      json.put("acknowledgedAt", raised.plusSeconds(600).toString());
    }
    if (stated) {
      json.put("statedAt", raised.plus(Duration.ofHours(4)).toString());
      json.put("minutesToStatement", 200 + random.nextInt(200));
      json.put("minutesToRecovery", 600 + random.nextInt(900));
      json.put("answeredInTime", random.nextInt(5) > 0);
      json.put("outcome", List.of("untrue", "partly_true", "true", "checking").get(number % 4));
    }
    return json.put("falseAlarm", state.equals("false_alarm"));
  }

  private ObjectNode fetch(Instant at) {
    ObjectNode json = Server.JSON.createObjectNode();
    String outcome =
        List.of("fetched", "fetched", "fetched", "unchanged", "refused", "failed", "unreadable")
            .get(random.nextInt(7));
    json.put("at", at.toString()).put("source", any(SOURCES)).put("outcome", outcome);
    json.put("posts", outcome.equals("fetched") ? random.nextInt(6) : 0);
    if (outcome.equals("failed")) {
      json.put("message", random.nextBoolean() ? "HTTP 503" : "连接超时");
    }
    return json;
  }

  /** Puts all of it into the views. */
  void store(Server server) throws IOException, InterruptedException {
    bulk(server, "opinions", opinions);
    bulk(server, "alerts", alerts);
    bulk(server, "statements", statements);
    bulk(server, "incidents", incidents);
    bulk(server, "fetches", fetches);
  }

  private static void bulk(Server server, String view, List<ObjectNode> documents)
      throws IOException, InterruptedException {
    server.createView(view);
    StringBuilder lines = new StringBuilder();
    for (ObjectNode document : documents) {
      lines.append("{\"index\":{}}\n").append(document).append('\n');
    }
    String path = "/qingting-view-" + view + "-2026.01/_bulk?refresh=true";
    if (server.call("POST", path, lines.toString()).get("errors").asBoolean()) {
      throw new AssertionError("a document of " + view + " does not fit its template");
    }
  }
}
