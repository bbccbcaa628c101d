package org.qingting.alerts.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The desk, killed again and again while it takes alerts and tells of them. */
class KilledDeskTest {
  private static final int KILLS = 6;

  /** No more than one message can name, so that what was told can be read from it. */
  private static final int ALERTS = 8;

  @TempDir Path folder;

  @Test
  void whateverTheKillHits_everyAlertIsTold_andNoneAgainOnceThatWasNoted() throws Exception {
    Random random = new Random(11);
    List<String> accepted = new ArrayList<>();
    long millis = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = start("k" + kill, ALERTS, millis);
      try (BufferedReader out = reader(child)) {
        // Some die while they take alerts, some while they tell of them.
        int lines = random.nextInt(ALERTS) + 1;
        for (int i = 0; i < lines; i++) {
          accepted.add(out.readLine());
        }
        TimeUnit.MILLISECONDS.sleep(random.nextInt(350));
        child.toHandle().destroyForcibly();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
          if (line.matches("k\\d+-\\d")) {
            accepted.add(line);
          }
        }
      }
      child.waitFor();
      millis += 300_000;
      // Before more gathers than one message can name.
      finish(millis);
      millis += 300_000; // more than the fast clock of a child can gain
    }
    assertThat(accepted).isNotEmpty().doesNotContainNull();
    Map<String, Long> told = told();
    for (String id : accepted) {
      assertThat(told).containsKey(id + ".0");
    }
    // Told twice is only what was in flight when a process died.
    assertThat(told.values().stream().mapToLong(Long::longValue).max().orElse(0))
        .isLessThanOrEqualTo(KILLS);
    long again = told.values().stream().filter(times -> times > 1).count();
    System.out.println("told " + told.size() + ", told again after a kill " + again);
    Map<String, Long> before = told();
    finish(millis);
    assertThat(told()).isEqualTo(before);
  }

  private void finish(long millis) throws IOException, InterruptedException {
    Process last = start("last", 0, millis);
    assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(last.exitValue()).isZero();
  }

  private Map<String, Long> told() throws IOException {
    return Files.readAllLines(folder.resolve("told")).stream()
        .filter(line -> line.matches("k\\d+-\\d\\.0"))
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  private static BufferedReader reader(Process child) {
    return new BufferedReader(
        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
  }

  private Process start(String name, int alerts, long millis) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
            "-cp",
            System.getProperty("java.class.path"),
            DeskChild.class.getName(),
            folder.toString(),
            name,
            Integer.toString(alerts),
            Long.toString(millis))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
