package org.qingting.alerts.backtest;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** An alert as it would have come to the desk, statement by statement. */
final class Told {
  private final Instant raisedAt;
  private final Set<String> posts = new HashSet<>();
  private Alert latest;
  private Instant confirmedAt;
  private Instant overAt;

  /**
   * Begins with the first statement.
   *
   * @param confirmed whether its bucket is closed and judged already
   */
  Told(Alert raised, Instant at, boolean confirmed) {
    raisedAt = at;
    confirmedAt = confirmed ? at : null;
    latest = raised;
    posts.addAll(raised.evidence());
  }

  void say(Alert alert, Instant at) {
    latest = alert;
    posts.addAll(alert.evidence());
    if (alert.phase() == Alert.Phase.CONFIRMED) {
      confirmedAt = at;
    } else if (alert.phase().isOver()) {
      overAt = at;
    }
  }

  String id() {
    return latest.id();
  }

  Series series() {
    return latest.series();
  }

  Instant onset() {
    return latest.onset();
  }

  Instant raisedAt() {
    return raisedAt;
  }

  boolean over() {
    return overAt != null;
  }

  boolean withdrawn() {
    return latest.phase() == Alert.Phase.WITHDRAWN;
  }

  boolean overlaps(Told other) {
    return begins(other, this) && begins(this, other);
  }

  /** Whether one begins before the other is over. */
  private static boolean begins(Told one, Told other) {
    return other.overAt == null || one.onset().isBefore(other.overAt);
  }

  boolean sharesPosts(Told other) {
    return posts.stream().anyMatch(other.posts::contains);
  }

  Backtest.Episode episode(int matter) {
    return new Backtest.Episode(
        series(),
        onset(),
        raisedAt,
        confirmedAt,
        overAt,
        withdrawn(),
        latest.observed(),
        latest.expected(),
        latest.people(),
        latest.trigger(),
        latest.everyDays(),
        matter);
  }
}
