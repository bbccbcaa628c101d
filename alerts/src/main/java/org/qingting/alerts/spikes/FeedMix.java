package org.qingting.alerts.spikes;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * From which feeds the critical posts of one series come, older ones counting less: so that a day
 * on which one of them was not heard is known to have been heard in part only. Bounded.
 */
final class FeedMix {
  private static final int MOST = 12;
  private static final double HALF_LIFE_DAYS = 14;

  private static final double[] DAY_WEIGHTS = new double[Listening.DAYS];

  static {
    for (int i = 0; i < DAY_WEIGHTS.length; i++) {
      DAY_WEIGHTS[i] = Math.pow(0.5, i / HALF_LIFE_DAYS);
    }
  }

  /** Posts of the other feeds together that are imagined at the outset. */
  private static final double PRIOR = 1;

  /** Decayed posts by feed. */
  private final TreeMap<Integer, Float> posts = new TreeMap<>();

  /** The day to which all have decayed. */
  private long day = Long.MIN_VALUE;

  Map<Integer, Float> posts() {
    return posts;
  }

  long day() {
    return day;
  }

  void restore(long decayedTo, Map<Integer, Float> stored) {
    day = decayedTo;
    posts.clear();
    posts.putAll(stored);
  }

  /** Adds a closed bucket's critical posts of one feed. */
  void add(int feed, int count, long onDay) {
    if (onDay > day) {
      float factor =
          day == Long.MIN_VALUE ? 0 : (float) Math.pow(0.5, (onDay - day) / HALF_LIFE_DAYS);
      posts.replaceAll((known, decayed) -> decayed * factor);
      day = onDay;
    }
    float late = onDay < day ? (float) Math.pow(0.5, (day - onDay) / HALF_LIFE_DAYS) : 1;
    if (posts.size() >= MOST && !posts.containsKey(feed)) {
      int least = posts.firstKey();
      for (Map.Entry<Integer, Float> entry : posts.entrySet()) {
        if (entry.getValue() < posts.get(least)) {
          least = entry.getKey();
        }
      }
      posts.remove(least);
    }
    posts.merge(feed, count * late, Float::sum);
  }

  /**
   * Which part of what is heard today was heard on each of some days, from 0 to 1; of feeds that
   * are evidence.
   *
   * @param first the first day
   * @param parts filled in, one a day
   * @return which part of what is usual is heard today, since some feeds may be deaf
   */
  double heard(Panel panel, SpikeSettings settings, long first, double[] parts) {
    long today = panel.today(settings.bucketsPerDay());
    TreeMap<Integer, Double> rates = new TreeMap<>();
    double total = PRIOR / 7;
    for (Map.Entry<Integer, Float> entry : posts.entrySet()) {
      Listening.Heard feed = panel.listening.of(entry.getKey());
      if (feed == null || panel.onTrial(entry.getKey(), today, settings)) {
        continue;
      }
      double days = feed.days(today, DAY_WEIGHTS);
      if (days > 0) {
        double passed = Math.max(0, today - day);
        double rate = entry.getValue() * Math.pow(0.5, passed / HALF_LIFE_DAYS) / days;
        rates.put(entry.getKey(), rate);
        total += rate;
      }
    }
    Arrays.fill(parts, 1);
    double now = 1;
    for (Map.Entry<Integer, Double> entry : rates.entrySet()) {
      double share = entry.getValue() / total;
      Listening.Heard feed = panel.listening.of(entry.getKey());
      for (int i = 0; i < parts.length; i++) {
        if (feed.deaf(first + i)) {
          parts[i] -= share;
        }
      }
      if (feed.deaf(today)) {
        now -= share;
      }
    }
    return Math.max(0, now);
  }
}
