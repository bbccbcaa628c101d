package org.qingting.pipeline.home;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Episode;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.ingest.intake.ImportReader;
import org.qingting.ingest.intake.Line;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.spool.SpoolWriter;
import org.qingting.model.Alert;
import org.qingting.model.Arrival;
import org.qingting.model.Channel;
import org.qingting.model.Opinion;
import org.qingting.model.Series;
import org.qingting.pipeline.config.Configuration;
import org.qingting.pipeline.config.ConfigurationException;
import org.qingting.pipeline.job.Receipt;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/** Posts on their way into a home, and what the home then holds. */
final class TakenIn {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(90).toNanos();

  private TakenIn() {}

  /** Takes JSON Lines in as {@code import} does, with a job that is stopped with a savepoint. */
  static Receipt by(Path root, String jsonLines, String batch) throws IOException {
    try (Home home = Home.open(root)) {
      home.clearWorkingFiles();
      HomePaths paths = home.paths();
      List<Arrival> arrivals = arrivals(paths, jsonLines, batch);
      try (Office office = Office.open(home, Configuration.DEFAULT, false)) {
        office.begin(Instant.now());
        new SpoolWriter(paths.spool()).write(arrivals);
        Receipts receipts = new Receipts(paths);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Receipt receipt = Receipt.none(batch);
        while (receipt.total() < arrivals.size()) {
          if (System.nanoTime() > deadline) {
            throw new IOException("no end: " + receipt + " " + office.trouble().orElse(""));
          }
          LockSupport.parkNanos(20_000_000);
          receipt = receipts.of(batch).orElse(receipt);
        }
        office.stop();
        return receipt;
      } catch (ConfigurationException e) {
        throw new IllegalStateException("the defaults are no configuration", e);
      }
    }
  }

  private static List<Arrival> arrivals(HomePaths paths, String jsonLines, String batch)
      throws IOException {
    Anonymizer anonymizer = Intake.anonymizer(paths, Instant.now());
    List<Arrival> arrivals = new ArrayList<>();
    ImportReader.read(
        new ByteArrayInputStream(jsonLines.getBytes(StandardCharsets.UTF_8)),
        "posts.jsonl",
        line -> {
          if (!(line instanceof Line.Accepted post)) {
            throw new IllegalArgumentException(line.toString());
          }
          arrivals.add(
              anonymizer.anonymize(
                  post.post(),
                  post.source(),
                  Channel.ONLINE,
                  post.outerId(),
                  Instant.now(),
                  batch));
        });
    return arrivals;
  }

  /** Everything in the index by post id; a post that is in it twice is refused. */
  static Map<String, Opinion> opinions(Path root) throws IOException {
    Map<String, Opinion> all = new LinkedHashMap<>();
    try (OpinionReader reader = new LuceneIndex(new HomePaths(root).index()).openReader()) {
      reader.forEach(
          OpinionQuery.ALL.withReposts(true),
          hit -> {
            if (all.put(hit.opinion().post().id(), hit.opinion()) != null) {
              throw new IllegalStateException("twice in the index: " + hit.opinion().post().id());
            }
          });
    }
    return all;
  }

  static List<Episode> alerts(Path root) throws IOException {
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(new HomePaths(root).desk()))) {
      return desk.alerts(1000, true);
    }
  }

  /** An alert at the desk; an import alone raises none, since sources must be heard for that. */
  static void state(Path root, Instant now) throws IOException {
    Alert alert =
        new Alert(
            "0123456789abcdef0123456789abcdef",
            0,
            Alert.Phase.RAISED,
            Series.OVERALL,
            now.minus(Duration.ofHours(1)),
            now,
            12,
            0.5,
            12,
            3,
            0,
            List.of(),
            false,
            SpikeDetector.VERSION,
            14,
            0.2,
            90,
            Alert.Trigger.BURST);
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(new HomePaths(root).desk()))) {
      desk.accept(alert, List.of("打人"), now);
    }
  }

  /** Ten ordinary days, and then a wave about one matter within the last hour. */
  static String wave(Instant now) {
    String[] ordinary = {
      "户籍窗口办身份证，民警耐心解释，第%d位来办事的人也很快办完。",
      "交警第%d次到学校门口护学，孩子们过马路很安全。",
      "社区民警上门宣传防范电信诈骗，走访了%d户居民。",
      "派出所提醒市民，第%d期夜间巡逻从今晚开始。"
    };
    String[] angry = {
      "民警当街打人，把拍照的人按在地上，太过分了",
      "派出所暴力执法还不承认，看完视频气得发抖",
      "打了人连句道歉都没有，这样的警察让人心寒",
      "要求公开执法记录，民警殴打老人太恶劣",
      "几个警察围着一个学生拳打脚踢，无法无天",
      "我亲眼看见辅警扇人耳光，简直是土匪",
      "去派出所讨说法反被训斥，失望透顶",
      "警察打人没人管，投诉电话也打不通，可恨",
      "受伤的大叔还在医院，警方一句话不说，真无耻",
      "说好的文明执法呢，民警动手就打，气愤",
      "孩子被吓哭了，出警的人还骂骂咧咧，恶心",
      "再不处理打人的民警，谁还敢相信派出所"
    };
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 120; i++) {
      append(lines, i, ordinary[i % ordinary.length], now.minus(Duration.ofHours(2L * (120 - i))));
    }
    for (int i = 120; i < 132; i++) {
      append(lines, i, angry[i % angry.length], now.minusSeconds(200L * (132 - i)));
    }
    return lines.toString();
  }

  /** So many calm posts of one day, enough that the job's state no longer fits into one file. */
  static String calm(int posts, Instant from) {
    StringBuilder lines = new StringBuilder();
    for (int i = 10_000; i < 10_000 + posts; i++) {
      append(lines, i, "第%d位市民办好了户口，窗口民警很耐心", from.plusSeconds(i));
    }
    return lines.toString();
  }

  static void append(StringBuilder lines, int i, String text, Instant at) {
    lines.append(
        String.format(
            "{\"id\":\"w%d\",\"source\":\"bbs-%d\",\"publishedAt\":\"%s\",\"text\":\"%s\","
                + "\"author\":\"示例网友%d\"}%n",
            i,
            i % 3,
            at.atOffset(ZoneOffset.ofHours(8)),
            text.contains("%d") ? String.format(text, i) : text,
            i));
  }
}
