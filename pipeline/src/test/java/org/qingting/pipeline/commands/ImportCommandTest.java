package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.pipeline.commands.CommandLines.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.commands.CommandLines.Done;

class ImportCommandTest {
  private static final String POSTS =
      """
      {"id":"a1","source":"bbs","publishedAt":"2026-11-03T08:15:00+08:00","text":"临溪镇派出所办证很快，民警耐心。","author":"示例网友1"}
      {"id":"a2","source":"bbs","publishedAt":"2026-11-03T09:15:00+08:00","text":"报警三次没人来，派出所不作为。","author":"示例网友2"}

      {"id":"a3","source":"bbs","publishedAt":"2026-11-03T10:15:00+08:00","text":"半截的一行
      {"id":"a1","source":"bbs","publishedAt":"2026-11-03T08:15:00+08:00","text":"临溪镇派出所办证很快，民警耐心。","author":"示例网友1"}
      {"id":"a4","source":"bbs","text":"没有写时间的民警表扬信。"}
      {"id":"a5","source":"bbs","publishedAt":"昨天","text":"时间写得不对的民警表扬信。"}
      {"id":"a6","publishedAt":"2026-11-03T11:15:00+08:00","text":"没有写来源。"}
      {"id":"a7","source":"bbs","publishedAt":"2026-11-03T12:15:00+08:00","text":""}
      ["不是对象"]
      {"id":"a8","source":"bbs","publishedAt":"2026-11-03T13:15:00+08:00","text":"交警在校门口疏导交通，辛苦了。","weather":"晴"}
      """;

  private static final String TABLE =
      """
      source,publishedAt,text,author
      来信,2026-11-04T08:00:00+08:00,"户籍窗口态度生硬，
      让人跑了三趟。",示例来信人
      来信,2026-11-04 09:00:00+08:00,感谢社区民警上门调解邻里纠纷。,示例来信人
      来信,十一月四日,时间写得不对。,示例来信人
      """;

  @TempDir static Path folder;

  private static Path posts;
  private static Done first;
  private static Done again;
  private static Done table;
  private static Done everything;
  private static Done rejectedOnly;
  private static Done missing;
  private static Done badChannel;
  private static Done badConfig;

  @BeforeAll
  static void importThem() throws Exception {
    posts = Files.writeString(folder.resolve("posts.jsonl"), POSTS);
    Path gbk = Files.write(folder.resolve("letters.csv"), TABLE.getBytes(Charset.forName("GBK")));
    Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{\n{\n");
    Path config = Files.writeString(folder.resolve("bad.yaml"), "keep: all\nplace: [示例镇]\n");
    List<Done> done =
        CommandLines.run(
            folder.resolve("home"),
            List.of(
                line("import", posts.toString()),
                line("import", posts.toString()),
                line("import", "--channel", "letters", gbk.toString()),
                line("search", "--format", "jsonl", "--order", "oldest"),
                line("import", bad.toString()),
                line("import", folder.resolve("none.jsonl").toString()),
                line("import", "--channel", "phone", posts.toString()),
                line("import", "--config", config.toString(), posts.toString())));
    first = done.get(0);
    again = done.get(1);
    table = done.get(2);
    everything = done.get(3);
    rejectedOnly = done.get(4);
    missing = done.get(5);
    badChannel = done.get(6);
    badConfig = done.get(7);
  }

  @Test
  void lastLine_accountsForEveryLineOfTheFile() throws Exception {
    JsonNode counts = counts(first);
    List<String> fields = new ArrayList<>();
    counts.fieldNames().forEachRemaining(fields::add);
    assertThat(fields)
        .containsExactly("read", "indexed", "duplicates", "rejected", "seconds", "postsPerSecond");
    assertThat(first.exit()).as(first.err()).isZero();
    assertCounts(counts, 10, 3, 1, 6);
    assertThat(counts.get("seconds").asDouble()).isPositive();
    assertThat(counts.get("postsPerSecond").asDouble())
        .isCloseTo(
            10 / counts.get("seconds").asDouble(),
            org.assertj.core.data.Percentage.withPercentage(5));
  }

  @Test
  void importedAgain_allAreDuplicates() throws Exception {
    assertThat(again.exit()).isZero();
    assertCounts(counts(again), 10, 0, 4, 6);
  }

  @Test
  void badLines_standBesideTheFileWithNumberAndReason_butWithoutTheirText() throws Exception {
    Path rejected = posts.resolveSibling("posts.jsonl.rejected");
    List<String> lines = Files.readAllLines(rejected);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0)).startsWith("line 4: not valid JSON");
    assertThat(lines.get(1)).startsWith("line 6: publishedAt is missing; give it as ISO 8601");
    assertThat(lines.get(2)).startsWith("line 7: publishedAt").contains("2026-11-03T08:15:00");
    assertThat(lines.get(3)).isEqualTo("line 8: source is missing");
    assertThat(lines.get(4)).isEqualTo("line 9: text is missing");
    assertThat(lines.get(5)).isEqualTo("line 10: not a JSON object");
    assertThat(String.join("", lines)).doesNotContain("表扬信", "半截");
    assertThat(first.err()).contains("6 lines were rejected", rejected.toString());
  }

  @Test
  void unknownField_isSaidOnceAndCostsNothing() {
    assertThat(first.err()).containsOnlyOnce("unknown field 'weather' is ignored");
  }

  @Test
  void tableInGbk_isReadAsItWasWritten_byItsChannel() throws Exception {
    assertCounts(counts(table), 3, 2, 0, 1);
    List<JsonNode> kept = json(everything);
    assertThat(kept).hasSize(5);
    assertThat(kept.get(3).get("text").asText()).isEqualTo("户籍窗口态度生硬，\n让人跑了三趟。");
    assertThat(kept.get(3).get("source").asText()).isEqualTo("来信");
    assertThat(kept)
        .extracting(post -> post.get("channel").asText())
        .containsExactly("online", "online", "online", "letters", "letters");
    assertThat(Files.readAllLines(folder.resolve("letters.csv.rejected")))
        .singleElement()
        .asString()
        .startsWith("line 5: publishedAt");
  }

  @Test
  void authors_areNowhereInWhatIsFound() {
    assertThat(everything.out()).doesNotContain("示例网友", "示例来信人");
  }

  @Test
  void fileWithoutAGoodLine_isNoFailure_andSaysSo() throws Exception {
    assertThat(rejectedOnly.exit()).isZero();
    assertCounts(counts(rejectedOnly), 2, 0, 0, 2);
    assertThat(rejectedOnly.err()).contains("2 lines were rejected");
  }

  @Test
  void badInput_isOneClearLineAndExitCodeTwo() {
    assertRefused(missing, "there is no file", "none.jsonl");
    assertRefused(badChannel, "--channel", "'phone'", "calls");
    assertRefused(badConfig, "bad.yaml line 2", "unknown key 'place'", "places");
  }

  private static void assertRefused(Done done, String... parts) {
    assertThat(done.exit()).isEqualTo(2);
    assertThat(done.out()).isEmpty();
    assertThat(CommandLines.nonBlank(done.err()))
        .singleElement()
        .asString()
        .startsWith("qingting: ")
        .contains(parts);
  }

  private static void assertCounts(
      JsonNode counts, long read, long indexed, long duplicates, long rejected) {
    assertThat(
            List.of(
                counts.get("read").asLong(),
                counts.get("indexed").asLong(),
                counts.get("duplicates").asLong(),
                counts.get("rejected").asLong()))
        .as("read, indexed, duplicates, rejected")
        .containsExactly(read, indexed, duplicates, rejected);
    assertThat(read).isEqualTo(indexed + duplicates + rejected);
  }

  private static JsonNode counts(Done done) throws Exception {
    List<String> lines = done.lines();
    return new ObjectMapper().readTree(lines.get(lines.size() - 1));
  }

  private static List<JsonNode> json(Done done) throws Exception {
    List<JsonNode> all = new ArrayList<>();
    for (String line : done.lines()) {
      all.add(new ObjectMapper().readTree(line));
    }
    return all;
  }
}
