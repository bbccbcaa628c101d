package org.qingting.alerts.channels;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes few messages of many notifications for one channel. The first after a pause goes at once;
 * what follows within 30 s is held until these are over and goes as one message, the gravest by
 * name and the others as a number. What is urgent is not held, the first five within 30 s. A newer
 * notification replaces a held one of the same id.
 *
 * <p>Pure: it sends nothing and sleeps nowhere. Bounded: of the others it keeps the ids alone, and
 * what would be more than ten thousand goes at once. Used by one thread.
 */
public final class Grouping {
  private static final Duration HOLD = Duration.ofSeconds(30);
  private static final int URGENT_AT_ONCE = 5;
  private static final int MOST_HELD = 10_000;
  private static final Comparator<Notification> GRAVEST =
      Comparator.comparing(Notification::isUrgent)
          .reversed()
          .thenComparing(Notification::level)
          .thenComparing(held -> -held.counts().observed())
          .thenComparing(Notification::at);

  private final InstantSource clock;
  private final List<Notification> top = new ArrayList<>();
  private final Set<String> ids = new LinkedHashSet<>();
  private final Deque<Instant> urgent = new ArrayDeque<>();
  private Instant since = Instant.EPOCH;
  private Instant sent = Instant.EPOCH;

  /** With nothing held. */
  public Grouping(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * What is to be sent now.
   *
   * @param message to send
   * @param ids of all notifications that it covers, named or counted
   */
  public record Due(Message message, List<String> ids) {}

  /** Takes a notification; gives what is to be sent at once. */
  public Optional<Due> add(Notification notification) {
    Instant now = clock.instant();
    if (notification.isUrgent() && mayGo(now)) {
      urgent.addLast(now);
      // A held earlier statement about the same is out of date.
      forget(notification.id());
      return Optional.of(new Due(notification, List.of(notification.id())));
    }
    if (ids.isEmpty()) {
      if (!notification.isUrgent() && isOver(sent, now)) {
        sent = now;
        return Optional.of(new Due(notification, List.of(notification.id())));
      }
      since = notification.isUrgent() ? now : sent;
    }
    ids.add(notification.id());
    top.removeIf(held -> held.id().equals(notification.id()));
    top.add(notification);
    top.sort(GRAVEST);
    if (top.size() > Digest.MOST) {
      top.remove(Digest.MOST);
    }
    return ids.size() < MOST_HELD ? due() : Optional.of(release(now));
  }

  private boolean mayGo(Instant now) {
    urgent.removeIf(at -> isOver(at, now));
    return urgent.size() < URGENT_AT_ONCE;
  }

  private void forget(String id) {
    if (top.size() == 1 && ids.size() > 1) {
      // A digest of the others needs one that it names.
      return;
    }
    ids.remove(id);
    top.removeIf(held -> held.id().equals(id));
  }

  /** What has been held long enough. */
  public Optional<Due> due() {
    Instant now = clock.instant();
    return !ids.isEmpty() && isOver(since, now) ? Optional.of(release(now)) : Optional.empty();
  }

  /** When {@link #due} will have something; empty where nothing is held. */
  public Optional<Instant> next() {
    return ids.isEmpty() ? Optional.empty() : Optional.of(since.plus(HOLD));
  }

  /** Both ways: a clock that was set back must not hold anything longer. */
  private static boolean isOver(Instant since, Instant now) {
    return Duration.between(since, now).abs().compareTo(HOLD) >= 0;
  }

  private Due release(Instant now) {
    sent = now;
    List<String> covered = List.copyOf(ids);
    Message message =
        covered.size() == 1
            ? top.get(0)
            : new Digest(id(covered), top, covered.size() - top.size(), now);
    ids.clear();
    top.clear();
    return new Due(message, covered);
  }

  private static String id(List<String> covered) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", covered).getBytes(StandardCharsets.UTF_8));
      return "digest-" + HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
