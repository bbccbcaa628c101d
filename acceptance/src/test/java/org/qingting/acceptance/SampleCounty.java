package org.qingting.acceptance;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.dashboards.ConsoleSettings;
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

/**
 * An invented county: three weeks of ordinary days around a fixed time, then a negative wave about
 * one market. The same posts every time.
 */
final class SampleCounty implements Closeable {
  static final Instant NOW = Instant.parse("2026-03-20T07:30:00Z");
  static final String SCRIPT =
      "<img src=x onerror=\"window.hurt=1\"><script>window.hurt=1</script>";
  static final String INCIDENT = "c0ffee".repeat(5) + "00";
  private static final Duration SPAN = Duration.ofDays(21);
  private static final Duration WAVE = Duration.ofHours(7);
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final List<String> PLACES = List.of("青禾县", "东关街道", "柳河镇", "石桥镇", "城北新区", "云岭乡");
  private static final Map<String, String> SOURCES =
      Map.of(
          "qinghe-news", "青禾新闻网",
          "qinghe-evening", "青禾晚报",
          "qinghe-forum", "青禾论坛",
          "county-board", "县域问政板");

  private final Random random = new Random(20260320);
  private final Map<String, List<Draft>> drafts = new HashMap<>();
  private final Map<String, List<Draft>> bags = new HashMap<>();
  private final List<String> wave = new ArrayList<>();
  private final OpinionWriter writer;
  final OpinionReader reader;
  final AlertDesk desk;
  private int made;

  /** A line of the resource. */
  private record Draft(
      List<String> themes, Tone tone, String title, String text, List<String> keywords) {}

  SampleCounty(Path directory) throws IOException {
    readDrafts();
    LuceneIndex index = new LuceneIndex(directory.resolve("index"));
    writer = index.openWriter("");
    ordinaryDays();
    negativeWave();
    writer.commit();
    reader = index.openReader();
    desk = new AlertDesk(SqliteDeskStore.open(directory.resolve("desk.db")));
    raise();
    report();
  }

  ConsoleSettings settings() {
    return ConsoleSettings.onLoopback(0)
        .withNotice(
            "示例数据：以下内容均为演示而编写，并非真实舆情。",
            "Sample data: everything below is invented for demonstration.")
        .withVersion("0.1.0")
        .withSourceNames(SOURCES)
        .withClock(Clock.fixed(NOW, ZONE));
  }

  /** Commits one more post, the newest of all. */
  void publish(String title, String text) throws IOException {
    Draft draft = new Draft(List.of("openness"), Tone.NEUTRAL, title, text, List.of("公告"));
    writer.put(opinion(draft, "青禾县", "qinghe-news", NOW.minusSeconds(5), "", Channel.ONLINE));
    writer.commit();
  }

  /** Commits a post that claims a death, and puts the lead of it on the desk. */
  void claim(String place, String text) throws IOException {
    Draft draft = new Draft(List.of("safety"), Tone.NEGATIVE, "", text, List.of("桥头"));
    Opinion claim = opinion(draft, place, "qinghe-forum", NOW.minusSeconds(90), "", Channel.ONLINE);
    writer.put(claim);
    writer.commit();
    Post post = claim.post();
    desk.accept(
        new Lead(
            post.id(),
            0,
            List.of("death"),
            place,
            "",
            post.eventTime(),
            List.of(post.id()),
            1,
            2,
            "sample"));
  }

  private void readDrafts() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("posts.tsv")),
                StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          String[] cells = line.split("\t", -1);
          drafts
              .computeIfAbsent(cells[0], kind -> new ArrayList<>())
              .add(
                  new Draft(
                      List.of(cells[1].split(",")),
                      Tone.of(cells[2]),
                      cells[3],
                      cells[4],
                      List.of(cells[5].split(","))));
        }
      }
    }
  }

  private void ordinaryDays() throws IOException {
    for (Instant hour = NOW.minus(SPAN); hour.isBefore(NOW); hour = hour.plusSeconds(3600)) {
      int local = hour.atZone(ZONE).getHour();
      double expected = local < 6 ? 0.25 : local < 9 ? 1.2 : local < 22 ? 2.1 : 0.9;
      for (int i = poisson(expected); i > 0; i--) {
        Instant at = hour.plusSeconds(random.nextInt(3600));
        if (at.isBefore(NOW.minusSeconds(600))) {
          Draft draft = pick("day");
          String place = PLACES.get((int) (PLACES.size() * Math.pow(random.nextDouble(), 1.5)));
          boolean letter = random.nextInt(25) == 0;
          String source = letter ? "letters-2026" : source(draft);
          writer.put(
              opinion(draft, place, source, at, "", letter ? Channel.LETTERS : Channel.ONLINE));
        }
      }
    }
  }

  private void negativeWave() throws IOException {
    long minutes = WAVE.toMinutes();
    for (int i = 0; i < 46; i++) {
      double share = Math.sqrt((i + 1) / 46.0);
      Instant at = NOW.minus(WAVE).plusSeconds((long) (share * (minutes - 12) * 60));
      Opinion opinion = opinion(pick("wave"), "柳河镇", "qinghe-forum", at, INCIDENT, Channel.ONLINE);
      writer.put(opinion);
      if (opinion.analysis().tone() == Tone.NEGATIVE) {
        wave.add(opinion.post().id());
      }
      if (i % 9 == 0) {
        for (int copy = 0; copy < 4; copy++) {
          Opinion again =
              opinion(pick("wave"), "柳河镇", "county-board", at.plusSeconds(60), "", Channel.ONLINE);
          writer.put(
              new Opinion(
                  again.post().asRepostOf(opinion.post().id()), opinion.analysis(), INCIDENT));
        }
      }
    }
    writer.put(
        opinion(
            pick("reply"), "柳河镇", "qinghe-news", NOW.minusSeconds(1500), INCIDENT, Channel.ONLINE));
  }

  private void raise() throws IOException {
    Instant onset = NOW.minus(Duration.ofMinutes(330));
    Series incident = new Series(Series.Kind.INCIDENT, INCIDENT);
    List<String> words = List.of("推搡", "卖菜老人", "掀筐", "执法记录", "粗暴执法", "道歉", "集市");
    List<String> newest = wave.subList(wave.size() - 12, wave.size());
    String id = "a1".repeat(16);
    desk.accept(
        new Alert(
            id,
            0,
            Alert.Phase.RAISED,
            incident,
            onset,
            onset.plusSeconds(3600),
            9,
            0.9,
            8,
            1,
            4,
            newest.subList(0, 6),
            false,
            "sample",
            60,
            0.3,
            45,
            Alert.Trigger.BURST),
        words,
        onset.plusSeconds(3660));
    desk.accept(
        new Alert(
            id,
            1,
            Alert.Phase.UPDATED,
            incident,
            onset,
            NOW.minusSeconds(720),
            38,
            3.2,
            31,
            2,
            20,
            newest,
            false,
            "sample",
            60,
            0.3,
            45,
            Alert.Trigger.BURST),
        words,
        new Findings(
            17,
            9,
            false,
            List.of(newest.get(2), newest.get(5), newest.get(9)),
            List.of(new Findings.Count("force", 30), new Findings.Count("attitude", 11)),
            List.of(new Findings.Count("柳河镇", 38)),
            new Findings.Kinds(38, 9, 22, 0),
            List.of(new Findings.Earlier("b2".repeat(16), NOW.minus(Duration.ofDays(6))))),
        NOW.minusSeconds(600));
    Instant earlier = NOW.minus(Duration.ofDays(6));
    desk.accept(
        new Alert(
            "b2".repeat(16),
            0,
            Alert.Phase.ENDED,
            new Series(Series.Kind.THEME_PLACE, "traffic@东关街道"),
            earlier,
            earlier.plus(Duration.ofHours(9)),
            14,
            3.6,
            12,
            3,
            2,
            List.of(),
            false,
            "sample",
            60,
            0.3,
            45,
            Alert.Trigger.BURST),
        List.of("违停", "拥堵"),
        earlier.plus(Duration.ofHours(9)));
    Instant falsely = NOW.minus(Duration.ofDays(2));
    desk.accept(
        new Alert(
            "c3".repeat(16),
            1,
            Alert.Phase.WITHDRAWN,
            new Series(Series.Kind.THEME, "counters"),
            falsely,
            falsely.plus(Duration.ofHours(1)),
            6,
            2.1,
            5,
            1,
            0,
            List.of(),
            false,
            "sample",
            20,
            0.3,
            25,
            Alert.Trigger.BURST),
        List.of("排队"),
        falsely.plus(Duration.ofHours(1)));
  }

  private void report() throws IOException {
    List<SourceStatus> statuses = new ArrayList<>();
    for (String source : List.of("qinghe-news", "qinghe-evening", "qinghe-forum")) {
      statuses.add(
          SourceStatus.unknown(source)
              .after(
                  new FetchReport(
                      source, NOW.minusSeconds(40), FetchReport.Outcome.FETCHED, 300, "")));
    }
    SourceStatus board =
        SourceStatus.unknown("county-board")
            .after(
                new FetchReport(
                    "county-board", NOW.minusSeconds(7200), FetchReport.Outcome.FETCHED, 20, ""));
    for (int i = 0; i < 4; i++) {
      board =
          board.after(
              new FetchReport(
                  "county-board",
                  NOW.minusSeconds(300L * (4 - i)),
                  FetchReport.Outcome.FAILED,
                  0,
                  "连接超时（10 秒）"));
    }
    statuses.add(board);
    desk.accept(statuses);
  }

  /** Each draft comes once before any comes again. */
  private Draft pick(String kind) {
    List<Draft> left = bags.computeIfAbsent(kind, key -> new ArrayList<>());
    if (left.isEmpty()) {
      left.addAll(drafts.get(kind));
      Collections.shuffle(left, random);
    }
    return left.remove(left.size() - 1);
  }

  private String source(Draft draft) {
    if (draft.title().isEmpty()) {
      return "qinghe-forum";
    }
    return random.nextBoolean() ? "qinghe-news" : "qinghe-evening";
  }

  private int poisson(double mean) {
    double limit = Math.exp(-mean);
    int count = 0;
    for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }

  private Opinion opinion(
      Draft draft, String place, String source, Instant at, String incident, Channel channel) {
    String id = String.format("%032x", ++made);
    boolean online = channel == Channel.ONLINE;
    Engagement engagement =
        online
            ? new Engagement(random.nextInt(60), random.nextInt(20), random.nextInt(9), 0)
            : Engagement.NONE;
    Post post =
        new Post(
            id,
            online ? "http://" + source + ".example/" + made + ".html" : "",
            source,
            channel,
            at,
            at.plusSeconds(20),
            draft.title().replace("{p}", place),
            draft.text().replace("{p}", place),
            "",
            "",
            engagement);
    Analysis analysis =
        new Analysis(
            String.join(" ", draft.keywords()),
            true,
            List.of("派出所"),
            draft.tone(),
            draft.tone() == Tone.NEGATIVE ? 0.9f : 0.05f,
            draft.tone() == Tone.NEUTRAL ? 0.9f : 0.05f,
            draft.tone() == Tone.POSITIVE ? 0.9f : 0.05f,
            draft.themes(),
            List.of(place),
            draft.keywords(),
            "sample",
            List.of());
    return new Opinion(post, analysis, incident);
  }

  @Override
  public void close() throws IOException {
    reader.close();
    writer.close();
    desk.close();
  }
}
