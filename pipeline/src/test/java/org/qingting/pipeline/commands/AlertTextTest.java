package org.qingting.pipeline.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.desk.SqliteDeskStore;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

class AlertTextTest {
  private static final Instant ONSET = Instant.parse("2026-05-01T10:00:00Z");
  private static final Findings FINDINGS =
      new Findings(
          17,
          9,
          true,
          List.of(),
          List.of(new Findings.Count("force", 30), new Findings.Count("attitude", 11)),
          List.of(new Findings.Count("柳河镇", 38)),
          new Findings.Kinds(38, 9, 22, 1),
          List.of(new Findings.Earlier("before", ONSET.minus(Duration.ofDays(9)))));

  @TempDir Path folder;

  @Test
  void full_tellsHowRare_howMuch_howItGrows_andWhatWasLikeIt() throws IOException {
    assertThat(text(Words.Language.zh, FINDINGS))
        .contains("使用武力与权利（30）、服务态度（11）", "柳河镇（38）")
        .contains("38 条负面（至少 200 人，2 个信源")
        .contains("突增，平时约每 45 天出现一次")
        .contains("负面占涉警 63%，平时约 30%")
        .contains("最近一小时 17 条，前一小时 9 条")
        .contains("多为待核实说法；诉求 24%，待核实说法 58%，案件消息 3%")
        .contains("2026-04-22 18:00  使用武力与权利  已撤回（误报）");
    assertThat(text(Words.Language.en, FINDINGS))
        .contains("force and rights (30), attitude (11)", "at least 200 people")
        .contains("burst, by chance about once in 45 days")
        .contains("mostly claims to verify; grievances 24%, claims to verify 58%");
  }

  @Test
  void anAlertOfBefore_isToldWithoutFindings() throws IOException {
    assertThat(text(Words.Language.zh, null))
        .contains("38 条负面（200 人", "使用武力与权利", "未提及具体地点")
        .doesNotContain("势头", "性质", "以往相似");
  }

  @ParameterizedTest
  @CsvSource({
    "0, ''",
    "0.1, 平时一天约 10 次",
    "0.45, 平时一天约 2 次",
    "0.6, 平时约每 1 天出现一次",
    "27.6, 平时约每 28 天出现一次",
    "1000, 平时约每 3 年出现一次",
    "36500, 十年以上才出现一次"
  })
  void rarity_isRoundedForPeople(double everyDays, String said) {
    assertThat(new Words(Words.Language.zh).rare(everyDays)).isEqualTo(said);
  }

  @ParameterizedTest
  @EnumSource(Alert.Phase.class)
  void everyPhase_hasItsWordsAndItsLine(Alert.Phase phase) {
    for (Words.Language language : Words.Language.values()) {
      Words words = new Words(language);
      assertThat(words.phase(phase)).isNotEmpty();
      String key = "alert." + phase.name().toLowerCase(Locale.ROOT);
      assertThat(words.say(key, "X", 6, "1.2")).contains("X").doesNotContain("\n");
    }
  }

  private String text(Words.Language language, Findings findings) throws IOException {
    LuceneIndex index = new LuceneIndex(folder.resolve("index"));
    index.openWriter("").close();
    try (AlertDesk desk = new AlertDesk(SqliteDeskStore.open(folder.resolve(language + ".db")));
        OpinionReader reader = index.openReader()) {
      Instant before = ONSET.minus(Duration.ofDays(9));
      desk.accept(alert("before", Alert.Phase.WITHDRAWN, before), List.of(), before);
      desk.accept(alert("a", Alert.Phase.RAISED, ONSET), List.of("词"), findings, ONSET);
      return new AlertText(new Words(language), reader, desk).full(desk.alert("a").orElseThrow());
    }
  }

  private static Alert alert(String id, Alert.Phase phase, Instant onset) {
    return new Alert(
        id,
        0,
        phase,
        new Series(Series.Kind.THEME, "force"),
        onset,
        onset.plusSeconds(3600),
        38,
        3.2,
        200,
        2,
        20,
        List.of(),
        false,
        "test",
        60,
        0.3,
        45,
        Alert.Trigger.BURST);
  }
}
