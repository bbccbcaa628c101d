package org.qingting.alerts.drafts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.alerts.cases.Outcome;

class DraftsTest {
  private static final List<String> NEVER =
      List.of("不明真相", "别有用心", "一小撮", "谣言止于智者", "依法删除", "造谣", "水军", "刁民");

  private final Drafts drafts = Drafts.standard();

  @ParameterizedTest
  @EnumSource(Outcome.class)
  void everyOutcome_hasANotice_whoseFactsAreBlanks(Outcome outcome) {
    List<Draft> offered = drafts.offer(outcome, "force", "山前镇");
    assertThat(offered).hasSize(2);
    Draft notice = offered.get(0);
    assertThat(notice.title()).isEqualTo("情况通报");
    assertThat(Drafts.unfilled(notice.body()))
        .contains("地点，预警显示山前镇", "发布单位", "发布日期")
        .hasSizeGreaterThan(6);
    assertThat(notice.body().replaceAll("【待填：[^】]*】", "")).doesNotContain("山前镇", "{", "【");
    assertThat(offered.get(1).body()).contains("内部参考，不对外发布");
    for (String word : NEVER) {
      assertThat(notice.body()).doesNotContain(word);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fraud", "small-cases", "traffic", "safety", "vulnerable", "privacy"})
  void themesOfCrimeNews_haveTips(String theme) {
    List<Draft> offered = drafts.offer(Outcome.TRUE, theme, "");
    assertThat(offered).hasSize(3);
    assertThat(offered.get(1).title()).startsWith("警方提示");
    assertThat(Drafts.unfilled(offered.get(1).body())).isNotEmpty();
    for (String word : NEVER) {
      assertThat(offered.get(1).body()).doesNotContain(word);
    }
  }

  @Test
  void whatIsTrue_beginsWithRegret_andWhatIsUntrue_saysWhereToComplain() {
    assertThat(drafts.offer(Outcome.TRUE, "", "").get(0).body()).contains("深表歉意");
    assertThat(drafts.offer(Outcome.UNTRUE, "", "").get(0).body()).contains("复核或投诉渠道");
    assertThat(drafts.offer(Outcome.CHECKING, "", "").get(0).body()).contains("承诺的时间");
  }

  @Test
  void aTextWithoutBlanks_hasNone() {
    assertThat(Drafts.unfilled("经查，情况属实。")).isEmpty();
    assertThat(Drafts.unfilled("在【待填：地点】发生")).containsExactly("地点");
  }

  @Test
  void concerns_areAskedInOurOwnWords_mostFrequentFirst() {
    List<String> texts =
        List.of(
            "执法记录仪敢不敢公开？别说没电了",
            "求公布监控视频！到底怎么回事？",
            "记录仪呢？放出来看看",
            "凭什么动手打人？",
            "为什么要动手推人？辅警就可以吗",
            "涉事辅警怎么处理？",
            "今天天气不错",
            "骑手的伤情怎么样了？");
    List<Concern> found = Concerns.standard().of(texts);
    assertThat(found.get(0)).isEqualTo(new Concern("执法记录仪或监控视频是否公开？", 3));
    assertThat(found).extracting(Concern::question).contains("为什么动手？", "责任人如何处理？", "当事人伤情如何？");
  }

  @Test
  void otherQuestions_areGrouped_andSingleOnesAreNobodysConcern() {
    List<Concern> found =
        Concerns.standard()
            .of(
                List.of(
                    "这座桥到底归哪个部门？@张三 13800001111",
                    "这座桥到底归哪个部门管？",
                    "今晚吃什么？",
                    "https://example.org/x 这座桥到底归哪个部门？"));
    assertThat(found).containsExactly(new Concern("这座桥到底归哪个部门？", 3));
  }

  @Test
  void theOrderOfTexts_doesNotMatter_andNothingPrivatePasses() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      texts.add("到底为什么第" + i % 7 + "路公交改道？@user" + i + " 1380000" + (1000 + i));
      texts.add("出警怎么这么慢？我等了" + i + "分钟");
    }
    List<Concern> first = Concerns.standard().of(texts);
    Random random = new Random(7);
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(texts, random);
      assertThat(Concerns.standard().of(texts)).isEqualTo(first);
    }
    assertThat(first).hasSizeLessThanOrEqualTo(8);
    for (Concern concern : first) {
      assertThat(concern.question()).doesNotContain("@", "1380000", "http").hasSizeLessThan(41);
    }
  }
}
