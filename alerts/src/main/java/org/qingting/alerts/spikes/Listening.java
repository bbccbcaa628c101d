package org.qingting.alerts.spikes;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which feeds (see {@link Observation#feed}) were heard on which days, so that one that is added,
 * lost or found again is not mistaken for a change of what people say. A feed counts as deaf on
 * days before its first post, and in a silence so long that its own habit makes it improbable. Days
 * are days since 1970 in UTC. Bounded; used by one thread.
 */
final class Listening {
  static final long NONE = Long.MIN_VALUE;

  /** Days remembered of a feed. */
  static final int DAYS = 64;

  private static final int MOST_FEEDS = 2048;

  /** Days of silence within a habit at most; between two habits of one feed. */
  private static final int LONGEST_GAP = 20;

  private static final int LONGEST_ABSENCE = 45;

  /** Days heard that make a habit. */
  private static final int HABIT = 5;

  /** Trials that overlap end together, but after so many of them in a row at the latest. */
  private static final int MOST_TRIALS = 3;

  /** How improbable a silence must be to count as deafness. */
  private static final double IMPROBABLE = 1e-3;

  private final TreeMap<Integer, Heard> feeds = new TreeMap<>();

  /** Grows whenever an answer may have changed. */
  private long edition;

  /** One feed: the newest day it was heard, bit i telling of the day i days before. */
  static final class Heard {
    long newest;
    long days;

    /** Bit i: deaf i days before the newest; made anew when the days change. */
    private long deaf;

    private int sinceAgo;
    private int longestSilence;

    Heard(long newest, long days) {
      set(newest, days);
    }

    private void set(long newestDay, long heardDays) {
      newest = newestDay;
      days = heardDays;
      // One old page does not make a habit: what lies before a long silence does not count.
      sinceAgo = 0;
      for (int i = 1; i < DAYS; i++) {
        if ((days >>> i & 1) != 0 && i - sinceAgo <= longestGap(i)) {
          sinceAgo = i;
        }
      }
      long counted = sinceAgo == DAYS - 1 ? days : days & ((1L << (sinceAgo + 1)) - 1);
      double habit = Long.bitCount(counted) / (sinceAgo + 2.0);
      longestSilence = Math.max(2, (int) Math.ceil(Math.log(IMPROBABLE) / Math.log(1 - habit)));
      deaf = sinceAgo == DAYS - 1 ? 0 : -1L << (sinceAgo + 1);
      int later = 0;
      for (int i = 1; i <= sinceAgo; i++) {
        if ((days >>> i & 1) != 0) {
          int silence = i - later - 1;
          if (silence >= longestSilence) {
            deaf |= ((1L << silence) - 1) << (later + 1);
          }
          later = i;
        }
      }
    }

    /** One old page is no habit; a feed that was lost for weeks had one. */
    private int longestGap(int ago) {
      return Long.bitCount(days >>> ago) >= HABIT ? LONGEST_ABSENCE : LONGEST_GAP;
    }

    /** The first day of its habit. */
    long since() {
      return newest - sinceAgo;
    }

    boolean deaf(long day) {
      long ago = newest - day;
      return ago < 0 ? -ago >= longestSilence : ago >= DAYS || (deaf >>> ago & 1) != 0;
    }

    /**
     * Days on which it was not deaf, added up.
     *
     * @param weights what a day counts by its age
     */
    double days(long today, double[] weights) {
      double sum = 0;
      for (long day = Math.max(since(), today - DAYS + 1); day <= today; day++) {
        if (!deaf(day)) {
          sum += weights[(int) (today - day)];
        }
      }
      return sum;
    }
  }

  /** Takes note of a post. */
  void heard(int feed, long day) {
    Heard heard = feeds.get(feed);
    if (heard == null) {
      if (feeds.size() >= MOST_FEEDS) {
        forgetOne();
      }
      feeds.put(feed, new Heard(day, 1));
      edition++;
      return;
    }
    long ahead = day - heard.newest;
    if (ahead > 0) {
      heard.set(day, ahead < DAYS ? heard.days << ahead | 1 : 1);
      edition++;
    } else if (ahead > -DAYS && (heard.days >>> -ahead & 1) == 0) {
      heard.set(heard.newest, heard.days | 1L << -ahead);
      edition++;
    }
  }

  /**
   * Whether a feed is too new for its posts to be evidence.
   *
   * @param group what {@link #trialsSince} said
   * @param home the first day on which anything was heard
   */
  boolean onTrial(int feed, long today, long trialDays, long group, long home) {
    Heard heard = feeds.get(feed);
    if (heard == null) {
      return true;
    }
    return heard.since() > home + 1
        && (today - heard.since() < trialDays || (group != NONE && heard.since() >= group));
  }

  /**
   * The first day of the trials that are under way; {@link #NONE} for none. Trials that overlap end
   * together, so that what is usual is compared with what is heard of the same feeds.
   */
  long trialsSince(long today, long trialDays, long home) {
    long[] begun =
        feeds.values().stream()
            .mapToLong(Heard::since)
            .filter(since -> since > home + 1 && since > today - MOST_TRIALS * trialDays)
            .sorted()
            .toArray();
    long group = NONE;
    for (int i = begun.length - 1; i >= 0; i--) {
      if (begun[i] + trialDays <= (group == NONE ? today : group)) {
        break;
      }
      group = begun[i];
    }
    return group;
  }

  /** The feed, or null where nothing is known of it. */
  Heard of(int feed) {
    return feeds.get(feed);
  }

  Map<Integer, Heard> feeds() {
    return feeds;
  }

  void restore(int feed, long newest, long days) {
    feeds.put(feed, new Heard(newest, days));
  }

  /** Forgets days after one: they were a broken clock's. */
  void forgetAfter(long day) {
    feeds
        .values()
        .removeIf(
            heard -> {
              long ahead = heard.newest - day;
              long left = ahead >= DAYS ? 0 : heard.days >>> Math.max(0, ahead);
              if (ahead > 0 && left != 0) {
                int gap = Long.numberOfTrailingZeros(left);
                heard.set(day - gap, left >>> gap);
              }
              return left == 0;
            });
    edition++;
  }

  long edition() {
    return edition;
  }

  private void forgetOne() {
    feeds.entrySet().stream()
        .min(
            Comparator.<Map.Entry<Integer, Heard>>comparingLong(entry -> entry.getValue().newest)
                .thenComparing(Map.Entry::getKey))
        .ifPresent(oldest -> feeds.remove(oldest.getKey()));
  }
}
