package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.pipeline.commands.CommandLines.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.commands.CommandLines.Done;
import org.w3c.dom.Document;

class BacktestCommandTest {
  private static final Instant START = Instant.parse("2026-05-04T00:00:00Z");
  private static final int DAYS = 18;
  private static final Instant WAVE = START.plus(Duration.ofDays(14)).plus(Duration.ofHours(2));

  private static final String[] ORDINARY = {
    "户籍窗口办身份证，民警耐心解释，第%d位来办事的人也很快办完。",
    "交警第%d次到学校门口护学，孩子们过马路很安全。",
    "给派出所打了%d次电话都没人接，太让人失望了。",
    "派出所提醒市民，第%d期夜间巡逻从今晚开始。"
  };
  private static final String[] ANGRY = {
    "民警当街打人，把第%d个拍照的人按在地上，太过分了",
    "青禾县派出所暴力执法还不承认，看完%d段视频气得发抖",
    "打了人连句道歉都没有，第%d遍问，这样的警察让人心寒",
    "要求公开执法记录，民警殴打老人太恶劣，已经%d天了",
    "几个警察围着一个学生拳打脚踢，%d个人看着，无法无天",
    "去青禾县派出所讨说法反被训斥，跑了%d趟，失望透顶"
  };

  @TempDir static Path folder;

  private static final Map<String, Done> DONE = new LinkedHashMap<>();

  @BeforeAll
  static void runThem() throws Exception {
    Path posts = Files.writeString(folder.resolve("posts.jsonl"), posts());
    Path few =
        Files.writeString(
            folder.resolve("few.jsonl"),
            posts().lines().limit(20).toList().stream().reduce("", (a, b) -> a + b + "\n"));
    String home = folder.resolve("empty").toString();
    Map<String, String[]> lines = new LinkedHashMap<>();
    lines.put("nothing kept", line("backtest", "--home", home));
    lines.put("table", line("backtest", "--file", posts.toString()));
    lines.put("english", line("backtest", "--lang", "en", "--file", posts.toString()));
    lines.put("jsonl", line("backtest", "--format", "jsonl", "--file", posts.toString()));
    lines.put("csv", line("backtest", "--format", "csv", "--file", posts.toString()));
    lines.put(
        "picture", line("backtest", "--file", posts.toString(), "--picture", path("picture.svg")));
    lines.put(
        "two",
        line("backtest", "--format", "jsonl", "--false-per-week", "2", "--file", posts.toString()));
    lines.put(
        "behind",
        line("backtest", "--format", "jsonl", "--from", "2026-05-20", "--file", posts.toString()));
    lines.put("short", line("backtest", "--file", few.toString()));
    lines.put("missing", line("backtest", "--file", path("none.jsonl")));
    lines.put("folder", line("backtest", "--file", folder.toString()));
    lines.put("order", line("backtest", "--from", "2026-05-20", "--to", "2026-05-10"));
    lines.put("zero", line("backtest", "--false-per-week", "0", "--file", posts.toString()));
    lines.put("word", line("backtest", "--false-per-week", "few", "--file", posts.toString()));
    lines.put(
        "picture nowhere",
        line("backtest", "--file", posts.toString(), "--picture", path("none/picture.svg")));
    lines.put("import", line("import", posts.toString()));
    lines.put("index", line("backtest", "--format", "jsonl"));
    lines.put("index table", line("backtest"));
    lines.put("index short", line("backtest", "--to", "2026-05-07"));
    List<Done> all = CommandLines.run(folder.resolve("home"), new ArrayList<>(lines.values()));
    int next = 0;
    for (String name : lines.keySet()) {
      DONE.put(name, all.get(next++));
    }
  }

  /** A post an hour, one in four angry, and sixty angry ones within three hours. */
  private static String posts() {
    StringBuilder lines = new StringBuilder("{\"half\n");
    for (int hour = 0; hour < DAYS * 24; hour++) {
      append(lines, hour, ORDINARY[hour % ORDINARY.length], START.plus(Duration.ofHours(hour)));
    }
    for (int i = 1000; i < 1060; i++) {
      append(lines, i, ANGRY[i % ANGRY.length], WAVE.plusSeconds(180L * (i - 1000)));
    }
    append(lines, 2000, "大兴区看守所里死了一个人，家属%d天还没见到遗体，民警不让进", WAVE.plus(Duration.ofDays(1)));
    return lines.toString();
  }

  private static void append(StringBuilder lines, int i, String text, Instant at) {
    lines.append(
        String.format(
            "{\"id\":\"b%d\",\"source\":\"bbs\",\"publishedAt\":\"%s\",\"text\":\"%s\","
                + "\"author\":\"示例网友%d\"}%n",
            i, at, String.format(text, i), i));
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void graveLeads_areCountedBesideAlerts() throws IOException {
    String[] lines = DONE.get("jsonl").out().strip().split("\n");
    JsonNode summary = new ObjectMapper().readTree(lines[lines.length - 1]);
    assertThat(summary.get("leads").asInt()).isEqualTo(1);
    assertThat(DONE.get("table").out()).contains("重大线索（请核实）：同一时段会有 1 条提示");
  }

  @Test
  void table_showsTheWave_andWhatEachSensitivityCosts() {
    Done table = DONE.get("table");
    assertThat(table.exit()).as(table.err()).isZero();
    assertThat(table.out())
        .contains("回测 2026-05-11", "灵敏度 0.25 下的预警", "全部涉警", "突增", "趋于平稳")
        .contains("每周容许误报", "0.05", "0.25 *", "假名计数")
        .doesNotContain("示例网友", "NaN", "null", "backtest.");
    assertThat(table.err()).contains("1 行无法读取");
  }

  @Test
  void english_isSpokenWhereAsked() {
    assertThat(DONE.get("english").out())
        .contains("Backtest from", "alerts/week", "all about police", "burst", "pseudonyms")
        .doesNotContainPattern("[\\u4e00-\\u9fff]{3} ·");
  }

  @Test
  void jsonLines_endWithTheComparison() throws Exception {
    List<JsonNode> lines = json("jsonl");
    JsonNode summary = lines.get(lines.size() - 1);
    assertThat(summary.get("alerts").asInt()).isEqualTo(lines.size() - 1).isPositive();
    assertThat(summary.get("sensitivities")).hasSize(4);
    assertThat(summary.get("compared").asInt()).isPositive();
    for (JsonNode each : summary.get("sensitivities")) {
      assertThat(each.get("medianDelayMinutes").asDouble()).isBetween(0.0, 120.0);
      assertThat(each.get("mattersPerWeek").asDouble())
          .isLessThanOrEqualTo(each.get("alertsPerWeek").asDouble());
    }
    JsonNode first = lines.get(0);
    assertThat(OffsetDateTime.parse(first.get("onset").asText()).toInstant())
        .isBetween(WAVE.minusSeconds(1), WAVE.plusSeconds(3600));
    assertThat(first.get("people").asInt()).isGreaterThanOrEqualTo(4);
  }

  @Test
  void presentSensitivity_isAlwaysAmongThoseCompared() throws Exception {
    List<JsonNode> lines = json("two");
    assertThat(lines.get(lines.size() - 1).get("sensitivities"))
        .extracting(each -> each.get("falsePerWeek").asDouble())
        .containsExactly(0.25, 2.0);
  }

  @Test
  void csv_hasOneHeadForBothKindsOfRows() {
    Map<String, Integer> records = new LinkedHashMap<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(DONE.get("csv").out())) {
      csv.forEach(row -> records.merge(row.getField("record"), 1, Integer::sum));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(records).containsEntry("sensitivity", 4).containsKey("episode");
  }

  @Test
  void picture_isWellFormed_andNamesTheSeries() throws Exception {
    assertThat(DONE.get("picture").exit()).isZero();
    Document svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(folder.resolve("picture.svg").toFile());
    assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
    assertThat(svg.getDocumentElement().getTextContent())
        .contains("预警回测", "全部涉警", "每日负面帖文", "0.25");
    assertThat(svg.getElementsByTagName("rect").getLength()).isGreaterThan(DAYS - 7);
    assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(4);
    assertThat(svg.getElementsByTagName("script").getLength()).isZero();
  }

  @Test
  void from_judgesOnlyWhatFollows() throws Exception {
    List<JsonNode> lines = json("behind");
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).get("from").asText()).startsWith("2026-05-20T00:00:00");
  }

  @Test
  void whatAHomeHolds_isReadWithoutItsAuthors_andSaysSo() throws Exception {
    List<JsonNode> lines = json("index");
    JsonNode summary = lines.get(lines.size() - 1);
    assertThat(summary.get("alerts").asInt()).isPositive();
    assertThat(summary.get("people").asText()).contains("每条原帖按一人计");
    assertThat(DONE.get("index table").out()).contains("每条原帖按一人计", "使用武力与权利");
  }

  @Test
  void badInput_isOneClearLineAndExitCodeTwo() {
    assertRefused("nothing kept", "nothing was kept", "--file");
    assertRefused("missing", "there is no file", "none.jsonl");
    assertRefused("folder", "there is no file");
    assertRefused("order", "--from must be earlier than --to");
    assertRefused("zero", "--false-per-week", "falsePerWeek");
    assertRefused("index short", "too short a period", "8 days");
    assertThat(DONE.get("short").exit()).isEqualTo(2);
    assertThat(DONE.get("short").err()).contains("too short a period", "8 days");
    assertThat(DONE.get("word").exit()).isEqualTo(2);
    assertThat(DONE.get("word").err()).contains("--false-per-week");
    assertThat(DONE.get("picture nowhere").exit()).isEqualTo(2);
  }

  private static List<JsonNode> json(String name) throws Exception {
    Done done = DONE.get(name);
    assertThat(done.exit()).as(done.err()).isZero();
    List<JsonNode> all = new ArrayList<>();
    for (String line : done.lines()) {
      all.add(new ObjectMapper().readTree(line));
    }
    return all;
  }

  private static void assertRefused(String name, String... parts) {
    Done done = DONE.get(name);
    assertThat(done.exit()).as(name + done.err()).isEqualTo(2);
    assertThat(done.out()).isEmpty();
    assertThat(CommandLines.nonBlank(done.err()))
        .singleElement()
        .asString()
        .startsWith("qingting: ")
        .contains(parts);
  }
}
