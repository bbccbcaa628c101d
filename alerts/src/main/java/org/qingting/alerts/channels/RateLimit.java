package org.qingting.alerts.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A window of tokens: so many sendings within any such time, by each of some windows. Thread-safe.
 * It lives in memory; after a restart the service itself says when it is too much.
 */
final class RateLimit {

  /** At most {@code most} within {@code span}. */
  record Window(int most, Duration span) {}

  private final List<Window> windows;
  private final int longestWindow;
  private final Deque<Instant> taken = new ArrayDeque<>();
  private Instant pausedAt = Instant.EPOCH;
  private Instant pausedUntil = Instant.EPOCH;

  RateLimit(Window... windows) {
    this.windows = List.of(windows);
    this.longestWindow = this.windows.stream().mapToInt(Window::most).max().orElse(0);
  }

  /** Takes a token: zero, or how long to wait for one. */
  synchronized Duration take(Instant now) {
    if (now.isBefore(pausedUntil) && !now.isBefore(pausedAt)) {
      return Duration.between(now, pausedUntil);
    }
    // A clock that was set back must not silence a channel until it has caught up.
    taken.removeIf(instant -> instant.isAfter(now));
    Duration longest = Duration.ZERO;
    for (Window window : windows) {
      Instant from = now.minus(window.span());
      List<Instant> within = taken.stream().filter(instant -> instant.isAfter(from)).toList();
      if (within.size() >= window.most()) {
        Instant leaving = within.get(within.size() - window.most());
        Duration wait = Duration.between(from, leaving);
        longest = wait.compareTo(longest) > 0 ? wait : longest;
      }
    }
    if (longest.isZero()) {
      taken.addLast(now);
      if (taken.size() > longestWindow) {
        taken.removeFirst();
      }
    }
    return longest;
  }

  /** The service asks for silence. */
  synchronized void pause(Instant now, Duration time) {
    pausedAt = now;
    pausedUntil = now.plus(time);
  }
}
