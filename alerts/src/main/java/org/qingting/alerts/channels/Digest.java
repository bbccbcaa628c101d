package org.qingting.alerts.channels;

import java.time.Instant;
import java.util.List;
import org.qingting.alerts.policy.Level;

/**
 * Many notifications as one message; {@link Grouping} makes it.
 *
 * @param id key for receivers, the same for the same notifications
 * @param top the gravest, at least one
 * @param others how many more there are
 * @param at when it was made
 */
public record Digest(String id, List<Notification> top, long others, Instant at)
    implements Message {
  static final int MOST = 10;

  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException when top has none or more than ten
   */
  public Digest {
    top = List.copyOf(top);
    if (top.isEmpty() || top.size() > MOST) {
      throw new IllegalArgumentException("a digest names 1 to " + MOST + " notifications");
    }
  }

  @Override
  public Level level() {
    return top.stream().map(Notification::level).min(Level::compareTo).orElseThrow();
  }

  @Override
  public Mentions mentions() {
    return top.stream().map(Notification::mentions).reduce(Mentions.NONE, Mentions::and);
  }

  @Override
  public boolean isUrgent() {
    return top.stream().anyMatch(Notification::isUrgent);
  }
}
