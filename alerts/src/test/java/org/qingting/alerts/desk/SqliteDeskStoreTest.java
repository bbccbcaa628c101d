package org.qingting.alerts.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDeskStoreTest extends DeskStoreContract {
  @TempDir Path folder;

  @Override
  protected DeskStore open() throws IOException {
    return SqliteDeskStore.open(file());
  }

  private Path file() {
    return folder.resolve("home").resolve("desk.db");
  }

  @Test
  void processesKilledWhileWriting_leaveEveryDocumentTheyReported() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 3; round++) {
      List<Process> children = new ArrayList<>();
      List<Integer> reported = new ArrayList<>();
      try {
        for (int child = 0; child < 2; child++) {
          children.add(start("r" + round + "c" + child));
        }
        for (Process child : children) {
          reported.add(readThenKill(child, 5 + random.nextInt(30)));
        }
      } finally {
        children.forEach(Process::destroyForcibly);
      }
      try (DeskStore store = SqliteDeskStore.open(file())) {
        for (int child = 0; child < children.size(); child++) {
          for (int i = 0; i <= reported.get(child); i++) {
            assertThat(store.get("alert", "r" + round + "c" + child + "-" + i))
                .map(Document::json)
                .contains("{\"n\":" + i + "}");
          }
        }
        assertThat(store.put(Document.fresh("after", "r" + round, 1, "{}"))).isTrue();
      }
    }
  }

  private Process start(String name) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"),
            WritingChild.class.getName(),
            file().toString(),
            name)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Kills the process (as kill -9 does) after it reported so many; the last that it reported. */
  private static int readThenKill(Process child, int lines) throws Exception {
    int last = -1;
    try (BufferedReader out =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = whole(out)) {
        last = Integer.parseInt(line);
        if (last == lines) {
          // By its handle: the process itself would close its output unread.
          child.toHandle().destroyForcibly();
        }
      }
      assertThat(child.waitFor()).isNotZero();
    }
    assertThat(last).isGreaterThanOrEqualTo(lines);
    return last;
  }

  /** The next line, null at the end; a line that the kill cut short is no report. */
  private static String whole(BufferedReader out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = out.read(); c >= 0; c = out.read()) {
      if (c == '\n') {
        return line.toString().strip();
      }
      line.append((char) c);
    }
    return null;
  }

  @Test
  void aBackupTakenDuringWriting_isAWholeStore() throws IOException {
    SqliteDeskStore store = (SqliteDeskStore) store();
    DeskStore other = store();
    for (int i = 0; i < 50; i++) {
      other.put(Document.fresh("alert", "a" + i, i, "{}"));
    }
    Path copy = folder.resolve("desk-backup.db");
    store.backup(copy);
    other.put(Document.fresh("alert", "later", 99, "{}"));
    try (DeskStore restored = SqliteDeskStore.open(copy)) {
      assertThat(restored.newest("alert", 100)).hasSize(50);
      assertThat(restored.put(Document.fresh("alert", "new", 1, "{}"))).isTrue();
    }
    assertThatThrownBy(() -> store.backup(copy))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("choose a new file name");
    assertThatThrownBy(() -> store.backup(folder.resolve("no/such/folder/b.db")))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFileThatIsNoDatabase_isRefusedAndLeftAsItIs() throws IOException {
    Files.createDirectories(file().getParent());
    String content = "这不是数据库。".repeat(500);
    Files.writeString(file(), content);
    assertThatThrownBy(this::store)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a database: choose another file");
    assertThat(Files.readString(file())).isEqualTo(content);
    assertThatThrownBy(() -> SqliteDeskStore.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void anotherProgramsDatabase_isRefused() throws Exception {
    change("CREATE TABLE theirs (x)");
    assertThatThrownBy(this::store)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another program's database");
  }

  @Test
  void aStoreOfTheFirstVersion_isTakenOver_itsAlertsWaitForTheirCase() throws Exception {
    for (String sql :
        new String[] {
          "CREATE TABLE document (kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL,"
              + " ord INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID",
          "CREATE INDEX document_ord ON document (kind, ord DESC, id)",
          "INSERT INTO document VALUES ('alert', 'a', 3, 5, '{}'), ('sources', 'all', 1, 0, '{}')",
          "PRAGMA application_id = " + 0x51546473,
          "PRAGMA user_version = 1"
        }) {
      change(sql);
    }
    DeskStore store = store();
    assertThat(store.due("alert", 0, 10)).extracting(Document::id).containsExactly("a");
    assertThat(store.due("sources", Long.MAX_VALUE, 10)).isEmpty();
    assertThat(store.put(store.get("alert", "a").orElseThrow().with(6, "{}"))).isTrue();
    assertThat(store().get("alert", "a").orElseThrow().version()).isEqualTo(4);
  }

  @Test
  void aStoreOfANewerVersion_isRefusedWithAWayOut() throws Exception {
    store().close();
    change("PRAGMA user_version = 3");
    assertThatThrownBy(this::store)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("newer version")
        .hasMessageContaining("restore a backup");
  }

  @Test
  void aFullDisk_isTold_andWhatWasStoredStays() throws Exception {
    store().close();
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
    try (Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = 20"); // what a full disk answers, without one
    }
    DeskStore full = SqliteDeskStore.over(connection, file());
    int[] stored = {0};
    String json = "{\"x\":\"" + "y".repeat(2000) + "\"}";
    try (full) {
      assertThatThrownBy(
              () -> {
                while (full.put(Document.fresh("alert", "a" + stored[0], 1, json))) {
                  stored[0]++;
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessageContaining("disk is full: free some space");
    }
    assertThat(stored[0]).isBetween(5, 100);
    DeskStore roomy = store();
    assertThat(roomy.newest("alert", 1000)).hasSize(stored[0]);
    assertThat(roomy.put(Document.fresh("alert", "more", 1, json))).isTrue();
  }

  private void change(String sql) throws SQLException, IOException {
    Files.createDirectories(file().getParent());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
