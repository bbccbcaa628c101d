package org.qingting.alerts.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qingting.alerts.cases.Delivery;
import org.qingting.alerts.channels.Channel;
import org.qingting.alerts.channels.Grouping;
import org.qingting.alerts.channels.Notification;
import org.qingting.alerts.channels.Outcome;

/**
 * The way to one pair of ears: groups, sends, says what became of it. Used by one thread at a time;
 * takes as long as the channel does.
 */
final class Lane {
  private final Channel channel;
  private final Grouping grouping;
  private final InstantSource clock;
  private final Map<String, List<Letter>> held = new HashMap<>();

  Lane(Channel channel, InstantSource clock) {
    this.channel = channel;
    this.grouping = new Grouping(clock);
    this.clock = clock;
  }

  /**
   * One delivery on its way.
   *
   * @param kind of the document
   * @param document that it stands in
   */
  record Letter(Kind kind, String document, Delivery delivery, Notification notification) {
    /** Kinds of documents with deliveries. */
    enum Kind {
      CASE,
      NOTICE
    }
  }

  /**
   * What became of letters.
   *
   * @param status PENDING where it is to be tried again
   * @param from when
   * @param failed whether it was tried and failed
   */
  record Result(
      List<Letter> letters, Delivery.Status status, Instant from, boolean failed, String remark) {}

  /** Takes a letter; what was sent at once. */
  List<Result> add(Letter letter) {
    held.computeIfAbsent(letter.notification().id(), id -> new ArrayList<>()).add(letter);
    return send(grouping.add(letter.notification()));
  }

  /** Sends what was held long enough. */
  List<Result> due() {
    return send(grouping.due());
  }

  private List<Result> send(Optional<Grouping.Due> due) {
    if (due.isEmpty()) {
      return List.of();
    }
    List<Letter> letters = new ArrayList<>();
    for (String id : due.get().ids()) {
      List<Letter> of = held.remove(id);
      if (of != null) {
        letters.addAll(of);
      }
    }
    int failures = letters.stream().mapToInt(each -> each.delivery().tries()).max().orElse(0);
    Outcome outcome = channel.send(due.get().message(), failures);
    Instant now = clock.instant();
    if (outcome instanceof Outcome.Delivered delivered) {
      return List.of(
          new Result(letters, Delivery.Status.DELIVERED, now, false, delivered.remark()));
    }
    if (outcome instanceof Outcome.Refused refused) {
      return List.of(new Result(letters, Delivery.Status.REFUSED, now, true, refused.reason()));
    }
    Outcome.RetryLater later = (Outcome.RetryLater) outcome;
    Duration after = later.after().isNegative() ? Duration.ZERO : later.after();
    return List.of(
        new Result(
            letters, Delivery.Status.PENDING, now.plus(after), later.tried(), later.reason()));
  }
}
