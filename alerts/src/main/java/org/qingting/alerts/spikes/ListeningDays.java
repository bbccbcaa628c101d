package org.qingting.alerts.spikes;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * On which days anything was heard at all, and since when that was so without a break. A single
 * page dated years ago, or an import of a few old letters, does not make a home that listened since
 * then. Bounded; used by one thread.
 */
public final class ListeningDays {
  /** Days without any post that are quiet and not deaf. */
  private static final long LONGEST_GAP = 2;

  private final long most;
  private final TreeSet<Long> days = new TreeSet<>();

  /**
   * Begins or goes on.
   *
   * @param history how far back days are remembered
   * @param heard {@link #days} of before; empty at first
   */
  public ListeningDays(Duration history, Collection<Long> heard) {
    this.most = history.toDays() + 1;
    days.addAll(heard);
  }

  /**
   * Takes note of a post.
   *
   * @return whether {@link #since} may have changed
   */
  public boolean heard(Instant at) {
    long day = Math.floorDiv(at.getEpochSecond(), Duration.ofDays(1).toSeconds());
    boolean tooOld = !days.isEmpty() && day <= days.last() - most;
    if (tooOld || !days.add(day)) {
      return false;
    }
    days.headSet(days.last() - most, true).clear();
    return true;
  }

  /** Forgets days after one: they were a broken clock's. */
  void forgetAfter(long day) {
    days.tailSet(day, false).clear();
  }

  /** The first day of the newest run without a break. */
  public Instant since() {
    long first = Long.MAX_VALUE;
    for (long day : days.descendingSet()) {
      if (first != Long.MAX_VALUE && first - day > LONGEST_GAP + 1) {
        break;
      }
      first = day;
    }
    return days.isEmpty()
        ? Instant.MAX
        : LocalDate.ofEpochDay(first).atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  /** What to keep in state: days since 1970. */
  public List<Long> days() {
    return List.copyOf(days);
  }
}
