package org.qingting.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.qingting.alerts.cases.By;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.dashboards.effect.EffectView;
import org.qingting.dashboards.effect.StatementEffects;
import org.qingting.model.Alert;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

/** What followed a statement, asked of an index of 200,000 opinions; nothing remembered. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Thread)
@Fork(value = 1, jvmArgsAppend = "-Xmx768m")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EffectBenchmark {
  private static final int POSTS = 200_000;
  private static final int DIFFERENT = 4_096;
  private static final Duration AROUND = Duration.ofDays(2);
  private static final String INCIDENT = "b".repeat(32);

  /** Opinions of the incident, in the four days around the statement. */
  @Param({"2000", "20000"})
  public int wave;

  private Path folder;
  private AlertDesk desk;
  private OpinionReader reader;
  private StatementEffects effects;
  private CaseFile file;
  private Instant now;

  /** Fills the index, once. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("qingting-effect");
    Opinions opinions = new Opinions(DIFFERENT);
    Instant published = opinions.get(POSTS * 4L / 5).post().publishedAt();
    try (OpinionWriter writer = new LuceneIndex(folder.resolve("index")).openWriter("")) {
      for (int i = 0; i < POSTS; i++) {
        Opinion opinion = opinions.get(i);
        writer.put(i % (POSTS / wave) == 0 ? ofIncident(opinion, published, i) : opinion);
      }
      writer.commit();
    }
    reader = new LuceneIndex(folder.resolve("index")).openReader();
    desk = new AlertDesk(SqliteDeskStore.open(folder.resolve("desk.db")));
    effects = new StatementEffects(desk);
    now = published.plus(AROUND);
    file = file(published);
  }

  private static Opinion ofIncident(Opinion opinion, Instant published, int number) {
    Post post = opinion.post();
    long seconds = (long) (number / (double) POSTS * 2 * AROUND.toSeconds());
    Instant at = published.minus(AROUND).plusSeconds(seconds);
    return new Opinion(
        new Post(
            post.id(),
            post.url(),
            post.source(),
            post.channel(),
            at,
            at,
            post.title(),
            post.text(),
            post.thread(),
            post.repostOf(),
            Engagement.NONE),
        opinion.analysis(),
        INCIDENT);
  }

  private static CaseFile file(Instant published) {
    By by = new By("zhang", "张敏");
    Instant onset = published.minus(AROUND);
    Member incident = member("a", new Series(Series.Kind.INCIDENT, INCIDENT), onset);
    Member theme = member("c", new Series(Series.Kind.THEME, "attitude"), onset);
    Statement statement =
        new Statement(
            "1",
            Statement.Kind.NOTICE,
            Outcome.UNTRUE,
            "情况通报",
            "经调取现场监控和执法记录仪，三轮车系倒车时与护栏剐蹭后侧翻，民警到场后协助摊主扶车并联系修理。",
            by,
            published,
            List.of(),
            "https://police.example/1",
            published);
    return new CaseFile(
        incident.id(),
        org.qingting.alerts.cases.State.PUBLISHED,
        onset,
        List.of(incident, theme),
        Map.of(),
        Set.of(),
        new CaseFile.Grade(Level.LARGE, "", null, null, null),
        new CaseFile.Whereabouts(Jurisdiction.Verdict.LOCAL, null),
        null,
        null,
        null,
        List.of(statement),
        List.of(),
        List.of(),
        Set.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        null);
  }

  private static Member member(String letter, Series series, Instant onset) {
    return new Member(
        letter.repeat(32),
        1,
        Alert.Phase.CONFIRMED,
        series,
        "",
        "",
        onset,
        onset.plusSeconds(3600),
        100,
        5,
        80,
        3,
        10,
        List.of());
  }

  /** Throws the index away. */
  @TearDown
  public void close() throws IOException {
    reader.close();
    desk.close();
    Folders.delete(folder);
  }

  /** One answer. */
  @Benchmark
  public Optional<EffectView> effect() throws IOException {
    now = now.plus(Duration.ofMinutes(1));
    return effects.of(reader, file, now);
  }
}
