package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A robot of a DingTalk 钉钉 group. */
final class DingTalk implements Service {
  /** The service names none for markdown; nobody reads more on a phone. */
  private static final int MOST_BYTES = 4096;

  private static final Duration THROTTLED = Duration.ofMinutes(10);
  private static final RobotAnswer ANSWER =
      new RobotAnswer(
          "errcode",
          "errmsg",
          Map.of(130101, THROTTLED, 410100, THROTTLED),
          Map.of(
              310000, "look at the robot's security settings, the secret and this machine's clock",
              300001, "look at the token in the webhook",
              400013, "the group is dissolved",
              400101, "look at the token in the webhook",
              400102, "the robot is disabled"));

  private final String url;
  private final Secret secret;
  private final PublicUrl publicUrl;

  /**
   * A robot.
   *
   * @param secret null for a robot without 加签
   */
  DingTalk(Secret url, Secret secret, PublicUrl publicUrl) {
    this.url = unsigned(url.reveal());
    this.secret = secret;
    this.publicUrl = publicUrl;
  }

  /** Without the signature that somebody copied along with the address. */
  private static String unsigned(String url) {
    return url.replaceAll("[&](timestamp|sign)=[^&]*", "")
        .replaceAll("[?](timestamp|sign)=[^&]*&?", "?");
  }

  @Override
  public HttpRequest request(Message message, Instant now) {
    Mentions mentions = message.mentions();
    String at =
        Stream.concat(mentions.mobiles().stream(), mentions.ids().stream())
            .map(one -> "@" + one)
            .collect(Collectors.joining(" "));
    ObjectNode body = Payload.JSON.createObjectNode().put("msgtype", "markdown");
    body.putObject("markdown")
        .put("title", Wording.subject(message))
        .put(
            "text",
            // Only who is named in the text too is told.
            Wording.of(message, Markup.MARKDOWN_PARAGRAPHS, publicUrl).sign(at).within(MOST_BYTES));
    ObjectNode who = body.putObject("at");
    mentions.mobiles().forEach(who.putArray("atMobiles")::add);
    if (!mentions.ids().isEmpty()) {
      mentions.ids().forEach(who.putArray("atUserIds")::add);
    }
    who.put("isAtAll", false);
    return Service.json(URI.create(url + signature(now)), Payload.bytes(body)).build();
  }

  private String signature(Instant now) {
    if (secret == null) {
      return "";
    }
    long timestamp = now.toEpochMilli();
    return (url.contains("?") ? "&" : "?")
        + "timestamp="
        + timestamp
        + "&sign="
        + URLEncoder.encode(sign(timestamp, secret.reveal()), StandardCharsets.UTF_8);
  }

  /** The signature of a moment in milliseconds since 1970. */
  static String sign(long timestamp, String secret) {
    return Base64.getEncoder()
        .encodeToString(Signature.hmac(secret, Utf8.bytes(timestamp + "\n" + secret)));
  }

  @Override
  public Verdict judge(HttpCalls.Answer answer) {
    return ANSWER.judge(answer);
  }

  @Override
  public RateLimit limit() {
    return new RateLimit(new RateLimit.Window(20, Payload.MINUTE));
  }
}
