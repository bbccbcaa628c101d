package org.qingting.dashboards.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.dashboards.effect.Echoes.Echo.CLAIM;
import static org.qingting.dashboards.effect.Echoes.Echo.CORRECTION;
import static org.qingting.dashboards.effect.Echoes.Echo.NEITHER;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.dashboards.effect.Echoes.Wording;

class EchoesTest {
  private static final String NOTICE =
      "情况通报\n11月9日，网传“柳河镇派出所民警在夜市掀翻摊主的三轮车”。经调取现场监控和执法记录仪，"
          + "三轮车系倒车时与护栏剐蹭后侧翻，民警到场后协助摊主扶车并联系修理。网传视频截取了其中四秒。"
          + "欢迎群众继续监督。";
  private static final List<Wording> CLAIMS =
      List.of(
          new Wording(
              "柳河镇派出所民警在夜市掀翻摊主的三轮车，一车水果全毁了，谁来管管？",
              "柳河镇 派出所 民警 在 夜市 掀翻 摊主 的 三轮车 一车 水果 全 毁 了 谁 来 管管"),
          new Wording("民警掀车的视频大家都看到了吧，老人当场就哭了", "民警 掀车 的 视频 大家 都 看到 了 吧 老人 当场 就 哭 了"));
  private final Echoes echoes = new Echoes(NOTICE, CLAIMS, List.of("掀车", "夜市", "三轮车", "摊主"));

  private Echoes.Echo of(String text) {
    return echoes.of(new Wording(text, ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        NOTICE,
        "转发：经调取现场监控和执法记录仪，三轮车系倒车时与护栏剐蹭后侧翻",
        "【柳河公安】 三轮车系倒车时，与护栏剐蹭后侧翻；民警到场后协助摊主扶车并联系修理。",
        "网传视频截取了其中四秒。"
      })
  void repostsOfTheNotice_repeatTheCorrection(String text) {
    assertThat(of(text)).isEqualTo(CORRECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"呵呵，“三轮车系倒车时与护栏剐蹭后侧翻”，你信吗？反正我不信，视频里明明是民警掀翻的", "又是“民警到场后协助摊主扶车并联系修理”，这通报谁写的，笑死"})
  void aMockingQuotation_spreadsTheCorrectionAllTheSame(String text) {
    assertThat(of(text)).isEqualTo(CORRECTION);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"柳河镇派出所民警在夜市掀翻摊主的三轮车", "扩散！柳河镇派出所民警在夜市掀翻摊主的三轮车，一车水果全毁了", "昨晚夜市那个摊主的三轮车被掀了，还有王法吗"})
  void theClaimAloneIsNoCorrection_thoughTheNoticeQuotesIt(String text) {
    assertThat(of(text)).isEqualTo(CLAIM);
  }

  @Test
  void aParaphraseByTheSameWords_repeatsTheClaim() {
    Wording paraphrase =
        new Wording("摊主一车水果毁了，三轮车让民警给掀翻，就在夜市", "摊主 一车 水果 毁 了 三轮车 让 民警 给 掀翻 就 在 夜市");

    assertThat(new Echoes(NOTICE, CLAIMS, List.of()).of(paraphrase)).isEqualTo(CLAIM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "。", "今天窗口办身份证很快，给民警点赞", "夜市几点收摊？", "欢迎群众继续监督", "民警", "情况通报"})
  void othersRepeatNeither(String text) {
    assertThat(of(text)).isEqualTo(NEITHER);
  }

  @Test
  void theNameOfTheOfficeIsNoQuotation() {
    Echoes named = new Echoes("经查，青禾县公安局柳河镇派出所两名民警当晚在河东路依法检查，未与任何人发生冲突。", CLAIMS, List.of());

    assertThat(named.of(new Wording("青禾县公安局柳河镇派出所的户籍窗口周六开门吗？在线等", ""))).isEqualTo(NEITHER);
  }

  @Test
  void nothingIsRepeated_ofAnEmptyStatementAndNoClaims() {
    Echoes none = new Echoes("", List.of(), List.of());

    assertThat(none.of(new Wording(NOTICE, "情况 通报"))).isEqualTo(NEITHER);
    assertThat(none.of(new Wording("", ""))).isEqualTo(NEITHER);
  }
}
