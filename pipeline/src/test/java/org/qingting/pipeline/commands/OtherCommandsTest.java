package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.pipeline.commands.CommandLines.line;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.pipeline.commands.CommandLines.Done;
import org.qingting.pipeline.faults.QingtingProcess;

/** What needs no job to run: help, analysis, evaluation, and refusals. */
class OtherCommandsTest {
  private static final List<String> COMMANDS =
      List.of(
          "demo",
          "run",
          "import",
          "search",
          "analyze",
          "evaluate",
          "backtest",
          "backup",
          "restore");

  @TempDir static Path folder;

  private static final Map<String, Done> DONE = new LinkedHashMap<>();

  @BeforeAll
  static void runThem() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    Path home = folder.resolve("home");
    Map<String, String[]> lines = new LinkedHashMap<>();
    lines.put("nothing", line());
    lines.put("--help", line("--help"));
    lines.put("--version", line("--version"));
    for (String command : COMMANDS) {
      lines.put("help of " + command, line(command, "--help"));
    }
    lines.put("help of evaluate tone", line("evaluate", "tone", "--help"));
    lines.put("unknown command", line("serach", "民警"));
    lines.put("analyze", line("analyze", "临溪镇派出所民警态度恶劣，太气人了"));
    lines.put("analyze strange", line("analyze", "\u0001\u202e\ufffe=!", "民警"));
    lines.put("evaluate", line("evaluate", "tone", "--data", "../examples/tone.tsv"));
    lines.put("evaluate missing", line("evaluate", "tone", "--data", path("none.tsv")));
    Files.write(folder.resolve("gbk.tsv"), "negative\t太气人了\n".getBytes("GBK"));
    lines.put("evaluate gbk", line("evaluate", "tone", "--data", path("gbk.tsv")));
    Files.writeString(folder.resolve("bad.tsv"), "negative\t太气人了\nangry\t气\n");
    lines.put("evaluate bad", line("evaluate", "tone", "--data", path("bad.tsv")));
    lines.put(
        "evaluate model",
        line("evaluate", "tone", "--model", "deep", "--data", "../examples/tone.tsv"));
    lines.put("help of evaluate spikes", line("evaluate", "spikes", "--help"));
    writeCounts();
    lines.put("evaluate spikes", line("evaluate", "spikes", "--data", path("spikes")));
    lines.put("evaluate spikes nowhere", line("evaluate", "spikes", "--data", path("none")));
    Files.createDirectories(folder.resolve("unnamed"));
    Files.writeString(folder.resolve("unnamed/windows.json"), "{\"a.csv\": []}");
    lines.put("evaluate spikes no file", line("evaluate", "spikes", "--data", path("unnamed")));
    lines.put("run without config", line("run"));
    lines.put("run missing config", line("run", "--config", path("none.yaml")));
    Files.writeString(folder.resolve("key.yaml"), "keep: all\nsource: []\n");
    lines.put("run unknown key", line("run", "--config", path("key.yaml")));
    Files.writeString(folder.resolve("empty.yaml"), "keep: all\n");
    lines.put("run no source", line("run", "--config", path("empty.yaml")));
    Files.writeString(
        folder.resolve("secret.yaml"),
        "sources:\n- {id: s, kind: feed, url: 'https://news.example.org/rss'}\n"
            + "channels:\n- {name: duty, kind: wecom,"
            + " url: 'https://qyapi.example.org/send?key=${env:QINGTING_NOT_THERE}'}\n");
    lines.put(
        "run without secret",
        line("run", "--home", path("secret-home"), "--config", path("secret.yaml")));
    lines.put("import into file", line("import", "--home", file.toString(), file.toString()));
    lines.put("backup of nothing", line("backup", "--home", home.toString(), path("b.zip")));
    lines.put("backup over file", line("backup", "--home", home.toString(), file.toString()));
    lines.put("restore missing", line("restore", "--home", home.toString(), path("none.zip")));
    lines.put("restore no zip", line("restore", "--home", home.toString(), file.toString()));
    List<Done> all =
        CommandLines.run(folder.resolve("default-home"), new ArrayList<>(lines.values()));
    int next = 0;
    for (String name : lines.keySet()) {
      DONE.put(name, all.get(next++));
    }
  }

  /** Three weeks of five posts an hour, and three hours of two hundred in the last of them. */
  private static void writeCounts() throws IOException {
    Files.createDirectories(folder.resolve("spikes"));
    Files.writeString(
        folder.resolve("spikes/windows.json"),
        "{\"counts.csv\": [[\"2026-11-19 20:00:00.000000\", \"2026-11-20 04:00:00.000000\"]]}");
    StringBuilder csv = new StringBuilder("timestamp,value\n");
    LocalDateTime at = LocalDateTime.parse("2026-11-01T00:00:00");
    for (int hour = 0; hour < 21 * 24; hour++) {
      csv.append(at.plusHours(hour).format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")))
          .append(hour >= 452 && hour < 455 ? ",200\n" : ",5\n");
    }
    Files.writeString(folder.resolve("spikes/counts.csv"), csv);
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void help_isThereForEveryCommand() {
    assertThat(DONE.get("--help").exit()).isZero();
    assertThat(DONE.get("--help").out()).contains(COMMANDS);
    assertThat(DONE.get("--version").out().strip()).isEqualTo("qingting 0.1.0");
    for (String command : COMMANDS) {
      Done help = DONE.get("help of " + command);
      assertThat(help.exit()).as(command).isZero();
      assertThat(help.out()).as(command).contains("Usage: qingting " + command);
      assertThat(help.err()).as(command).isEmpty();
    }
    assertThat(DONE.get("help of evaluate tone").out()).contains("--data");
    assertThat(DONE.get("help of evaluate spikes").out())
        .contains("--data", "windows.json", "timestamp,value");
  }

  @Test
  void run_withoutTheSecretOfAChannel_saysWhichIsMissing() {
    Done done = DONE.get("run without secret");
    assertThat(done.exit()).isEqualTo(2);
    assertThat(done.err())
        .contains("channel 'duty'", "the environment variable QINGTING_NOT_THERE is not set");
  }

  @Test
  void noCommand_orAnUnknownOne_showsWhatThereIs() {
    assertThat(DONE.get("nothing").exit()).isEqualTo(2);
    assertThat(DONE.get("nothing").err()).contains("Usage: qingting").contains(COMMANDS);
    assertThat(DONE.get("unknown command").exit()).isEqualTo(2);
    assertThat(DONE.get("unknown command").err()).contains("serach").doesNotContain("\tat ");
  }

  @Test
  void analyze_printsWhatWasUnderstood() throws Exception {
    JsonNode read = new ObjectMapper().readTree(DONE.get("analyze").out());
    assertThat(read.get("police").asBoolean()).isTrue();
    assertThat(read.get("tone").asText()).isEqualTo("negative");
    assertThat(read.get("mentions")).extracting(JsonNode::asText).contains("派出所", "民警");
    assertThat(read.get("themes")).extracting(JsonNode::asText).contains("attitude");
    assertThat(read.get("version").asText()).isNotEmpty();
  }

  @Test
  void analyze_takesAnyText() throws Exception {
    Done strange = DONE.get("analyze strange");
    assertThat(strange.exit()).isZero();
    assertThat(new ObjectMapper().readTree(strange.out()).get("police").asBoolean()).isTrue();
  }

  @Test
  void analyze_readsEmojiAsTyped_fromAProcessOfItsOwn() throws Exception {
    try (QingtingProcess alone =
        QingtingProcess.start(folder.resolve("default-home"), "analyze", "民警来了😀太感谢了")) {
      assertThat(alone.waitFor(60)).as(alone.output()).isZero();
      JsonNode read = new ObjectMapper().readTree(alone.out());
      assertThat(read.get("words").asText()).isEqualTo("民警 来 了 太 感谢 了");
      assertThat(read.get("tone").asText()).isEqualTo("positive");
    }
  }

  @Test
  void evaluate_endsWithOneJsonLine() throws Exception {
    Done evaluated = DONE.get("evaluate");
    assertThat(evaluated.exit()).as(evaluated.err()).isZero();
    List<String> lines = evaluated.lines();
    JsonNode line = new ObjectMapper().readTree(lines.get(lines.size() - 1));
    assertThat(line.isObject()).isTrue();
    assertThat(line.get("n").asInt())
        .isEqualTo(Files.readAllLines(Path.of("..", "examples", "tone.tsv")).size());
  }

  @Test
  void evaluateSpikes_endsWithOneJsonLine() throws Exception {
    Done evaluated = DONE.get("evaluate spikes");
    assertThat(evaluated.exit()).as(evaluated.err()).isZero();
    JsonNode line = new ObjectMapper().readTree(evaluated.out());
    assertThat(line.get("nabScore").asDouble()).isEqualTo(100);
    assertThat(line.get("windows").asInt()).isEqualTo(1);
    assertThat(line.get("found").asInt()).isEqualTo(1);
    assertThat(line.get("falseAlarmsPerSeriesWeek").asDouble()).isZero();
  }

  @Test
  void evaluate_refusesWhatItCannotMeasure() {
    assertRefused("evaluate missing", 2, "there is no file", "none.tsv");
    assertRefused("evaluate gbk", 2, "gbk.tsv is not UTF-8");
    assertRefused("evaluate bad", 2, "bad.tsv", "2", "angry");
    assertRefused("evaluate model", 2, "'deep'", "--model linear");
    assertRefused("evaluate spikes nowhere", 2, "none", "there is no windows.json");
    assertRefused("evaluate spikes no file", 2, "unnamed", "there is no a.csv");
  }

  @Test
  void run_refusesAConfigurationThatCannotBeUsed() {
    assertThat(DONE.get("run without config").exit()).isEqualTo(2);
    assertThat(DONE.get("run without config").err()).contains("--config").doesNotContain("\tat ");
    assertRefused("run missing config", 2, "none.yaml", "qingting.example.yaml");
    assertRefused("run unknown key", 2, "key.yaml line 2", "'source'", "sources");
    assertRefused("run no source", 2, "empty.yaml", "sources:");
  }

  @Test
  void homeThatIsAFile_isNamed() {
    assertRefused("import into file", 1, "is a file where a folder is needed", "QINGTING_HOME");
  }

  @Test
  void backupAndRestore_refuseWhatCannotBe() {
    assertRefused("backup of nothing", 1, "nothing to back up");
    assertRefused("backup over file", 2, "exists already", "another name");
    assertRefused("restore missing", 2, "there is no file", "none.zip");
    assertRefused("restore no zip", 1, "file", "no whole qingting backup");
    assertThat(folder.resolve("b.zip")).doesNotExist();
    assertThat(folder.resolve("file")).hasContent("in the way");
  }

  private static void assertRefused(String name, int exit, String... parts) {
    Done done = DONE.get(name);
    assertThat(done.out()).as(name).isEmpty();
    assertThat(CommandLines.nonBlank(done.err()))
        .as(name)
        .singleElement()
        .asString()
        .startsWith("qingting: ")
        .contains(parts);
    assertThat(done.exit()).as(name).isEqualTo(exit);
  }
}
