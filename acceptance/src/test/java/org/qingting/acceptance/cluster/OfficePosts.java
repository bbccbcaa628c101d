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
  private static final String[] ANGRY = {
    "%s民警当街打人，太过分了",
    "%s派出所暴力执法，气得发抖",
    "%s民警打了老人，太恶劣了",
    "%s辅警扇人耳光，简直是土匪",
    "%s警察打人没人管，可恨",
    "%s民警动手打人，无法无天"
  };

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
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < ordinary; i++) {
        Instant at = start.plusMillis(quiet.toMillis() * i / ordinary);
        out.write(line(name, i, at, ORDINARY[i % ORDINARY.length]));
      }
      for (int i = 0; i < WAVE; i++) {
        Instant at = from.plusMillis(length.toMillis() * i / WAVE);
        out.write(line(name, ordinary + i, at, ANGRY[i % ANGRY.length].formatted(place)));
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
