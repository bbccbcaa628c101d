package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;

/** A robot of a WeCom 企业微信 group. */
final class WeCom implements Service {
  private static final int MOST_MARKDOWN_BYTES = 4096;
  private static final int MOST_TEXT_BYTES = 2048;
  private static final RobotAnswer ANSWER =
      new RobotAnswer(
          "errcode",
          "errmsg",
          Map.of(45009, Payload.MINUTE),
          Map.of(
              40058, "a message of ours breaks the service's rules: please report it",
              93000, "look at the key in the webhook"));

  private final URI url;
  private final PublicUrl publicUrl;

  WeCom(Secret url, PublicUrl publicUrl) {
    this.url = URI.create(url.reveal());
    this.publicUrl = publicUrl;
  }

  @Override
  public HttpRequest request(Message message, Instant now) {
    ObjectNode body = Payload.JSON.createObjectNode();
    Mentions mentions = message.mentions();
    if (mentions.mobiles().isEmpty()) {
      String at =
          mentions.ids().stream().map(id -> "<@" + id + ">").collect(Collectors.joining(" "));
      body.put("msgtype", "markdown")
          .putObject("markdown")
          .put(
              "content",
              Wording.of(message, Markup.MARKDOWN, publicUrl).sign(at).within(MOST_MARKDOWN_BYTES));
    } else {
      // Markdown can mention account names only.
      ObjectNode text = body.put("msgtype", "text").putObject("text");
      text.put("content", Wording.of(message, Markup.CHAT, publicUrl).within(MOST_TEXT_BYTES));
      mentions.ids().forEach(text.putArray("mentioned_list")::add);
      mentions.mobiles().forEach(text.putArray("mentioned_mobile_list")::add);
    }
    return Service.json(url, Payload.bytes(body)).build();
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
