package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** A bot of a Feishu 飞书 group. */
final class Feishu implements Service {
  /** The whole body may have 20 KB; JSON's escapes at most double what we write. */
  private static final int MOST_BYTES = 9 * 1024;

  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final RobotAnswer ANSWER =
      new RobotAnswer(
          "code",
          "msg",
          Map.of(11232, Payload.MINUTE),
          Map.of(
              19021, "look at the secret and at this machine's clock",
              19022, "this machine's address is not on the bot's list",
              19024, "the bot passes only messages with its keyword: use 倾听",
              9499, "a message of ours breaks the service's rules: please report it"));

  private final URI url;
  private final Secret secret;
  private final PublicUrl publicUrl;

  /**
   * A bot.
   *
   * @param secret null for a bot without 签名校验
   */
  Feishu(Secret url, Secret secret, PublicUrl publicUrl) {
    this.url = URI.create(url.reveal());
    this.secret = secret;
    this.publicUrl = publicUrl;
  }

  @Override
  public HttpRequest request(Message message, Instant now) {
    ObjectNode body = Payload.JSON.createObjectNode();
    if (secret != null) {
      long timestamp = now.getEpochSecond();
      body.put("timestamp", Long.toString(timestamp)).put("sign", sign(timestamp, secret.reveal()));
    }
    String at =
        message.mentions().ids().stream()
            .map(id -> "<at user_id=\"" + id + "\"></at>")
            .collect(Collectors.joining(" "));
    body.put("msg_type", "text")
        .putObject("content")
        .put("text", Wording.of(message, Markup.CHAT, publicUrl).sign(at).within(MOST_BYTES));
    return Service.json(url, Payload.bytes(body)).build();
  }

  /** The signature of a moment in seconds since 1970: of nothing, with all in the key. */
  static String sign(long timestamp, String secret) {
    return Base64.getEncoder()
        .encodeToString(Signature.hmac(timestamp + "\n" + secret, new byte[0]));
  }

  @Override
  public Verdict judge(HttpCalls.Answer answer) {
    return ANSWER.judge(answer);
  }

  @Override
  public RateLimit limit() {
    return new RateLimit(
        new RateLimit.Window(100, Payload.MINUTE), new RateLimit.Window(5, Duration.ofSeconds(1)));
  }

  /** In the minute of the full and the half hour the service is busy with everybody's reports. */
  @Override
  public Duration untilGoodMoment(Instant now) {
    long into = Math.floorMod(now.toEpochMilli(), HALF_HOUR.toMillis());
    return into < Payload.MINUTE.toMillis() ? Payload.MINUTE.minusMillis(into) : Duration.ZERO;
  }
}
