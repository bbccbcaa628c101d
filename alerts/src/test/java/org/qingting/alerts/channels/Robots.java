package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Base64;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.qingting.alerts.channels.FakeService.Got;
import org.qingting.alerts.channels.FakeService.Reply;

/** The three robots as their documentation describes them, each with a clock of its own. */
final class Robots {
  static final String TOKEN = "plantedToken0123456789";
  static final String SECRET = "SECtest1234567890";

  private Robots() {}

  /** Counts what it lets through. */
  private static final class Meter {
    private final Deque<Instant> passed = new ArrayDeque<>();

    synchronized boolean passes(Instant now, int most, Duration span) {
      long within = passed.stream().filter(at -> at.isAfter(now.minus(span))).count();
      return within < most;
    }

    synchronized void pass(Instant now) {
      passed.add(now);
    }
  }

  static FakeService.Rules dingTalk(InstantSource clock) {
    Meter meter = new Meter();
    return got -> {
      String[] query = got.query().split("&");
      JsonNode body = got.json();
      Instant now = clock.instant();
      if (!got.path().equals("/robot/send") || !query[0].equals("access_token=" + TOKEN)) {
        return error("errcode", 300001, "errmsg", "token is not exist");
      }
      if (query.length != 3
          || !query[1].startsWith("timestamp=")
          || !query[2].startsWith("sign=")
          || !isFresh(Long.parseLong(query[1].substring(10)), now)
          || !URLDecoder.decode(query[2].substring(5), StandardCharsets.UTF_8)
              .equals(hmac(SECRET, query[1].substring(10) + "\n" + SECRET))) {
        return error("errcode", 310000, "errmsg", "sign not match");
      }
      if (!isPost(got)
          || !keys(body).equals(Set.of("msgtype", "markdown", "at"))
          || !keys(body.get("markdown")).equals(Set.of("title", "text"))
          || !body.path("at").path("isAtAll").isBoolean()) {
        return error("errcode", 40035, "errmsg", "缺少参数 json");
      }
      if (!meter.passes(now, 20, Duration.ofMinutes(1))) {
        return error("errcode", 130101, "errmsg", "send too fast, exceed 20 times per minute");
      }
      meter.pass(now);
      return Reply.ok("{\"errcode\":0,\"errmsg\":\"ok\"}");
    };
  }

  static FakeService.Rules weCom(InstantSource clock) {
    Meter meter = new Meter();
    return got -> {
      JsonNode body = got.json();
      Instant now = clock.instant();
      if (!got.path().equals("/cgi-bin/webhook/send") || !got.query().equals("key=" + TOKEN)) {
        return error("errcode", 93000, "errmsg", "invalid webhook url");
      }
      boolean markdown = body.path("msgtype").asText().equals("markdown");
      JsonNode content = body.path(markdown ? "markdown" : "text").path("content");
      if (!isPost(got) || !content.isTextual() || body.size() != 2) {
        return error("errcode", 40008, "errmsg", "invalid message type");
      }
      if (content.asText().getBytes(StandardCharsets.UTF_8).length > (markdown ? 4096 : 2048)) {
        return error("errcode", 40058, "errmsg", "content exceed max length");
      }
      if (!meter.passes(now, 20, Duration.ofMinutes(1))) {
        return error("errcode", 45009, "errmsg", "api freq out of limit");
      }
      meter.pass(now);
      return Reply.ok("{\"errcode\":0,\"errmsg\":\"ok\"}");
    };
  }

  static FakeService.Rules feishu(InstantSource clock) {
    Meter meter = new Meter();
    return got -> {
      JsonNode body = got.json();
      Instant now = clock.instant();
      if (!got.path().equals("/open-apis/bot/v2/hook/" + TOKEN)) {
        return error("code", 19001, "msg", "param invalid: incoming webhook access token invalid");
      }
      String timestamp = body.path("timestamp").asText();
      if (!body.path("timestamp").isTextual()
          || !isFresh(1000 * Long.parseLong(timestamp), now)
          || !body.path("sign").asText().equals(hmac(timestamp + "\n" + SECRET, ""))) {
        return error("code", 19021, "msg", "sign match fail or timestamp is not within one hour");
      }
      if (!isPost(got)
          || got.body().getBytes(StandardCharsets.UTF_8).length > 20 * 1024
          || !keys(body).equals(Set.of("timestamp", "sign", "msg_type", "content"))
          || !keys(body.get("content")).equals(Set.of("text"))) {
        return error("code", 9499, "msg", "Bad Request");
      }
      if (!meter.passes(now, 100, Duration.ofMinutes(1))
          || !meter.passes(now, 5, Duration.ofSeconds(1))) {
        return error("code", 11232, "msg", "frequency limited");
      }
      meter.pass(now);
      return Reply.ok("{\"code\":0,\"data\":{},\"msg\":\"success\"}");
    };
  }

  static Reply error(String codeKey, int code, String textKey, String text) {
    return Reply.ok(
        FakeService.JSON.createObjectNode().put(codeKey, code).put(textKey, text).toString());
  }

  private static boolean isPost(Got got) {
    return got.method().equals("POST")
        && got.header("Content-Type").equals("application/json; charset=utf-8");
  }

  private static boolean isFresh(long millis, Instant now) {
    return Math.abs(now.toEpochMilli() - millis) <= Duration.ofHours(1).toMillis();
  }

  private static Set<String> keys(JsonNode node) {
    Set<String> keys = new HashSet<>();
    for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
      keys.add(names.next());
    }
    return keys;
  }

  /** Written apart from the code under test. */
  static String hmac(String key, String message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String environment(String name) {
    return switch (name) {
      case "TOKEN" -> TOKEN;
      case "SECRET" -> SECRET;
      default -> null;
    };
  }

  /** One channel, opened with the environment above. */
  static Channel open(ChannelSettings settings, InstantSource clock) throws ChannelException {
    return Channels.open(
            Arrays.asList(settings),
            "https://office.example.org",
            Robots::environment,
            clock,
            () -> 0)
        .named(settings.name())
        .orElseThrow();
  }

  static ChannelSettings dingTalkAt(FakeService fake) {
    return new ChannelSettings.DingTalk(
        "钉钉",
        Secret.of(fake.url("/robot/send?access_token=${env:TOKEN}")),
        Secret.of("${env:SECRET}"),
        Duration.ofSeconds(5));
  }

  static ChannelSettings weComAt(FakeService fake) {
    return new ChannelSettings.WeCom(
        "企业微信",
        Secret.of(fake.url("/cgi-bin/webhook/send?key=${env:TOKEN}")),
        Duration.ofSeconds(5));
  }

  static ChannelSettings feishuAt(FakeService fake) {
    return new ChannelSettings.Feishu(
        "飞书",
        Secret.of(fake.url("/open-apis/bot/v2/hook/${env:TOKEN}")),
        Secret.of("${env:SECRET}"),
        Duration.ofSeconds(5));
  }
}
