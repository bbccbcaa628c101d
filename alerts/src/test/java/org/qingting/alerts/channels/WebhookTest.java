package org.qingting.alerts.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.channels.FakeService.Got;
import org.qingting.alerts.channels.FakeService.Reply;

class WebhookTest {
  private final TestClock clock = new TestClock();

  /** A receiver as its makers should write one: the signature, then the age. */
  private Reply strict(Got got) {
    byte[] hmac = Base64.getDecoder().decode(Robots.hmac(Robots.SECRET, got.body()));
    boolean signed =
        got.header("X-Qingting-Signature").equals("sha256=" + HexFormat.of().formatHex(hmac));
    long age = TestClock.START.getEpochSecond() - got.json().get("timestamp").asLong();
    return new Reply(signed && Math.abs(age) <= 300 ? 204 : 401, "", Map.of());
  }

  private Channel channel(FakeService fake) throws ChannelException {
    return Robots.open(
        new ChannelSettings.Webhook(
            "hook", Secret.of(fake.url("/in")), Secret.of("${env:SECRET}"), null),
        clock);
  }

  @Test
  void body_isSignedWithItsTimestamp() throws Exception {
    try (FakeService fake = FakeService.start(this::strict)) {
      assertThat(channel(fake).send(Samples.ordinary(), 0)).isEqualTo(new Outcome.Delivered(""));
      JsonNode body = fake.last().json();
      assertThat(body.get("id").asText()).isEqualTo("a1");
      assertThat(body.get("type").asText()).isEqualTo("notification");
      assertThat(body.get("kind").asText()).isEqualTo("alert");
      assertThat(body.get("level").asText()).isEqualTo("large");
      assertThat(body.at("/counts/observed").asLong()).isEqualTo(37);
      assertThat(body.at("/headlines/0/outlet").asText()).isEqualTo("示例晚报");
      assertThat(body.get("link").asText()).isEqualTo("https://office.example.org/alerts/a1");
    }
  }

  @Test
  void signature_ofAnotherHourOrAnotherKey_isNotTaken_andTriedAgain() throws Exception {
    try (FakeService fake = FakeService.start(this::strict)) {
      clock.advance(Duration.ofHours(1));
      assertThat(channel(fake).send(Samples.ordinary(), 0)).isInstanceOf(Outcome.RetryLater.class);
      clock.set(TestClock.START);
      fake.rules = got -> new Reply(500, "", Map.of());
      assertThat(channel(fake).send(Samples.ordinary(), 0)).isInstanceOf(Outcome.RetryLater.class);
    }
  }

  @Test
  void digest_namesTheGravest_andCountsTheOthers() throws Exception {
    try (FakeService fake = FakeService.start(this::strict)) {
      Digest digest = new Digest("d1", List.of(Samples.ordinary()), 41, TestClock.START);
      assertThat(channel(fake).send(digest, 0)).isEqualTo(new Outcome.Delivered(""));
      assertThat(fake.last().json().get("others").asLong()).isEqualTo(41);
      assertThat(fake.last().json().at("/top/0/title").asText()).contains("示例市场");
    }
  }
}
