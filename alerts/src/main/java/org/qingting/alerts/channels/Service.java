package org.qingting.alerts.channels;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;

/** What is particular about a service that is spoken to over HTTP. */
interface Service {

  /** One request; where it is signed, it is signed for this very moment. */
  HttpRequest request(Message message, Instant now);

  /** What the answer means. */
  Verdict judge(HttpCalls.Answer answer);

  /** The service's own limits. */
  RateLimit limit();

  /** How long a message that can wait should wait for a better moment. */
  default Duration untilGoodMoment(Instant now) {
    return Duration.ZERO;
  }

  /** What an answer means. */
  sealed interface Verdict {
    /** Taken. */
    record Taken() implements Verdict {}

    /**
     * Not taken now.
     *
     * @param atLeast how long to wait at least
     * @param pause whether nothing may be sent for that time
     * @param reason as the service or we say it; may hold secrets
     */
    record Busy(Duration atLeast, boolean pause, String reason) implements Verdict {}

    /** Not taken as things are; the reason may hold secrets. */
    record Wrong(String reason) implements Verdict {}
  }

  /** A JSON request. */
  static HttpRequest.Builder json(URI uri, byte[] body) {
    return HttpRequest.newBuilder(uri)
        .header("Content-Type", "application/json; charset=utf-8")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
  }
}
