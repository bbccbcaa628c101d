package org.qingting.acceptance.cluster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Posts of an office: weeks of ordinary life, and two waves in recent hours. All are too short to
 * be taken for copies of each other, so that nothing depends on which of them comes first.
 */
final class OfficePosts {
  /** Where the first wave rises, and is over when it is judged. */
  static final String FIRST_PLACE = "柳湾镇";

  /** Where the second rises while posts come in. */
  static final String SECOND_PLACE = "白石乡";

  private static final int WAVE = 48;
  private static final Duration PAST = Duration.ofDays(24);
  private static final String[] ORDINARY = {
    "户籍窗口的民警很耐心，一次办好", "柳湾镇交警在校门口护学", "社区民警上门讲防诈骗", "白石乡派出所夜里也有人值班", "路口的交警在指挥，车走得顺"
  };

  /** Two matters that share no word, each always told in the same words: so that it is one. */
  private static final String[] ANGRY = {"%s民警当街打人，太过分了", "%s报警半天没人来，心寒"};

  private final Instant now;

  /** Those of an office whose day is this one. */
  OfficePosts(Instant now) {
    this.now = now;
  }

  /** Ordinary weeks and, two hours ago, a wave. */
  int withFinishedWave(Path file, int ordinary) throws IOException {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(2));
    return write(file, "a", ordinary, FIRST_PLACE, hour.plusSeconds(60), Duration.ofMinutes(57));
  }

  /** The same weeks by other people and, within this hour, a wave. */
  int withWaveOfNow(Path file, int ordinary) throws IOException {
    Instant hour = now.truncatedTo(ChronoUnit.HOURS);
    return write(file, "b", ordinary, SECOND_PLACE, hour, Duration.between(hour, now));
  }

  private int write(
      Path file, String name, int ordinary, String place, Instant from, Duration length)
      throws IOException {
    Instant start = from.minus(PAST);
    Duration quiet = PAST.minus(Duration.ofHours(6));
    // The wave comes with the first posts: what is killed soon after has told of some of it.
    int spacing = Math.max(1, ordinary / (10 * WAVE));
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      int angry = 0;
      for (int i = 0; i < ordinary; i++) {
        Instant at = start.plusMillis(quiet.toMillis() * i / ordinary);
        out.write(line(name, i, at, ORDINARY[i % ORDINARY.length]));
        if (i % spacing == 0 && angry < WAVE) {
          Instant then = from.plusMillis(length.toMillis() * angry / WAVE);
          String text = ANGRY[angry % ANGRY.length].formatted(place);
          out.write(line(name, ordinary + angry, then, text));
          angry++;
        }
      }
    }
    return ordinary + WAVE;
  }

  private static String line(String name, int i, Instant at, String text) {
    return String.format(
        "{\"url\":\"%s\",\"source\":\"bbs-%d\",\"publishedAt\":\"%s\",\"text\":\"%s\","
            + "\"author\":\"示例网友%s%d\"}%n",
        url(name, i), i % 3, at, text, name, i % 997);
  }

  private static String url(String name, int i) {
    return "http://bbs.example/" + name + "/" + i;
  }
}
