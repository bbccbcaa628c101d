package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.channels.ChannelSettings.Sms.Format;
import org.qingting.alerts.channels.ChannelSettings.Sms.Method;
import org.qingting.alerts.channels.ChannelSettings.Sms.Success;
import org.qingting.alerts.channels.FakeService.Reply;
import org.qingting.alerts.policy.Level;

class SmsTest {
  private static final String JSON_BODY =
      "{\"to\":\"{{mobiles}}\",\"content\":\"{{text}}\",\"key\":\"${env:QUOTED}\"}";

  private final TestClock clock = new TestClock();

  private Channel channel(FakeService fake, String path, Method method, Format format, String body)
      throws ChannelException {
    ChannelSettings settings =
        new ChannelSettings.Sms(
            "sms",
            Secret.of(fake.url(path)),
            method,
            format,
            body == null ? null : Secret.of(body),
            Map.of("Authorization", Secret.of("Bearer ${env:TOKEN}")),
            List.of("13800000000"),
            100,
            new Success("/result/code", "0"),
            null);
    return Channels.open(
            List.of(settings),
            "https://office.example.org",
            name -> name.equals("QUOTED") ? "q\"u\\o&te{{text}}" : Robots.environment(name),
            clock,
            () -> 0)
        .named("sms")
        .orElseThrow();
  }

  private static Notification nasty(Mentions mentions) {
    return new Notification(
        "n",
        Notification.Kind.ALERT,
        Level.MAJOR,
        "\"，\"to\":\"{{mobiles}} &a=b+c%20 \\ 😀",
        "",
        "示例镇",
        Samples.COUNTS,
        List.of(),
        List.of(),
        "/alerts/n",
        mentions,
        TestClock.START);
  }

  @Test
  void json_isEscaped_andNoValueIsATemplate() throws Exception {
    try (FakeService fake = FakeService.start(got -> Reply.ok("{\"result\":{\"code\":0}}"))) {
      Mentions duty = new Mentions(List.of("13900000000", "13800000000"), List.of());
      Outcome outcome =
          channel(fake, "/send", Method.POST, Format.JSON, JSON_BODY).send(nasty(duty), 0);
      assertThat(outcome).isEqualTo(new Outcome.Delivered(""));
      JsonNode body = fake.last().json();
      assertThat(body).hasSize(3);
      assertThat(body.get("to").asText()).isEqualTo("13800000000,13900000000");
      assertThat(body.get("content").asText())
          .startsWith("【重大】【负面升温】\"，\"to\":\"{{mobiles}} &a=b+c%20 \\ 😀，示例镇，负面 37 条")
          .endsWith(" https://office.example.org/alerts/n")
          .hasSizeLessThanOrEqualTo(101);
      assertThat(body.get("key").asText()).startsWith("q\"u\\o&te");
      assertThat(fake.last().header("Authorization")).isEqualTo("Bearer " + Robots.TOKEN);
      assertThat(fake.last().header("Content-Type")).startsWith("application/json");
    }
  }

  @Test
  void formAndAddress_arePercentEncoded() throws Exception {
    try (FakeService fake = FakeService.start(got -> Reply.ok("{\"result\":{\"code\":\"0\"}}"))) {
      channel(
              fake,
              "/send",
              Method.PUT,
              Format.FORM,
              "to={{mobiles}}&text={{text}}&k=${env:QUOTED}")
          .send(nasty(Mentions.NONE), 0);
      String[] pairs = fake.last().body().split("&");
      assertThat(pairs).hasSize(3);
      assertThat(URLDecoder.decode(pairs[1], StandardCharsets.UTF_8))
          .contains("\"，\"to\":\"{{mobiles}} &a=b+c%20 \\ 😀");
      assertThat(fake.last().method()).isEqualTo("PUT");
      Outcome got =
          channel(fake, "/send?to={{mobiles}}&text={{text}}", Method.GET, null, null)
              .send(nasty(Mentions.NONE), 0);
      assertThat(got).isEqualTo(new Outcome.Delivered(""));
      assertThat(fake.last().query().split("&")).hasSize(2);
      assertThat(URLDecoder.decode(fake.last().query(), StandardCharsets.UTF_8)).contains("😀");
    }
  }

  @Test
  void success_isTheValueAtThePointer() throws Exception {
    try (FakeService fake = FakeService.start(got -> Reply.ok("{\"result\":{\"code\":7}}"))) {
      Channel channel = channel(fake, "/send", Method.POST, Format.JSON, JSON_BODY);
      assertThat(channel.send(Samples.ordinary(), 0))
          .isEqualTo(new Outcome.Refused("/result/code is '7', not '0'"));
      fake.rules = got -> Reply.ok("{\"result\":{\"code\":\"" + Robots.TOKEN + "\"}}");
      assertThat(channel.send(Samples.ordinary(), 0))
          .isEqualTo(new Outcome.Refused("/result/code is '***', not '0'"));
      fake.rules = got -> Reply.ok("{}");
      assertThat(channel.send(Samples.ordinary(), 0)).isInstanceOf(Outcome.Refused.class);
      fake.rules = got -> new Reply(403, "{\"result\":{\"code\":0}}", Map.of());
      assertThat(channel.send(Samples.ordinary(), 0)).isInstanceOf(Outcome.Refused.class);
      fake.rules = got -> new Reply(503, "", Map.of());
      assertThat(channel.send(Samples.ordinary(), 0)).isInstanceOf(Outcome.RetryLater.class);
      fake.rules = got -> Reply.ok("OK");
      assertThat(channel.send(Samples.ordinary(), 0)).isInstanceOf(Outcome.RetryLater.class);
    }
  }

  @Test
  void aTemplateThatCannotBe_isRefusedBeforeAnythingIsSent() throws Exception {
    try (FakeService fake = FakeService.start(got -> Reply.ok(""))) {
      assertThatThrownBy(
              () -> channel(fake, "/s", Method.POST, Format.JSON, "{{text}} {{mobiles}} {"))
          .isInstanceOf(ChannelException.class)
          .hasMessageContaining("no JSON");
      assertThatThrownBy(
              () -> channel(fake, "/s", Method.POST, Format.FORM, "{{text}}{{mobiles}}{{author}}"))
          .hasMessageContaining("placeholders");
      assertThatThrownBy(() -> channel(fake, "/s", Method.POST, Format.FORM, "{{text}}"))
          .hasMessageContaining("{{mobiles}}");
    }
  }
}
