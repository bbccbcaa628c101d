package org.qingting.alerts.drafts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.alerts.cases.Outcome;
import org.qingting.alerts.drafts.Draft.Blank;
import org.qingting.alerts.drafts.Draft.Kind;

class DraftsTest {
  private static final LocalDateTime BEGAN = LocalDateTime.of(2026, 11, 25, 14, 30);

  /** What a press office must not say. */
  private static final List<String> NEVER =
      List.of(
          "不明真相", "别有用心", "一小撮", "谣言", "造谣", "传谣", "依法删除", "删帖", "水军", "刁民", "恶意炒作", "恶意抹黑", "境外势力",
          "煽动", "蹭热度", "吃瓜", "临时工", "不法分子利用", "高度重视", "第一时间", "亲自", "纯属", "无理取闹", "闹事", "勿信",
          "希望广大网民");

  private final Drafts drafts = Drafts.standard();

  private static DraftFacts facts(Outcome outcome, String theme, int crimeNews) {
    return new DraftFacts(outcome, theme, "山前镇", BEGAN, 10, crimeNews, List.of());
  }

  private List<Draft> offered(Kind kind, DraftFacts facts) {
    return drafts.offer(facts).stream().filter(each -> each.kind() == kind).toList();
  }

  private Draft notice(Outcome outcome) {
    return offered(Kind.NOTICE, facts(outcome, "force", 0)).get(0);
  }

  private static String said(Draft draft) {
    return draft.body().replaceAll("【待填：[^】]*】", "");
  }

  @Test
  void nothingIsOffered_beforeVerification() {
    assertThatThrownBy(() -> drafts.offer(facts(null, "force", 0)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("after verification");
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcome_hasANotice_withABlankForEveryFact(Outcome outcome) {
    Draft notice = notice(outcome);
    assertThat(notice.title()).isEqualTo("情况通报");
    assertThat(notice.name()).contains(outcome.label());
    String names = notice.blanks().stream().map(Blank::name).toList().toString();
    assertThat(names)
        .contains("时间", "地点", "当事人，只写一名男子", "经过", "接报时间", "处警时间", "调查进展", "电话", "发布单位", "发布日期");
    if (outcome != Outcome.CHECKING) {
      assertThat(names).contains("处理结果", "依据");
    }
  }

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void whatTheAlertShows_isOnlyAHintInABlank(Outcome outcome) {
    Draft notice = notice(outcome);
    assertThat(notice.blanks())
        .contains(new Blank("地点", "预警显示：山前镇"), new Blank("时间", "预警显示：11月25日14时起有集中反映"));
    assertThat(said(notice)).doesNotContain("山前镇", "11月", "14时", "{", "}", "【", "】");
    assertThat(said(notice)).doesNotContainPattern("\\d+条");
  }

  @Test
  void aPlaceCannotCloseItsBlank() {
    DraftFacts facts = new DraftFacts(Outcome.TRUE, "", "山前镇】已死{时间}\n【", null, 0, 0, List.of());
    Draft notice = offered(Kind.NOTICE, facts).get(0);
    assertThat(notice.blanks()).contains(new Blank("地点", "预警显示：山前镇已死时间"));
    assertThat(said(notice)).doesNotContain("已死", "】", "【");
  }

  @Test
  void untilItIsChecked_aTimeIsPromised_andWhatIsBeingDoneIsSaid() {
    Draft notice = notice(Outcome.CHECKING);
    assertThat(notice.blanks()).extracting(Blank::name).anyMatch(name -> name.startsWith("下次通报时间"));
    assertThat(said(notice)).contains("正在", "前再次通报进展").doesNotContain("不实", "属实", "道歉");
  }

  @Test
  void whatIsUntrue_isCorrectedWithEvidence_andMayBeDisputed() {
    Draft notice = notice(Outcome.UNTRUE);
    assertThat(notice.blanks()).extracting(Blank::name).anyMatch(name -> name.startsWith("依据"));
    assertThat(said(notice)).contains("实际情况是", "不同意见", "感谢大家").doesNotContain("网民", "道歉");
  }

  @Test
  void whatIsTrue_beginsWithAnApology_beforeAnythingElseIsTold() {
    String first = notice(Outcome.TRUE).body().split("\n")[0];
    assertThat(first).contains("属实", "诚恳道歉");
    assertThat(said(notice(Outcome.TRUE))).contains("已经做的", "正在做的");
    assertThat(said(notice(Outcome.PARTLY_TRUE))).contains("道歉");
  }

  @ParameterizedTest
  @ValueSource(strings = {"fraud", "small-cases", "traffic", "safety", "vulnerable", "privacy"})
  void themesOfCrimeNews_haveTips_ofTheirOwn(String theme) {
    List<Draft> tips = offered(Kind.TIPS, facts(Outcome.TRUE, theme, 6));
    assertThat(tips).isNotEmpty();
    for (Draft each : tips) {
      assertThat(each.title()).startsWith("警方提示");
      assertThat(each.name()).contains("（");
      assertThat(each.body().lines().filter(line -> line.matches("[一二三四五六]、.*")).count())
          .isGreaterThanOrEqualTo(4);
      assertThat(each.blanks()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"traffic", "vulnerable", "privacy", "force", "attitude", ""})
  void criticismOfPolice_isNotAnsweredWithAdvice(String theme) {
    assertThat(offered(Kind.TIPS, facts(Outcome.TRUE, theme, 5))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fraud", "small-cases", "safety"})
  void someThemes_callForAdvice_whateverThePosts(String theme) {
    assertThat(offered(Kind.TIPS, facts(Outcome.CHECKING, theme, 0))).isNotEmpty();
  }

  @Test
  void crimeNewsOfAnotherTheme_hasGeneralAdvice() {
    assertThat(offered(Kind.TIPS, facts(Outcome.CHECKING, "disputes", 6)))
        .extracting(Draft::name)
        .containsExactly("警方提示");
  }

  @Test
  void crimeNews_tellsOfACrime_andOfNoConduct() {
    assertThat(Drafts.isCrimeNews(List.of("fraud"))).isTrue();
    assertThat(Drafts.isCrimeNews(List.of("traffic", "disputes"))).isTrue();
    assertThat(Drafts.isCrimeNews(List.of("traffic", "attitude"))).isFalse();
    assertThat(Drafts.isCrimeNews(List.of())).isFalse();
  }

  @Test
  void theSheetOfQuestions_isInternal_andItsAnswersAreBlank() {
    DraftFacts facts =
        new DraftFacts(
            Outcome.CHECKING,
            "force",
            "",
            null,
            40,
            0,
            List.of(new Concern("责任人如何处理？", 12, 30), new Concern("是否向当事人道歉？", 4, 10)));
    Draft sheet = offered(Kind.QUESTIONS, facts).get(0);
    assertThat(sheet.title()).contains("内部参考，不对外发布");
    assertThat(sheet.body())
        .startsWith("内部参考，不对外发布。")
        .contains("问：责任人如何处理？（12条，占30%）\n答：【待填：", "问：是否向当事人道歉？（4条，占10%）\n答：【待填：");
    assertThat(offered(Kind.QUESTIONS, facts(Outcome.TRUE, "", 0)).get(0).body())
        .contains("问：【待填：关切】");
  }

  @Test
  void unfilled_findsBlanks_howeverTheyWereTouched() {
    assertThat(Draft.unfilled("经查，情况属实。请待填表后联系。")).isEmpty();
    assertThat(Draft.unfilled("在【待填：地点】发生")).containsExactly(new Blank("地点", ""));
    assertThat(Draft.unfilled("[待填:电话]、【 待填】、【待填：没有写完\n下一段"))
        .extracting(Blank::name)
        .containsExactly("电话", "", "没有写完");
    assertThat(Draft.unfilled("【待填：" + "长".repeat(300) + "】")).hasSize(1);
    assertThat(Draft.unfilled("结尾【待填")).hasSize(1);
  }

  @Test
  void noTemplate_hasWordsThatAPressOfficeMustNotUse() throws IOException {
    String text;
    try (InputStream in = Drafts.class.getResourceAsStream("templates.txt")) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(text).startsWith("# ").contains("Written for this project");
    assertThat(NEVER).noneMatch(text::contains);
    // Whatever opens as a blank is one.
    assertThat(Draft.unfilled(text)).hasSize(text.split("【待填：", -1).length - 1);
  }
}
