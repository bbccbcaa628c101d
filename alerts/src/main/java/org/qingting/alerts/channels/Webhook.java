package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * A signed POST. Header {@value #SIGNATURE} holds {@code sha256=} and the HMAC-SHA256 of the body's
 * bytes in lower-case hex; the body's {@code timestamp} (seconds since 1970) is signed with it, so
 * that a receiver can refuse what is old, and {@code id} tells it what it has already.
 */
final class Webhook implements Service {
  static final String SIGNATURE = "X-Qingting-Signature";

  private final URI url;
  private final Secret secret;
  private final PublicUrl publicUrl;

  Webhook(Secret url, Secret secret, PublicUrl publicUrl) {
    this.url = URI.create(url.reveal());
    this.secret = secret;
    this.publicUrl = publicUrl;
  }

  @Override
  public HttpRequest request(Message message, Instant now) {
    ObjectNode body =
        Payload.JSON
            .createObjectNode()
            .put("timestamp", now.getEpochSecond())
            .put("id", message.id());
    if (message instanceof Notification notification) {
      body.put("type", "notification");
      write(body, notification);
    } else if (message instanceof Digest digest) {
      body.put("type", "digest").put("others", digest.others());
      var top = body.putArray("top");
      digest.top().forEach(one -> write(top.addObject().put("id", one.id()), one));
    }
    byte[] bytes = Payload.bytes(body);
    return Service.json(url, bytes)
        .header(
            SIGNATURE, "sha256=" + HexFormat.of().formatHex(Signature.hmac(secret.reveal(), bytes)))
        .build();
  }

  private void write(ObjectNode node, Notification notification) {
    node.put("kind", notification.kind().id())
        .put("level", notification.level().id())
        .put("title", notification.title())
        .put("theme", notification.theme())
        .put("place", notification.place())
        .put("at", notification.at().toString())
        .put("link", publicUrl.of(notification.path()));
    Counts counts = notification.counts();
    node.putObject("counts")
        .put("observed", counts.observed())
        .put("expected", counts.expected())
        .put("people", counts.people())
        .put("sources", counts.sources())
        .put("reposts", counts.reposts());
    var headlines = node.putArray("headlines");
    notification
        .headlines()
        .forEach(h -> headlines.addObject().put("outlet", h.outlet()).put("title", h.title()));
    notification.sources().forEach(node.putArray("sources")::add);
  }

  @Override
  public Verdict judge(HttpCalls.Answer answer) {
    return answer.status() / 100 == 2
        ? new Verdict.Taken()
        : new Verdict.Busy(Duration.ZERO, answer.status() == 429, "status " + answer.status());
  }

  @Override
  public RateLimit limit() {
    return new RateLimit();
  }
}
