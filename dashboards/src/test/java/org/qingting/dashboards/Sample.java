package org.qingting.dashboards;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.model.Alert;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.FetchReport;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.SourceStatus;
import org.qingting.model.Tone;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

/** A small index and desk in a directory, around a fixed time. */
final class Sample implements Closeable {
  static final Instant NOW = Instant.parse("2026-03-20T04:00:00Z");
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>";
  static final String ALERT = "a".repeat(32);
  static final String LEAD = "c".repeat(32);
  static final String WITHDRAWN = "d".repeat(32);
  static final String EARLIER = "e".repeat(32);
  private static final Instant EARLIER_ONSET = NOW.minus(Duration.ofDays(9));
  static final String INCIDENT = "b".repeat(32);

  final LuceneIndex index;
  final OpinionWriter writer;
  final OpinionReader reader;
  final AlertDesk desk;

  Sample(Path directory) throws IOException {
    index = new LuceneIndex(directory.resolve("index"));
    writer = index.openWriter("");
    writer.put(
        opinion(
                1,
                Duration.ofHours(2),
                "报案半天没人来",
                "打了三次电话，派出所出警慢，态度还很生硬。",
                Tone.NEGATIVE,
                List.of("inaction", "attitude"),
                "柳河镇",
                INCIDENT)
            .opinion());
    writer.put(
        opinion(
                2,
                Duration.ofHours(3),
                "",
                "办户口的窗口排了一上午，民警很耐心。",
                Tone.POSITIVE,
                List.of("counters"),
                "青禾县",
                "")
            .opinion());
    writer.put(
        opinion(
                3,
                Duration.ofDays(3),
                "路口通报",
                "交警通报：柳河镇路口发生事故，正在处理。" + SCRIPT,
                Tone.NEUTRAL,
                List.of("traffic"),
                "柳河镇",
                "")
            .opinion());
    writer.put(
        opinion(
                4,
                Duration.ofHours(1),
                "报案半天没人来",
                "打了三次电话，派出所出警慢，态度还很生硬。",
                Tone.NEGATIVE,
                List.of("inaction"),
                "柳河镇",
                INCIDENT)
            .asRepost(id(1)));
    writer.commit();
    reader = index.openReader();
    desk = new AlertDesk(SqliteDeskStore.open(directory.resolve("desk.db")));
    desk.accept(
        new Alert(
            ALERT,
            0,
            Alert.Phase.RAISED,
            new Series(Series.Kind.INCIDENT, INCIDENT),
            NOW.minus(Duration.ofHours(3)),
            NOW.minus(Duration.ofHours(2)),
            12,
            1.84,
            9,
            2,
            5,
            List.of(id(1), "f".repeat(32)),
            false,
            "test",
            60,
            0.3,
            45,
            Alert.Trigger.BURST),
        List.of("出警慢", "生硬"),
        new Findings(
            7,
            3,
            true,
            List.of(id(1)),
            List.of(new Findings.Count("inaction", 6)),
            List.of(new Findings.Count("柳河镇", 6)),
            new Findings.Kinds(6, 4, 1, 0),
            List.of(new Findings.Earlier(EARLIER, EARLIER_ONSET))),
        NOW);
    desk.accept(
        new Lead(
            LEAD,
            1,
            List.of("custody", "death"),
            "柳河镇" + SCRIPT,
            INCIDENT,
            NOW.minus(Duration.ofDays(3)),
            List.of(id(3), "f".repeat(32)),
            2,
            4,
            "test"));
    desk.accept(
        alert(WITHDRAWN, Alert.Phase.WITHDRAWN, NOW.minus(Duration.ofHours(9))), List.of(), NOW);
    desk.accept(alert(EARLIER, Alert.Phase.ENDED, EARLIER_ONSET), List.of(), NOW);
    SourceStatus bad = SourceStatus.unknown("forum");
    for (int i = 0; i < 3; i++) {
      bad =
          bad.after(
              new FetchReport("forum", NOW, FetchReport.Outcome.FAILED, 0, "connection refused"));
    }
    desk.accept(
        List.of(
            SourceStatus.unknown("news")
                .after(new FetchReport("news", NOW, FetchReport.Outcome.FETCHED, 4, "")),
            bad));
  }

  private static Alert alert(String id, Alert.Phase phase, Instant onset) {
    return new Alert(
        id,
        1,
        phase,
        new Series(Series.Kind.THEME_PLACE, "inaction@柳河镇"),
        onset,
        onset.plus(Duration.ofHours(1)),
        6,
        2,
        5,
        1,
        0,
        List.of(),
        false,
        "test",
        20,
        0.3,
        20,
        Alert.Trigger.CLIMB);
  }

  ConsoleSettings settings() {
    return ConsoleSettings.onLoopback(0)
        .withNotice("示例数据", "Sample data")
        .withVersion("test")
        .withClock(Clock.fixed(NOW, ZONE));
  }

  /** Commits one more post. */
  void addOne() throws IOException {
    writer.put(
        opinion(
                9,
                Duration.ofMinutes(5),
                "",
                "民警来得很快。",
                Tone.POSITIVE,
                List.of("praise"),
                "青禾县",
                "")
            .opinion());
    writer.commit();
  }

  /** An opinion that can be marked as a repost. */
  record Draft(Opinion opinion) {
    Opinion asRepost(String of) {
      return new Opinion(opinion.post().asRepostOf(of), opinion.analysis(), opinion.incident());
    }
  }

  private static Draft opinion(
      int number,
      Duration ago,
      String title,
      String text,
      Tone tone,
      List<String> themes,
      String place,
      String incident) {
    Instant at = NOW.minus(ago);
    Post post =
        new Post(
            id(number),
            number == 2 ? "javascript:alert(3)" : "http://news.example/" + number + ".html",
            number == 2 ? "letters-2026" : "news",
            number == 2 ? Channel.LETTERS : Channel.ONLINE,
            at,
            at.plusSeconds(60),
            title,
            text,
            "",
            "",
            new Engagement(3, 2, 1, 90));
    Analysis analysis =
        new Analysis(
            "派出所 出警 慢",
            true,
            List.of("派出所"),
            tone,
            tone == Tone.NEGATIVE ? 0.91f : 0.1f,
            0.05f,
            0.04f,
            themes,
            List.of(place),
            List.of("出警", "态度"),
            "test",
            List.of());
    return new Draft(new Opinion(post, analysis, incident));
  }

  static String id(int number) {
    return String.format("%032x", number);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    writer.close();
    desk.close();
  }
}
