package org.qingting.pipeline.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.desk.Episode;
import org.qingting.model.Alert;
import org.qingting.model.Opinion;
import org.qingting.model.Tone;
import org.qingting.pipeline.job.Receipt;

/** What an earlier release wrote is read by this one; see the README beside the file. */
class StoredSnapshotTest {
  /** Posts of the imported file, and those of the demo that it found beside them. */
  private static final int POSTS = 134;

  private static final int ALL = 555;

  /** The job remembers posts for 120 days; after that only the index tells a repeat. */
  private static final Duration REMEMBERED = Duration.ofDays(118);

  @TempDir Path folder;

  private Path root;
  private String posts;
  private boolean remembered;

  @BeforeEach
  void restore() throws IOException {
    root = folder.resolve("home");
    Path file = Files.write(folder.resolve("snapshot.zip"), resource("snapshot-0.1.zip"));
    posts = new String(resource("snapshot-posts.jsonl"), StandardCharsets.UTF_8);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Instant made = zip.getEntry("MANIFEST").getLastModifiedTime().toInstant();
      remembered = Instant.now().isBefore(made.plus(REMEMBERED));
    }
    try (Home home = Home.open(root)) {
      assertThat(Backup.read(file, home)).isEqualTo(39);
    }
  }

  @Test
  void opinionsAndAlerts_areThereAsTheyWere() throws IOException {
    Map<String, Opinion> opinions = TakenIn.opinions(root);
    assertThat(opinions).hasSize(ALL);
    Opinion angry = the(opinions, "青禾县民警当街打人");
    assertThat(angry.analysis().tone()).isEqualTo(Tone.NEGATIVE);
    assertThat(angry.analysis().places()).containsExactly("青禾县");
    assertThat(angry.analysis().themes()).contains("force");
    assertThat(opinions.values().stream().filter(o -> !o.post().repostOf().isEmpty()))
        .isNotEmpty()
        .allSatisfy(repost -> assertThat(opinions).containsKey(repost.post().repostOf()));
    List<Episode> alerts = TakenIn.alerts(root);
    assertThat(alerts).isNotEmpty();
    assertThat(alerts)
        .allSatisfy(
            alert -> {
              assertThat(alert.raised().phase()).isEqualTo(Alert.Phase.RAISED);
              assertThat(alert.raised().observed()).isGreaterThanOrEqualTo(5);
              assertThat(opinions).containsKeys(alert.raised().evidence().toArray(String[]::new));
              assertThat(alert.words()).isNotEmpty();
            });
  }

  @Test
  void theJobGoesOnFromIt_knowsItsPosts_andTakesNewOnes() throws IOException {
    Map<String, Opinion> before = TakenIn.opinions(root);
    List<Episode> alerts = TakenIn.alerts(root);
    Receipt again = TakenIn.by(root, posts, "bb01");
    assertThat(again.total()).isEqualTo(POSTS);
    assertThat(TakenIn.opinions(root)).containsOnlyKeys(before.keySet());
    if (remembered) {
      assertThat(again).isEqualTo(new Receipt("bb01", 0, POSTS, 0));
      assertThat(TakenIn.opinions(root)).isEqualTo(before);
      assertThat(TakenIn.alerts(root)).isEqualTo(alerts);
    }
    StringBuilder more = new StringBuilder();
    TakenIn.append(more, 700, "青禾县民警第%d次护送走失老人回家，家属感谢。", Instant.now());
    assertThat(TakenIn.by(root, more.toString(), "bb02")).isEqualTo(new Receipt("bb02", 1, 0, 0));
    assertThat(TakenIn.opinions(root)).hasSize(ALL + 1).containsKeys(keys(before));
  }

  private static String[] keys(Map<String, Opinion> opinions) {
    return opinions.keySet().toArray(String[]::new);
  }

  private static Opinion the(Map<String, Opinion> opinions, String beginning) {
    return opinions.values().stream()
        .filter(opinion -> opinion.post().text().startsWith(beginning))
        .findFirst()
        .orElseThrow();
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = StoredSnapshotTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}
