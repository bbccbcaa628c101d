package org.qingting.pipeline.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.sensitivity.Proposal;
import org.qingting.alerts.sensitivity.Sensitivities;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.model.Series;

/** What people decide at the desk of a home is in the state of its job. */
class DecisionsTest {
  private static final Person ZHANG = new Person("zhang", "张敏", Set.of(Role.OFFICER));
  private static final Person CHIEF = new Person("chief", "李局", Set.of(Role.CHIEF));
  private static final Random RANDOM = new Random(11);

  @TempDir Path folder;

  @Test
  void aConfirmedSensitivity_reachesTheDetector_andStaysWhenTheJobStartsAgain() throws Exception {
    Path root = folder.resolve("home");
    Home.open(root).close();
    String unconfirmed = propose(root, "无人村").id();
    String first = confirm(root, propose(root, "示例村").id());
    goOn(root, 1);
    assertThat(held(root, List.of(first, unconfirmed))).containsExactly(first);
    String second = confirm(root, propose(root, "样例村").id());
    goOn(root, 2);
    assertThat(held(root, List.of(first, second, unconfirmed))).containsExactly(first, second);
  }

  private static Proposal propose(Path root, String place) throws Exception {
    try (SqliteDeskStore store = SqliteDeskStore.open(new HomePaths(root).desk())) {
      return new Sensitivities(store, RANDOM)
          .propose(new Series(Series.Kind.PLACE, place), 2, 14, "赶集", ZHANG, Instant.now());
    }
  }

  private static String confirm(Path root, String id) throws Exception {
    try (SqliteDeskStore store = SqliteDeskStore.open(new HomePaths(root).desk())) {
      return new Sensitivities(store, RANDOM).confirm(id, CHIEF, Instant.now()).id();
    }
  }

  /** Runs the job until it has taken a post, and stops it with a savepoint. */
  private static void goOn(Path root, int number) throws IOException {
    StringBuilder posts = new StringBuilder();
    TakenIn.append(posts, number, "第%d位走失老人由民警送回家", Instant.now());
    TakenIn.by(root, posts.toString(), "dd0" + number);
  }

  /** Which of the ids the newest savepoint holds. */
  private static List<String> held(Path root, List<String> ids) throws IOException {
    Path savepoint = new Lineage(new HomePaths(root).checkpoints()).newest().orElseThrow();
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(savepoint)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return ids.stream().filter(id -> all.indexOf(id) >= 0).toList();
  }
}
