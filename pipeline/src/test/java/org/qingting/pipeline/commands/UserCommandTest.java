package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.pipeline.commands.CommandLines.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.Staff;
import org.qingting.pipeline.commands.CommandLines.Done;
import org.qingting.pipeline.faults.QingtingProcess;
import org.qingting.pipeline.home.HomePaths;

/** Accounts by command, while another process (this one) has the same desk open. */
class UserCommandTest {
  private static final String FIRST = " cloud-stream-47 ";
  private static final String SECOND = "another-stream-48";

  @TempDir static Path folder;

  private static final Map<String, Done> DONE = new LinkedHashMap<>();
  private static SqliteDeskStore store;
  private static Staff staff;

  @BeforeAll
  static void runThem() throws Exception {
    Files.writeString(folder.resolve("first"), FIRST + "\n");
    Files.writeString(folder.resolve("second"), SECOND + "\r\n");
    Files.writeString(folder.resolve("short"), "short");
    Files.writeString(folder.resolve("two"), "cloud-stream\n47-rain-cloud\n");
    Files.write(folder.resolve("gbk"), "口令口令口令口令口令口令".getBytes("GBK"));
    Files.createDirectories(folder.resolve("home"));
    store = SqliteDeskStore.open(new HomePaths(folder.resolve("home")).desk());
    staff = new Staff(store);
    Map<String, String[]> lines = new LinkedHashMap<>();
    lines.put("help", line("user", "--help"));
    lines.put("none", on("list"));
    lines.put("add", add("zhang", "张敏", "officer,chief", "first"));
    lines.put("add chinese", add("wang", "王强", "法制审核", "first"));
    lines.put("add again", add("zhang", "张三", "viewer", "second"));
    lines.put("bad id", add("Zhang", "张敏", "officer", "first"));
    lines.put("bad role", add("li", "李", "boss", "first"));
    lines.put("short", add("li", "李", "officer", "short"));
    lines.put("two lines", add("li", "李", "officer", "two"));
    lines.put("gbk", add("li", "李", "officer", "gbk"));
    lines.put("no file", add("li", "李", "officer", "none"));
    lines.put(
        "as argument", on("add", "li", "--name", "李", "--roles", "officer", "--password", SECOND));
    lines.put("roles", on("roles", "zhang", "--roles", "legal"));
    lines.put(
        "password",
        on("password", "zhang", "--password-file", folder.resolve("second").toString()));
    lines.put("disable", on("disable", "wang"));
    lines.put("list", on("list"));
    lines.put("list english", on("list", "--lang", "en"));
    lines.put("disable nobody", on("disable", "nobody"));
    List<Done> all =
        CommandLines.run(folder.resolve("default-home"), new ArrayList<>(lines.values()));
    int next = 0;
    for (String name : lines.keySet()) {
      DONE.put(name, all.get(next++));
    }
  }

  private static String[] on(String... arguments) {
    List<String> all = new ArrayList<>(List.of("user"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--home", folder.resolve("home").toString()));
    return all.toArray(new String[0]);
  }

  private static String[] add(String id, String name, String roles, String file) {
    return on(
        "add",
        id,
        "--name",
        name,
        "--roles",
        roles,
        "--password-file",
        folder.resolve(file).toString());
  }

  @AfterAll
  static void close() throws IOException {
    store.close();
  }

  @Test
  void peopleAreAdded_changed_andListed() {
    assertThat(DONE.get("help").out()).contains("add", "list", "roles", "password", "disable");
    assertThat(DONE.get("none").out().strip()).startsWith("还没有账号：qingting user add");
    assertThat(DONE.get("add").out().strip()).isEqualTo("已添加账号 zhang（张敏）：值班处置、领导签发");
    assertThat(DONE.get("add chinese").out().strip()).isEqualTo("已添加账号 wang（王强）：法制审核");
    assertThat(DONE.get("roles").out().strip()).isEqualTo("账号 zhang 已更新");
    assertThat(DONE.get("password").out().strip()).isEqualTo("账号 zhang 已更新");
    assertThat(DONE.get("disable").out().strip()).isEqualTo("账号 wang 已停用");
    assertThat(DONE.get("list").lines())
        .containsExactlyInAnyOrder("zhang  张敏  法制审核", "wang  王强  法制审核（已停用）");
    assertThat(DONE.get("list english").out()).contains("(disabled)");
    for (String good : List.of("help", "none", "add", "roles", "password", "disable", "list")) {
      assertThat(DONE.get(good).exit()).as(good + " " + DONE.get(good).err()).isZero();
    }
  }

  @Test
  void theProcessThatHasTheDeskOpen_knowsAtOnce() throws IOException {
    Instant now = Instant.now().plus(Duration.ofMinutes(1));
    Person zhang = new Person("zhang", "张敏", Set.of(Role.LEGAL));
    assertThat(staff.logIn("zhang", SECOND.toCharArray(), now))
        .isEqualTo(new Staff.LogIn.Welcome(zhang));
    assertThat(staff.logIn("zhang", FIRST.toCharArray(), now)).isEqualTo(new Staff.LogIn.Wrong());
    assertThat(staff.find("wang")).isEmpty();
    staff.setDisabled("wang", false);
    assertThat(staff.logIn("wang", FIRST.toCharArray(), now))
        .as("blanks belong to a password, the end of the line does not")
        .isInstanceOf(Staff.LogIn.Welcome.class);
  }

  @Test
  void badInput_isRefused_withASentence_andExitCode2() throws IOException {
    Map<String, String> said =
        Map.of(
            "add again", "'zhang' is taken",
            "bad id", "2 to 32 lower-case letters",
            "bad role", "'boss' is no role: viewer, analyst",
            "short", "10 to 200 characters",
            "two lines", "in one line",
            "gbk", "UTF-8",
            "no file", "there is no file",
            "disable nobody", "nobody has the id 'nobody'");
    said.forEach(
        (name, words) -> {
          Done done = DONE.get(name);
          assertThat(done.exit()).as(name + " " + done.err()).isEqualTo(2);
          assertThat(done.err()).as(name).contains(words).doesNotContain("Exception", "\tat ");
          assertThat(done.out()).as(name).isBlank();
        });
    assertThat(DONE.get("as argument").exit()).isEqualTo(2);
    assertThat(staff.find("li")).isEmpty();
  }

  @Test
  void aPasswordIsRead_fromStandardInput() throws Exception {
    String[] add = on("add", "zhao", "--name", "赵", "--roles", "viewer", "--password-stdin");
    try (QingtingProcess process =
        QingtingProcess.start(folder.resolve("default-home"), add).give("雨后的云在山前慢慢走\n")) {
      assertThat(process.waitFor(60)).as(process.err()).isZero();
    }
    assertThat(staff.logIn("zhao", "雨后的云在山前慢慢走".toCharArray(), Instant.now()))
        .isInstanceOf(Staff.LogIn.Welcome.class);
  }

  @Test
  void withoutATerminalToAskAt_theCommandSaysWhatElseThereIs() throws Exception {
    try (QingtingProcess process =
        QingtingProcess.start(
                folder.resolve("default-home"),
                on("add", "qian", "--name", "钱", "--roles", "viewer"))
            .give("")) {
      assertThat(process.waitFor(60)).isEqualTo(2);
      assertThat(process.err()).contains("use --password-stdin or --password-file FILE");
    }
    assertThat(staff.find("qian")).isEmpty();
  }

  @Test
  void noPassword_isPrinted_orLogged() throws IOException {
    for (Done done : DONE.values()) {
      assertThat(done.out() + done.err()).doesNotContain("cloud-stream");
    }
    try (var logs = Files.walk(folder)) {
      for (Path log : logs.filter(path -> path.toString().endsWith(".log")).toList()) {
        assertThat(Files.readString(log)).doesNotContain("cloud-stream", SECOND);
      }
    }
  }
}
