package org.qingting.nlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.model.Analysis;
import org.qingting.model.Tone;

class TextAnalyzerTest {

  private static final TextAnalyzer ANALYZER = TextAnalyzer.standard();
  private static final TextAnalyzer LOCAL =
      TextAnalyzer.withPlaces(List.of("云溪镇=云溪", "滨河小区", "青禾县"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "打了三次110没人管",
        "民警态度很好",
        "派出所不给立案",
        "交警在路口执勤",
        "昨晚报了警",
        "被帽子叔叔拦下来了",
        "辅警推搡老人",
        "打110半天没人接",
        "拨打110，没人接",
        "公安县公安局发布通告"
      })
  void concernsPolice_whereTheyAreMentioned(String text) {
    assertThat(ANALYZER.concernsPolice(text)).isTrue();
    assertThat(ANALYZER.analyze(text).police()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "城管和保安打起来了",
        "行车电脑报警，去修车",
        "家里的烟雾报警器响了",
        "气象台发布暴雨预警",
        "给他一个警告",
        "湖北省公安县人",
        "一共花了110元",
        "这根管子110毫米",
        "订单号231107",
        "@平安公安 今天天气不错",
        "#警察节# 下雪了",
        "请您提高警惕",
        "提交警示信息"
      })
  void doesNotConcernPolice_whereItOnlyLooksSo(String text) {
    assertThat(ANALYZER.concernsPolice(text)).isFalse();
    assertThat(ANALYZER.analyze(text).police()).isFalse();
  }

  @Test
  void publicSecurityBureauOfALocalPlace_isNotTheCountyNamedGongan() {
    assertThat(LOCAL.analyze("青禾县公安局通报").places()).containsExactly("青禾县");
    assertThat(LOCAL.analyze("公安县的派出所").places()).containsExactly("公安县");
  }

  @Test
  void countsMention_besideHandle() {
    Analysis analysis = ANALYZER.analyze("@平安某地 警察来了两次，民警都很客气");
    assertThat(analysis.mentions()).containsExactly("警察", "民警");
  }

  @ParameterizedTest
  @CsvSource({
    "打了三次110没人管, inaction",
    "交警开罚单态度恶劣, 'traffic,attitude'",
    "押金不退还把我的卡冻卡了, fraud",
    "办户口窗口跑了三趟还说材料不全, counters",
    "辅警殴打摊贩还抢手机, force",
    "有人袭警，两名辅警受伤, officer-rights",
    "信访局推来推去要个说法这么难, petitions",
    "邻居噪音扰民调解了几次, disputes",
    "泄露报警人信息被上门骂, privacy",
    "警情通报避重就轻谁信, statements",
    "电动车被偷了三辆没人抓, small-cases",
    "家暴报警让我忍忍, vulnerable",
    "警车违停在消防通道, vehicles-arms",
    "民警上班时间玩手机还酒后驾车, discipline",
    "办案不公偏袒对方, fairness",
    "立案三个月没有进展也不告知, case-progress",
    "巡逻少了夜里打架斗殴, safety",
    "警营开放日带孩子去看, openness",
    "送锦旗感谢民警追回损失, praise"
  })
  void findsThemes_inComplaintLanguage(String text, String themes) {
    assertThat(ANALYZER.analyze(text).themes()).contains(themes.split(","));
  }

  @Test
  void ranksWeightiestThemeFirst() {
    List<String> themes = ANALYZER.analyze("交警态度恶劣，出言不逊，趾高气扬，还开罚单").themes();
    assertThat(themes).startsWith("attitude").contains("traffic");
  }

  @Test
  void joinsPartsOfAPhrase_onlyWithinASentence() {
    assertThat(ANALYZER.analyze("报警以后一直没人").themes()).contains("inaction");
    assertThat(ANALYZER.analyze("看到报警。街上没人").themes()).doesNotContain("inaction");
  }

  @ParameterizedTest
  @CsvSource({
    "广东省深圳市南山区警方通报, 南山区",
    "武汉的民警, 武汉市",
    "北京市朝陽區的交警, 朝阳区",
    "我在上海南站, 上海市",
    "白银警方抓获三人, 白银市",
    "在易县赶集, 易县",
    "昨晚云溪有人打架, 云溪镇",
    "青禾县云溪镇滨河小区停电, 滨河小区",
    "湖北今天通报，红安县有雨, 红安县"
  })
  void namesPlace_inItsMostSpecificForm(String text, String place) {
    assertThat(LOCAL.analyze(text).places()).containsExactly(place);
  }

  @ParameterizedTest
  @ValueSource(strings = {"白银价格上涨", "建成县城的路", "朝阳升起", "南京路上堵车", "和平与发展", "祝大家安康", "一城区一特色"})
  void namesNoPlace_inCommonWords(String text) {
    assertThat(ANALYZER.analyze(text).places()).isEmpty();
  }

  @Test
  void keywords_areContentWords() {
    List<String> keywords = LOCAL.analyze("云溪镇的烧烤摊半夜扰民，烧烤摊老板还打人，大家觉得应该12345投诉").keywords();
    assertThat(keywords).contains("扰民", "老板").doesNotContain("大家", "觉得", "云溪镇", "12345", "的");
    assertThat(keywords).hasSizeLessThanOrEqualTo(10).allMatch(word -> word.length() >= 2);
  }

  @Test
  void segments_withOwnWords() {
    assertThat(LOCAL.words("滨河小区的辅警在反诈中心值班")).contains("滨河小区", "辅警", "反诈中心");
    assertThat(ANALYZER.analyze("民警，来了！👍 ").words()).isEqualTo("民警 来 了");
  }

  @Test
  void readsFormsThatMeanTheSame_alike() {
    Analysis plain = ANALYZER.analyze("警察态度恶劣,报警abc没人管");
    assertThat(ANALYZER.analyze("警\u200B察態度惡劣，報警ＡＢＣ沒人管")).isEqualTo(plain);
    assertThat(ANALYZER.analyze("<b>警</b>察态度恶劣&#44;报警Abc没人管")).isEqualTo(plain);
  }

  @Test
  void readsTone_ofClearPosts() {
    assertThat(ANALYZER.tone("民警太好了，谢谢你们，点赞👍").best()).isEqualTo(Tone.POSITIVE);
    assertThat(ANALYZER.tone("气死我了，这种垃圾态度真恶心😡").best()).isEqualTo(Tone.NEGATIVE);
    assertThat(ANALYZER.tone("公安局发布通告，自下周一起施工").best()).isEqualTo(Tone.NEUTRAL);
  }

  @Property(tries = 300)
  void neverFails_andProbabilitiesSumToOne(@ForAll @StringLength(max = 300) String text) {
    Analysis analysis = ANALYZER.analyze(text);
    assertThat(analysis.negative() + analysis.neutral() + analysis.positive())
        .isBetween(0.999f, 1.001f);
    assertThat(ANALYZER.concernsPolice(text)).isEqualTo(analysis.police());
    assertThat(ANALYZER.analyze(text)).isEqualTo(analysis);
  }

  @Property(tries = 200)
  void neverFails_onMixturesOfAwkwardPieces(
      @ForAll @Size(max = 30) List<@IntRange(max = 15) Integer> picks) {
    String[] pieces = {
      "警",
      "110",
      "\uD83D",
      "\uDE21",
      "<p>",
      "<script>",
      "&#",
      "&amp;",
      "@",
      "#",
      "\u200D",
      "報",
      "👮",
      "\n",
      "。",
      "朝阳"
    };
    StringBuilder text = new StringBuilder();
    picks.forEach(pick -> text.append(pieces[pick]));
    assertThat(ANALYZER.analyze(text.toString()).police())
        .isEqualTo(ANALYZER.concernsPolice(text.toString()));
  }

  @Test
  void readsOnlyTheBeginning_ofHugeText() {
    String text = "民警来了。".repeat(2_000_000);
    Analysis analysis = ANALYZER.analyze(text);
    assertThat(analysis.mentions()).containsExactly("民警");
    assertThat(analysis.words()).hasSizeLessThan(50_000);
    assertThat(ANALYZER.analyze("<".repeat(10_000_000)).police()).isFalse();
    assertThat(ANALYZER.analyze("😡".repeat(100_000)).words()).isEmpty();
    assertThat(ANALYZER.analyze("<a" + " x".repeat(5_000_000)).police()).isFalse();
  }

  @Test
  void acceptsNull() {
    assertThat(ANALYZER.analyze(null).words()).isEmpty();
  }

  @Test
  void isThreadSafe() throws Exception {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      texts.add("第" + i + "次去派出所办户口，窗口态度" + (i % 2 == 0 ? "恶劣" : "很好") + "，武汉警方通报" + i);
    }
    List<Analysis> expected = texts.stream().map(ANALYZER::analyze).toList();
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<Analysis>>> runs = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        runs.add(pool.submit(() -> texts.stream().map(ANALYZER::analyze).toList()));
      }
      for (Future<List<Analysis>> run : runs) {
        assertThat(run.get()).isEqualTo(expected);
      }
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void refusesPlaceNameOfOneCharacter() {
    assertThatThrownBy(() -> TextAnalyzer.withPlaces(List.of("镇")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("镇")
        .hasMessageContaining("at least two");
  }

  @Test
  void localPlacesOfOneAnalyzer_areUnknownToAnother() {
    assertThat(ANALYZER.words("云溪镇")).doesNotContain("云溪镇");
    assertThat(ANALYZER.analyze("云溪镇下雨").places()).isEmpty();
  }

  @Test
  void printsNothing() {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (PrintStream ear = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setOut(ear);
      System.setErr(ear);
      TextAnalyzer.withPlaces(List.of("石桥乡")).analyze("石桥乡派出所");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
    assertThat(said.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
