package org.qingting.dashboards.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.alerts.cases.By;
import org.qingting.alerts.cases.CaseFile;
import org.qingting.alerts.cases.Member;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.cases.State;
import org.qingting.alerts.cases.Statement;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.alerts.effect.StatementCounts.Vanished;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.model.Alert;
import org.qingting.model.Analysis;
import org.qingting.model.Channel;
import org.qingting.model.Engagement;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.OpinionReader;
import org.qingting.search.OpinionWriter;
import org.qingting.search.lucene.LuceneIndex;

class StatementEffectsTest {
  private static final Instant PUBLISHED = Instant.parse("2026-11-10T08:20:00Z");
  private static final Instant NOW = PUBLISHED.plus(Duration.ofHours(3));
  private static final String CLAIM = "柳河镇派出所民警在夜市掀翻摊主的三轮车，一车水果全毁了，谁来管管？";
  private static final String NOTICE = "经调取现场监控和执法记录仪，三轮车系倒车时与护栏剐蹭后侧翻，民警到场后协助扶车。";
  private static final By BY = new By("zhang", "张敏");

  @TempDir Path directory;
  private AlertDesk desk;
  private OpinionWriter writer;
  private OpinionReader reader;
  private StatementEffects effects;

  @BeforeEach
  void open() throws IOException {
    desk = new AlertDesk(SqliteDeskStore.open(directory.resolve("desk.db")));
    effects = new StatementEffects(desk);
    writer = new LuceneIndex(directory.resolve("index")).openWriter("");
    put(1, PUBLISHED.minusSeconds(4000), CLAIM);
    put(2, PUBLISHED.minusSeconds(3000), "扩散！" + CLAIM);
    put(3, PUBLISHED.plusSeconds(3000), "转：" + NOTICE);
    writer.commit();
    reader = new LuceneIndex(directory.resolve("index")).openReader();
  }

  @AfterEach
  void close() throws IOException {
    reader.close();
    writer.close();
    desk.close();
  }

  private void put(int number, Instant at, String text) throws IOException {
    String id = "%032x".formatted(number);
    writer.put(
        new Opinion(
            new Post(id, "", "forum", Channel.ONLINE, at, at, "", text, "", "", Engagement.NONE),
            new Analysis(
                text,
                true,
                List.of("民警"),
                Tone.NEGATIVE,
                0.9f,
                0.1f,
                0,
                List.of("force"),
                List.of(),
                List.of(),
                "test-1",
                List.of()),
            ""));
  }

  private static Statement statement(String id, Outcome outcome, Instant published) {
    return new Statement(
        id,
        Statement.Kind.NOTICE,
        outcome,
        "情况通报",
        NOTICE,
        BY,
        PUBLISHED,
        List.of(),
        "",
        published);
  }

  private static CaseFile file(List<Statement> statements, List<CaseFile.Probe> probes) {
    Instant onset = PUBLISHED.minus(Duration.ofHours(2));
    Member theme =
        new Member(
            "a".repeat(32),
            1,
            Alert.Phase.CONFIRMED,
            new Series(Series.Kind.THEME, "force"),
            "force",
            "",
            onset,
            PUBLISHED,
            2,
            0.1,
            2,
            1,
            0,
            List.of("%032x".formatted(1), "%032x".formatted(3)));
    return new CaseFile(
        theme.id(),
        State.PUBLISHED,
        onset,
        List.of(theme),
        Map.of(),
        Set.of(),
        new CaseFile.Grade(Level.LARGE, "", null, null, null),
        new CaseFile.Whereabouts(Jurisdiction.Verdict.LOCAL, null),
        null,
        null,
        null,
        statements,
        List.of(),
        List.of(),
        Set.of(),
        null,
        List.of(),
        List.of(),
        probes,
        null);
  }

  @Test
  void nothingIsSaid_beforeAStatementIsPublished() throws IOException {
    assertThat(effects.of(reader, file(List.of(), List.of()), NOW)).isEmpty();
    assertThat(
            effects.of(reader, file(List.of(statement("1", Outcome.UNTRUE, null)), List.of()), NOW))
        .isEmpty();
  }

  @Test
  void claimsAreThoseFromBeforeTheStatement_soTheNoticeIsNoClaim() throws IOException {
    EffectView view =
        effects
            .of(reader, file(List.of(statement("1", Outcome.UNTRUE, PUBLISHED)), List.of()), NOW)
            .orElseThrow();

    assertThat(view.verdict()).isEqualTo("CANNOT_TELL");
    assertThat(view.reasons()).contains("TOO_RECENT", "TOO_SHORT_BEFORE");
    assertThat(view.claimBefore()).isEqualTo(2);
    assertThat(view.correctionBefore()).isZero();
    assertThat(view.claimAfter()).isZero();
    assertThat(view.correctionAfter()).isEqualTo(1);
    assertThat(view.vanished()).isNull();
    assertThat(view.curve()).extracting(EffectView.Point::seen).contains(2L, 1L);
    assertThat(view.chinese()).contains("无法判断");
  }

  @Test
  void theStatementThatSaysWhatWasFoundIsJudged_andTheNewestLookForItsPosts() throws IOException {
    Instant first = PUBLISHED.minusSeconds(3600);
    List<Statement> both =
        List.of(statement("1", Outcome.CHECKING, first), statement("2", Outcome.UNTRUE, PUBLISHED));
    List<CaseFile.Probe> probes =
        List.of(
            new CaseFile.Probe("2", "24h", PUBLISHED.plusSeconds(7200), 50, 4),
            new CaseFile.Probe("2", "1h", PUBLISHED.plusSeconds(3600), 50, 1),
            new CaseFile.Probe("1", "48h", PUBLISHED.plusSeconds(9000), 9, 9));

    EffectView view = effects.of(reader, file(both, probes), NOW).orElseThrow();

    assertThat(view.published()).isEqualTo(PUBLISHED);
    assertThat(view.vanished()).isEqualTo(new Vanished(50, 4));
  }

  @Test
  void anAnswerIsRemembered_forHalfAMinute_untilTheCaseKnowsMore() throws IOException {
    CaseFile file = file(List.of(statement("1", Outcome.UNTRUE, PUBLISHED)), List.of());
    EffectView view = effects.of(reader, file, NOW).orElseThrow();
    put(4, PUBLISHED.plusSeconds(60), CLAIM);
    writer.commit();
    reader.refresh();

    assertThat(effects.of(reader, file, NOW.plusSeconds(29))).containsSame(view);
    assertThat(effects.of(reader, file, NOW.plusSeconds(30)).orElseThrow().claimAfter())
        .isEqualTo(1);
    CaseFile probed =
        file(
            List.of(statement("1", Outcome.UNTRUE, PUBLISHED)),
            List.of(new CaseFile.Probe("1", "1h", NOW, 5, 0)));
    assertThat(effects.of(reader, probed, NOW.plusSeconds(31)).orElseThrow().vanished())
        .isEqualTo(new Vanished(5, 0));
  }
}
