package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.channels.FakeService.Reply;
import org.qingting.alerts.policy.Level;

class RobotsTest {
  private final TestClock clock = new TestClock();

  /** A service that answers one thing whatever it gets. */
  private static FakeService saying(String body) throws Exception {
    return FakeService.start(got -> Reply.ok(body));
  }

  @Test
  void signatures_areThoseOfTheTestVectors() {
    assertThat(DingTalk.sign(1700000000000L, "SECtest1234567890"))
        .isEqualTo("OlY4D3DeSyEApeL6Jt0WKSv4Ba33VsvixmcZAoyTGGM=");
    assertThat(Feishu.sign(1700000000L, "SECtest1234567890"))
        .isEqualTo("4D1lAGrkhs22qmM5lCewHfziFKZzR2+vwN3AL3lEGiE=");
  }

  @Test
  void dingTalk_sendsMarkdown_signedForTheMoment() throws Exception {
    try (FakeService fake = FakeService.start(Robots.dingTalk(clock))) {
      Mentions duty = new Mentions(List.of("13800000000"), List.of());
      Channel channel = Robots.open(Robots.dingTalkAt(fake), clock);
      Notification alert = Samples.alert("a1", Level.MAJOR, Samples.COUNTS, duty);
      assertThat(channel.send(alert, 0)).isEqualTo(new Outcome.Delivered(""));
      assertThat(fake.last().body())
          .isEqualTo(
              "{\"msgtype\":\"markdown\",\"markdown\":{\"title\":\"【重大】【负面升温】示例市场门口执法引发议论\","
                  + "\"text\":\"**【重大】【负面升温】示例市场门口执法引发议论**\\n\\n地点：示例镇\\n\\n主题：服务态度\\n\\n"
                  + "数量：负面 37 条（预期 4.2），31 人，5 个信源，转载 12\\n\\n时间：2023-11-15 06:13\\n\\n"
                  + "媒体：示例晚报：市场门口发生争执\\n\\n媒体：示例网：警方：正在核实\\n\\n"
                  + "[查看](https://office.example.org/alerts/a1)\\n\\n来自倾听\\n\\n@13800000000\"},"
                  + "\"at\":{\"atMobiles\":[\"13800000000\"],\"isAtAll\":false}}");
      assertThat(fake.last().query())
          .endsWith("&timestamp=1700000000000&sign=OlY4D3DeSyEApeL6Jt0WKSv4Ba33VsvixmcZAoyTGGM%3D");
    }
  }

  @Test
  void dingTalk_signsEachRequestAnew_andTheAddressGathersNothing() throws Exception {
    try (FakeService fake = FakeService.start(Robots.dingTalk(clock))) {
      ChannelSettings copied =
          new ChannelSettings.DingTalk(
              "钉钉",
              Secret.of(fake.url("/robot/send?access_token=${env:TOKEN}&timestamp=1&sign=old%3D")),
              Secret.of("${env:SECRET}"),
              null);
      Channel channel = Robots.open(copied, clock);
      for (int hour = 0; hour < 3; hour++) {
        assertThat(channel.send(Samples.ordinary(), 0)).isInstanceOf(Outcome.Delivered.class);
        clock.advance(Duration.ofHours(2));
      }
      assertThat(fake.got()).extracting(got -> got.query().split("&").length).containsOnly(3);
      assertThat(fake.got()).extracting(FakeService.Got::query).doesNotHaveDuplicates();
    }
  }

  @Test
  void aClockThatIsWrong_isRefusedAndNamed() throws Exception {
    TestClock theirs = new TestClock();
    clock.advance(Duration.ofMinutes(61));
    try (FakeService dingTalk = FakeService.start(Robots.dingTalk(theirs));
        FakeService feishu = FakeService.start(Robots.feishu(theirs))) {
      for (ChannelSettings settings :
          List.of(Robots.dingTalkAt(dingTalk), Robots.feishuAt(feishu))) {
        Outcome outcome = Robots.open(settings, clock).send(Samples.ordinary(), 0);
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(((Outcome.Refused) outcome).reason()).contains("clock", "secret");
      }
    }
  }

  @Test
  void weCom_sendsMarkdownWithAccountNames_andTextWithMobileNumbers() throws Exception {
    try (FakeService fake = FakeService.start(Robots.weCom(clock))) {
      Channel channel = Robots.open(Robots.weComAt(fake), clock);
      Mentions ids = new Mentions(List.of(), List.of("wang.duty"));
      assertThat(channel.send(Samples.alert("a1", Level.LARGE, Samples.COUNTS, ids), 0))
          .isEqualTo(new Outcome.Delivered(""));
      assertThat(fake.last().json().at("/markdown/content").asText())
          .startsWith("**【较大】【负面升温】示例市场门口执法引发议论**\n地点：示例镇\n")
          .endsWith("[查看](https://office.example.org/alerts/a1)\n来自倾听\n<@wang.duty>");
      Mentions both = new Mentions(List.of("13800000000"), List.of("wang.duty"));
      assertThat(channel.send(Samples.alert("a2", Level.LARGE, Samples.COUNTS, both), 0))
          .isEqualTo(new Outcome.Delivered(""));
      JsonNode text = fake.last().json().get("text");
      assertThat(text.get("content").asText()).contains("查看：https://office.example.org/alerts/a2");
      assertThat(text.get("mentioned_list").toString()).isEqualTo("[\"wang.duty\"]");
      assertThat(text.get("mentioned_mobile_list").toString()).isEqualTo("[\"13800000000\"]");
    }
  }

  @Test
  void feishu_sendsText_withTheSignatureInTheBody() throws Exception {
    try (FakeService fake = FakeService.start(Robots.feishu(clock))) {
      Mentions ids = new Mentions(List.of("13800000000"), List.of("ou_1"));
      Outcome outcome =
          Robots.open(Robots.feishuAt(fake), clock)
              .send(Samples.alert("a1", Level.LARGE, Samples.COUNTS, ids), 0);
      assertThat(outcome).isEqualTo(new Outcome.Delivered(""));
      JsonNode body = fake.last().json();
      assertThat(body.get("timestamp").asText()).isEqualTo("1700000000");
      assertThat(body.get("sign").asText())
          .isEqualTo("4D1lAGrkhs22qmM5lCewHfziFKZzR2+vwN3AL3lEGiE=");
      assertThat(body.at("/content/text").asText())
          .endsWith("来自倾听\n<at user_id=\"ou_1\"></at>")
          .doesNotContain("13800000000");
    }
  }

  @Test
  void whatTheServiceCannotTake_isNeverSent() throws Exception {
    try (FakeService weCom = FakeService.start(Robots.weCom(clock));
        FakeService dingTalk = FakeService.start(Robots.dingTalk(clock));
        FakeService feishu = FakeService.start(Robots.feishu(clock))) {
      List<Channel> channels =
          List.of(
              Robots.open(Robots.weComAt(weCom), clock),
              Robots.open(Robots.dingTalkAt(dingTalk), clock),
              Robots.open(Robots.feishuAt(feishu), clock));
      for (String text : List.of("字", "😀", "\\", "\"", "*", "<", "\u0001", "\ud83d", "a")) {
        for (Mentions mentions :
            List.of(Samples.crowd(), new Mentions(List.of(), Samples.crowd().ids()))) {
          for (Channel channel : channels) {
            assertThat(channel.send(Samples.worst(text, mentions), 0))
                .as(channel.name() + " " + text)
                .isEqualTo(new Outcome.Delivered(""));
          }
          clock.advance(Duration.ofMinutes(1));
        }
      }
      for (FakeService fake : List.of(weCom, dingTalk, feishu)) {
        assertThat(fake.got())
            .allSatisfy(
                got ->
                    assertThat(got.body())
                        .contains("https://office.example.org/" + "a".repeat(290), "来自倾听")
                        .doesNotContain("\ufffd"));
      }
    }
  }

  @Test
  void success_isReadFromTheBody_notFromTheStatus() throws Exception {
    assertThat(weComSaid("{\"errcode\":93000,\"errmsg\":\"invalid webhook url\"}"))
        .isEqualTo(
            new Outcome.Refused(
                "look at the key in the webhook: errcode 93000 (invalid webhook url)"));
    assertThat(weComSaid("{\"errcode\":40058,\"errmsg\":\"too long\"}"))
        .isInstanceOf(Outcome.Refused.class);
    for (String passing :
        List.of(
            "{\"errcode\":-1,\"errmsg\":\"system busy\"}",
            "{\"errcode\":987654,\"errmsg\":\"never heard of\"}",
            "{\"code\":0}",
            "{\"errcode\":\"0\"}",
            "<html>log in to the network</html>",
            "{\"errcode\":0",
            "[]",
            "")) {
      Outcome outcome = weComSaid(passing);
      assertThat(outcome).as(passing).isInstanceOf(Outcome.RetryLater.class);
      assertThat(((Outcome.RetryLater) outcome).tried()).isTrue();
      assertThat(((Outcome.RetryLater) outcome).after()).isEqualTo(Duration.ofSeconds(5));
    }
  }

  private Outcome weComSaid(String body) throws Exception {
    try (FakeService fake = saying(body)) {
      return Robots.open(Robots.weComAt(fake), clock).send(Samples.ordinary(), 0);
    }
  }

  @Test
  void feishusRefusals_sayWhatToLookAt() throws Exception {
    for (int code : List.of(19021, 19022, 19024, 9499)) {
      try (FakeService fake = saying("{\"code\":" + code + ",\"msg\":\"no\"}")) {
        assertThat(Robots.open(Robots.feishuAt(fake), clock).send(Samples.ordinary(), 0))
            .isInstanceOf(Outcome.Refused.class);
      }
    }
    try (FakeService fake = saying("{\"code\":11232,\"msg\":\"busy\"}")) {
      Channel channel = Robots.open(Robots.feishuAt(fake), clock);
      Outcome.RetryLater busy = (Outcome.RetryLater) channel.send(Samples.ordinary(), 0);
      assertThat(busy.after()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
      assertThat(busy.tried()).isTrue();
      assertThat(((Outcome.RetryLater) channel.send(Samples.ordinary(), 1)).tried()).isFalse();
      assertThat(fake.got()).hasSize(1);
    }
  }

  @Test
  void robotsOfTwentyAMinute_areNeverSentMore_andNothingIsLost() throws Exception {
    try (FakeService weCom = FakeService.start(Robots.weCom(clock));
        FakeService dingTalk = FakeService.start(Robots.dingTalk(clock))) {
      assertRate(Robots.open(Robots.weComAt(weCom), clock), weCom, 20, 60);
      assertRate(Robots.open(Robots.dingTalkAt(dingTalk), clock), dingTalk, 20, 60);
    }
  }

  @Test
  void feishu_isSentFiveASecond_andAHundredAMinute() throws Exception {
    try (FakeService feishu = FakeService.start(Robots.feishu(clock))) {
      assertRate(Robots.open(Robots.feishuAt(feishu), clock), feishu, 5, 130);
    }
  }

  /** Sends all as soon as the channel lets them go; the fake refuses what comes too fast. */
  private void assertRate(Channel channel, FakeService fake, int atOnce, int all) {
    List<Duration> waits = new ArrayList<>();
    for (int sent = 0; sent < all; ) {
      Outcome outcome = channel.send(Samples.alert("a" + sent, Level.MAJOR, 10), 0);
      if (outcome instanceof Outcome.RetryLater later) {
        assertThat(later.tried()).isFalse();
        assertThat(later.after()).isPositive();
        waits.add(later.after());
        clock.advance(later.after());
      } else {
        assertThat(outcome).isEqualTo(new Outcome.Delivered(""));
        sent++;
        assertThat(waits.isEmpty()).as("%s sent at once", sent).isEqualTo(sent <= atOnce);
      }
    }
    assertThat(fake.got()).hasSize(all);
  }

  @Test
  void dingTalksThrottling_silencesTheChannelForTenMinutes() throws Exception {
    try (FakeService fake = saying("{\"errcode\":130101,\"errmsg\":\"send too fast\"}")) {
      Channel channel = Robots.open(Robots.dingTalkAt(fake), clock);
      Outcome.RetryLater throttled =
          (Outcome.RetryLater) channel.send(Samples.alert("a", Level.EXTREME, 9), 0);
      assertThat(throttled.after()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(11));
      clock.advance(Duration.ofMinutes(9));
      Outcome.RetryLater waiting =
          (Outcome.RetryLater) channel.send(Samples.alert("b", Level.EXTREME, 9), 0);
      assertThat(waiting.tried()).isFalse();
      assertThat(fake.got()).hasSize(1);
      fake.rules = Robots.dingTalk(clock);
      clock.advance(waiting.after());
      assertThat(channel.send(Samples.alert("b", Level.EXTREME, 9), 0))
          .isEqualTo(new Outcome.Delivered(""));
    }
  }

  @Test
  void feishu_letsTheBusyMinutePass_whereTheMessageCanWait() throws Exception {
    try (FakeService fake = FakeService.start(Robots.feishu(clock))) {
      Channel channel = Robots.open(Robots.feishuAt(fake), clock);
      for (String busy : List.of("2026-11-25T02:00:00Z", "2026-11-25T02:30:20Z")) {
        clock.set(Instant.parse(busy));
        Outcome.RetryLater later = (Outcome.RetryLater) channel.send(Samples.ordinary(), 0);
        assertThat(later.tried()).isFalse();
        assertThat(channel.send(Samples.alert("u", Level.MAJOR, 9), 0))
            .isEqualTo(new Outcome.Delivered(""));
        assertThat(channel.send(Notification.test(clock.instant()), 0))
            .isEqualTo(new Outcome.Delivered(""));
        clock.advance(later.after());
        assertThat(channel.send(Samples.ordinary(), 0)).isEqualTo(new Outcome.Delivered(""));
      }
      clock.set(Instant.parse("2026-11-25T02:29:59.999Z"));
      assertThat(channel.send(Samples.ordinary(), 0)).isEqualTo(new Outcome.Delivered(""));
    }
  }

  @Test
  void quotedText_cannotMentionLinkOrForge() throws Exception {
    Notification forged =
        new Notification(
            "f",
            Notification.Kind.ALERT,
            Level.LARGE,
            "**急** [点此](https://evil.example/x) <@all> <at user_id=\"all\">",
            "# 主题\n> 伪造",
            "@13800000000 `x` &lt;@all&gt;",
            Samples.COUNTS,
            List.of(
                new Headline("报\u202e", "见t.example/abc与www.evil.example，![图](x)\u0007\u2028完")),
            List.of(),
            "/alerts/f",
            Mentions.NONE,
            TestClock.START);
    try (FakeService weCom = FakeService.start(Robots.weCom(clock));
        FakeService dingTalk = FakeService.start(Robots.dingTalk(clock));
        FakeService feishu = FakeService.start(Robots.feishu(clock))) {
      Robots.open(Robots.weComAt(weCom), clock).send(forged, 0);
      Robots.open(Robots.dingTalkAt(dingTalk), clock).send(forged, 0);
      Robots.open(Robots.feishuAt(feishu), clock).send(forged, 0);
      for (String text :
          List.of(
              weCom.last().json().at("/markdown/content").asText(),
              dingTalk.last().json().at("/markdown/text").asText(),
              feishu.last().json().at("/content/text").asText())) {
        String quoted = text.lines().filter(line -> !line.contains("查看")).toList().toString();
        assertThat(quoted.substring(1, quoted.length() - 1))
            .doesNotContain("evil", "t.example", "<", ">", "@", "[", "](", "`", "#", "&", "!")
            .doesNotContain("\u202e", "\u0007", "\u2028")
            .contains("＠13800000000", "（网址略）", "完");
      }
    }
  }

  @Test
  void aSecretIsOptional_whereTheRobotIsGuardedOtherwise() throws Exception {
    try (FakeService fake = saying("{\"errcode\":0}")) {
      ChannelSettings unsigned =
          new ChannelSettings.DingTalk(
              "d", Secret.of(fake.url("/robot/send?access_token=${env:TOKEN}")), null, null);
      assertThat(Robots.open(unsigned, clock).send(Samples.ordinary(), 0))
          .isEqualTo(new Outcome.Delivered(""));
      assertThat(fake.last().query()).isEqualTo("access_token=" + Robots.TOKEN);
      assertThat(fake.last().body().getBytes(StandardCharsets.UTF_8).length).isLessThan(4096);
    }
  }
}
