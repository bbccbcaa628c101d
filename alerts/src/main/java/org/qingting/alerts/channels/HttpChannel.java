package org.qingting.alerts.channels;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Sends through a service that is spoken to over HTTP. */
final class HttpChannel implements Channel {
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final String name;
  private final Duration timeout;
  private final Service service;
  private final RateLimit limit;
  private final HttpCalls calls;
  private final Redaction redaction;
  private final InstantSource clock;
  private final BackOff backOff;

  HttpChannel(
      ChannelSettings settings,
      Service service,
      HttpCalls calls,
      Redaction redaction,
      InstantSource clock,
      BackOff backOff) {
    this.name = settings.name();
    this.timeout = settings.timeout();
    this.service = service;
    this.limit = service.limit();
    this.calls = calls;
    this.redaction = redaction;
    this.clock = clock;
    this.backOff = backOff;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Outcome send(Message message, int failures) {
    Instant now = clock.instant();
    Duration better = message.isUrgent() ? Duration.ZERO : service.untilGoodMoment(now);
    if (!better.isZero()) {
      return new Outcome.RetryLater(better, false, "waits for a less busy moment");
    }
    Duration wait = limit.take(now);
    if (!wait.isZero()) {
      return new Outcome.RetryLater(wait, false, "waits for the service's rate limit");
    }
    HttpCalls.Answer answer;
    try {
      answer = calls.send(service.request(message, now), timeout);
    } catch (HttpCalls.CallFailedException e) {
      return new Outcome.RetryLater(backOff.after(failures), true, e.getMessage());
    }
    Service.Verdict verdict = service.judge(answer);
    if (verdict instanceof Service.Verdict.Busy busy) {
      Duration asked = asked(answer);
      Duration atLeast = busy.atLeast().compareTo(asked) > 0 ? busy.atLeast() : asked;
      Duration after = backOff.after(failures, atLeast);
      if (busy.pause()) {
        limit.pause(clock.instant(), after);
      }
      return new Outcome.RetryLater(after, true, redaction.of(busy.reason()));
    }
    return verdict instanceof Service.Verdict.Wrong wrong
        ? new Outcome.Refused(redaction.of(wrong.reason()))
        : new Outcome.Delivered("");
  }

  /** What a Retry-After in seconds asks for, within reason. */
  private static Duration asked(HttpCalls.Answer answer) {
    if (!answer.retryAfter().matches("[0-9]{1,9}")) {
      return Duration.ZERO;
    }
    Duration asked = Duration.ofSeconds(Long.parseLong(answer.retryAfter()));
    return asked.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : asked;
  }
}
