package org.qingting.benchmarks;

import java.util.Arrays;

/** Times of many runs, and what they have in the middle and at the end. Not thread-safe. */
final class Durations {
  private long[] nanos = new long[64];
  private int count;

  void add(long more) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = more;
  }

  /**
   * The time within which a share of the runs ended, in milliseconds; by nearest rank.
   *
   * @param share from 0 to 1
   */
  double millis(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(share * count);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
