package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.pipeline.commands.CommandLines.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.commands.CommandLines.Done;

class SearchCommandTest {
  private static final String POSTS =
      """
      {"id":"p1","source":"bbs","publishedAt":"2026-11-03T08:15:00+08:00","text":"青禾县派出所补办身份证，窗口的民警很耐心，点赞，谢谢！"}
      {"id":"p2","source":"bbs","publishedAt":"2026-11-04T09:15:00+08:00","text":"报警三次都没人来，派出所不作为，太失望了，气死人。"}
      {"id":"p3","source":"news","publishedAt":"2026-11-05T10:15:00+08:00","title":"青禾县公安局通报","text":"青禾县公安局通报一起电信诈骗案，追回被骗资金十二万元。"}
      {"id":"p4","source":"bbs","publishedAt":"2026-11-06T00:30:00+08:00","text":"=HYPERLINK(\\"http://sheet.example/\\",\\"交警罚单\\") 违停罚单贴得飞快，态度还特别凶，太气人了。"}
      {"id":"p5","source":"bbs","publishedAt":"2026-11-07T12:15:00+08:00","text":"\\u001b[31m交警\\u001b[2J在学校\\u009b5m门口\\u202e疏导\\u0007交通，下雨天也没撤岗。"}
      """;

  private static final String LETTERS =
      """
      {"id":"q1","source":"letters-box","publishedAt":"2026-11-08T10:00:00+08:00","text":"来信反映户籍窗口收费标准没有公示，请派出所公开。"}
      """;

  @TempDir static Path folder;

  private static final Map<String, String[]> LINES = new LinkedHashMap<>();
  private static final Map<String, Done> DONE = new LinkedHashMap<>();

  static {
    LINES.put("empty home", line("search", "--home", "nowhere-at-all", "民警"));
    LINES.put("posts", line("import", "--config", "office.yaml", "posts.jsonl"));
    LINES.put("letters", line("import", "--channel", "letters", "letters.jsonl"));
    LINES.put("table", line("search", "派出所"));
    LINES.put("limited", line("search", "--limit", "1"));
    LINES.put("all", line("search", "--format", "jsonl"));
    LINES.put("csv", line("search", "--format", "csv"));
    LINES.put("oldest", line("search", "--format", "jsonl", "--order", "oldest"));
    LINES.put("phrase", line("search", "--format", "jsonl", "\"补办身份证\""));
    LINES.put("without", line("search", "--format", "jsonl", "派出所", "-失望"));
    LINES.put("either", line("search", "--format", "jsonl", "诈骗", "|", "罚单"));
    LINES.put(
        "day", line("search", "--format", "jsonl", "--from", "2026-11-04", "--to", "2026-11-05"));
    LINES.put(
        "moment",
        line(
            "search",
            "--format",
            "jsonl",
            "--from",
            "2026-11-05T10:15",
            "--to",
            "2026-11-05T16:30:00Z"));
    LINES.put("tone", line("search", "--format", "jsonl", "--tone", "negative"));
    LINES.put("tones", line("search", "--format", "jsonl", "--tone", "positive,neutral"));
    LINES.put("theme", line("search", "--format", "jsonl", "--theme", "fraud"));
    LINES.put("place", line("search", "--format", "jsonl", "--place", "青禾县"));
    LINES.put("source", line("search", "--format", "jsonl", "--source", "news"));
    LINES.put("channel", line("search", "--format", "jsonl", "--channel", "letters"));
    LINES.put("none", line("search", "--format", "jsonl", "无人写过的词"));
    LINES.put("bad day", line("search", "--from", "2026-13-40"));
    LINES.put("bad tone", line("search", "--tone", "angry"));
    LINES.put("bad channel", line("search", "--channel", "phone"));
    LINES.put("bad format", line("search", "--format", "xml"));
    LINES.put("bad limit", line("search", "--limit", "-1"));
    LINES.put("limit no number", line("search", "--limit", "ten"));
    LINES.put("unknown option", line("search", "--colour", "red"));
    LINES.put("missing value", line("search", "--from"));
  }

  @BeforeAll
  static void runThem() throws Exception {
    Files.writeString(folder.resolve("posts.jsonl"), POSTS);
    Files.writeString(folder.resolve("letters.jsonl"), LETTERS);
    Files.writeString(folder.resolve("office.yaml"), "places: [青禾县]\n");
    List<String[]> lines = new ArrayList<>();
    for (String[] each : LINES.values()) {
      String[] copy = each.clone();
      for (int i = 0; i < copy.length; i++) {
        if (copy[i].endsWith(".jsonl")
            || copy[i].endsWith(".yaml")
            || copy[i].startsWith("nowhere")) {
          copy[i] = folder.resolve(copy[i]).toString();
        }
      }
      lines.add(copy);
    }
    List<Done> all = CommandLines.run(folder.resolve("home"), lines);
    int next = 0;
    for (String name : LINES.keySet()) {
      DONE.put(name, all.get(next++));
    }
  }

  @Test
  void emptyHome_saysWhatToDo() {
    assertRefused("empty home", "nothing was kept in", "import");
  }

  @Test
  void everyPost_isFoundNewestFirst() throws Exception {
    assertThat(found("all")).containsExactly("q1", "p5", "p4", "p3", "p2", "p1");
    assertThat(found("oldest")).containsExactly("p1", "p2", "p3", "p4", "p5", "q1");
    assertThat(found("none")).isEmpty();
    assertThat(DONE.get("none").exit()).isZero();
  }

  @Test
  void words_areFoundAsTyped() throws Exception {
    assertThat(found("phrase")).containsExactly("p1");
    assertThat(found("without")).containsExactly("q1", "p1");
    assertThat(found("either")).containsExactly("p4", "p3");
  }

  @Test
  void days_areWholeDaysInChina_andTimesAreExact() throws Exception {
    assertThat(found("day")).containsExactly("p3", "p2");
    // 16:30 UTC is 00:30 of the next day, and "to" excludes that very moment.
    assertThat(found("moment")).containsExactly("p3");
  }

  @Test
  void filters_keepWhatTheyName() throws Exception {
    assertThat(found("tone")).contains("p2", "p4").doesNotContain("p1", "p3");
    assertThat(found("tones")).contains("p1", "p3").doesNotContain("p2", "p4");
    assertThat(found("tone").size() + found("tones").size()).isEqualTo(6);
    assertThat(found("theme")).contains("p3").doesNotContain("p1", "p2", "p4", "p5");
    assertThat(found("place")).containsExactly("p3", "p1");
    assertThat(found("source")).containsExactly("p3");
    assertThat(found("channel")).containsExactly("q1");
  }

  @Test
  void jsonLine_carriesTheOpinionWhole_withRangesThatMatch() throws Exception {
    JsonNode post = json("phrase").get(0);
    assertThat(post.get("publishedAt").asText()).isEqualTo("2026-11-03T08:15:00+08:00");
    assertThat(post.get("id").asText()).matches("[0-9a-f]{32}");
    assertThat(post.get("police").asBoolean()).isTrue();
    assertThat(post.get("tone").asText()).isEqualTo("positive");
    float sum = 0;
    for (String tone : List.of("negative", "neutral", "positive")) {
      sum += post.get(tone).floatValue();
    }
    assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-3f));
    StringBuilder matched = new StringBuilder();
    for (JsonNode range : post.get("highlights")) {
      matched.append(post.get("text").asText(), range.get(0).asInt(), range.get(1).asInt());
    }
    assertThat(matched.toString()).isEqualTo("补办身份证");
  }

  @Test
  void table_marksItsMatches_andCounts() {
    List<String> lines = DONE.get("table").lines();
    assertThat(lines).hasSize(4);
    assertThat(lines.subList(0, 3)).allSatisfy(row -> assertThat(row).contains("【派出所】"));
    assertThat(lines.get(2)).startsWith("2026-11-03 08:15  正面  bbs");
    assertThat(lines.get(3)).isEqualTo("3 / 3");
    assertThat(DONE.get("limited").lines()).hasSize(2).last().isEqualTo("1 / 6");
  }

  @Test
  void csv_isReadBackWhole_andNoCellIsAFormula() {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(DONE.get("csv").out())) {
      List<NamedCsvRecord> rows = reader.stream().toList();
      assertThat(rows).hasSize(6);
      assertThat(rows)
          .allSatisfy(
              row ->
                  assertThat(row.getFields())
                      .noneMatch(cell -> cell.matches("(?s)[=+@\\t\\r-].*")));
      assertThat(rows.get(2).getField("text"))
          .startsWith("'=HYPERLINK(\"http://sheet.example/\",\"交警罚单\")");
      assertThat(rows.get(3).getField("title")).isEqualTo("青禾县公安局通报");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void textThatWouldSteerTheTerminal_isShownWithoutItsControls() {
    Done table = DONE.get("limited");
    String all = DONE.get("csv").out() + table.out() + DONE.get("all").out();
    assertThat(all).doesNotContain("\u001b", "\u009b", "\u0007", "\u202e");
    assertThat(all).contains("疏导");
  }

  @Test
  void badOption_isRefusedWithOneClearLine() {
    assertRefused("bad day", "--from", "'2026-13-40'", "write 2026-11-03");
    assertRefused("bad tone", "'angry'", "negative, neutral or positive");
    assertRefused("bad channel", "'phone'", "letters");
    assertRefused("bad limit", "--limit");
    assertRefused("unknown option", "--colour", "--help");
  }

  @Test
  void valueThatCannotBe_isNamedWithoutAStackTrace() {
    for (String name : List.of("bad format", "limit no number", "missing value")) {
      Done done = DONE.get(name);
      assertThat(done.exit()).as(name).isEqualTo(2);
      assertThat(done.err()).as(name).doesNotContain("\tat ", "Exception");
      assertThat(done.out()).as(name).isEmpty();
    }
    assertThat(DONE.get("bad format").err()).contains("xml", "jsonl");
    assertThat(DONE.get("limit no number").err()).contains("--limit", "ten");
    assertThat(DONE.get("missing value").err()).contains("--from");
  }

  private static void assertRefused(String name, String... parts) {
    Done done = DONE.get(name);
    assertThat(done.exit()).as(name).isEqualTo(2);
    assertThat(done.out()).as(name).isEmpty();
    assertThat(CommandLines.nonBlank(done.err()))
        .as(name)
        .singleElement()
        .asString()
        .startsWith("qingting: ")
        .contains(parts);
  }

  /** Posts by a word of theirs, as named above. */
  private static List<String> found(String name) throws Exception {
    Map<String, String> marks =
        Map.of("补办身份证", "p1", "报警三次", "p2", "电信诈骗", "p3", "罚单", "p4", "疏导", "p5", "收费标准", "q1");
    List<String> ids = new ArrayList<>();
    for (JsonNode post : json(name)) {
      String text = post.get("text").asText();
      marks.entrySet().stream()
          .filter(mark -> text.contains(mark.getKey()))
          .forEach(mark -> ids.add(mark.getValue()));
    }
    return ids;
  }

  private static List<JsonNode> json(String name) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (String line : DONE.get(name).lines()) {
      all.add(new ObjectMapper().readTree(line));
    }
    return all;
  }
}
