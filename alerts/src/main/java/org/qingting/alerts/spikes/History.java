package org.qingting.alerts.spikes;

import java.util.Arrays;

/**
 * Counts by bucket, sorted, empty buckets left out. Old buckets are kept roughly: see {@link
 * #roughen}.
 */
final class History {
  /** Greatest count that a bucket holds. */
  static final int MOST = 507_904;

  /** Counts below this stay as they are when roughened. */
  private static final int EXACT = 16;

  private int size;
  private long[] bucket = new long[8];
  private int[] critical = new int[8];
  private int[] police = new int[8];
  private int[] reposts = new int[8];
  private int[] fresh = new int[8];
  private boolean[] wave = new boolean[8];

  /** Buckets before this are rough. */
  private long rough = Long.MIN_VALUE;

  int size() {
    return size;
  }

  long bucketAt(int index) {
    return bucket[index];
  }

  int criticalAt(int index) {
    return critical[index];
  }

  int policeAt(int index) {
    return police[index];
  }

  int repostsAt(int index) {
    return reposts[index];
  }

  int freshAt(int index) {
    return fresh[index];
  }

  boolean waveAt(int index) {
    return wave[index];
  }

  long rough() {
    return rough;
  }

  /** Adds to a bucket. */
  void add(long at, int criticals, int polices, int repeats, int freshOnes, boolean inWave) {
    int index = from(at);
    if (index == size || bucket[index] != at) {
      insert(index, at);
    }
    critical[index] = bounded((long) critical[index] + criticals);
    police[index] = bounded((long) police[index] + polices);
    reposts[index] = bounded((long) reposts[index] + repeats);
    fresh[index] = bounded((long) fresh[index] + freshOnes);
    wave[index] |= inWave;
  }

  /** Marks the buckets from one to another, both included, as part of an outbreak. */
  void markWave(long first, long last) {
    for (int i = from(first); i < size && bucket[i] <= last; i++) {
      wave[i] = true;
    }
  }

  /** Critical posts in the buckets from one to another, both included. */
  long criticals(long first, long last) {
    return sum(critical, first, last);
  }

  /** Those of them that came from sources on trial. */
  long fresh(long first, long last) {
    return sum(fresh, first, last);
  }

  /** Posts about police, critical or not, in the buckets from one to another, both included. */
  long polices(long first, long last) {
    return sum(police, first, last);
  }

  /** Reposts in the buckets from one to another, both included. */
  long reposts(long first, long last) {
    return sum(reposts, first, last);
  }

  private long sum(int[] counts, long first, long last) {
    long sum = 0;
    for (int i = from(first); i < size && bucket[i] <= last; i++) {
      sum += counts[i];
    }
    return sum;
  }

  /**
   * Spreads the counts out, one element a bucket from {@code first} on.
   *
   * @param trials from this bucket on, critical posts of feeds on trial are left out
   */
  void spread(long first, double[] criticals, double[] polices, boolean[] inWave, long trials) {
    long end = first + criticals.length;
    for (int i = from(first); i < size && bucket[i] < end; i++) {
      int at = (int) (bucket[i] - first);
      int left = bucket[i] < trials ? 0 : fresh[i];
      criticals[at] = critical[i] - left;
      polices[at] = Math.max(critical[i], police[i]) - left;
      inWave[at] = wave[i];
    }
  }

  /**
   * Keeps counts before a bucket to four binary digits (an error of 3 % at most), which is enough
   * to learn seasons from and fits a byte. Done at fixed times and not when stored, so that a
   * restored history is the very same.
   */
  void roughen(long before) {
    if (before <= rough) {
      return;
    }
    // All of them: late posts may have been added to old buckets meanwhile.
    for (int i = 0; i < size && bucket[i] < before; i++) {
      critical[i] = roughly(critical[i]);
      police[i] = roughly(police[i]);
      reposts[i] = roughly(reposts[i]);
      fresh[i] = Math.min(critical[i], roughly(fresh[i]));
    }
    rough = before;
  }

  static int roughly(int count) {
    return ofByte(toByte(count));
  }

  /** A count as one of 256 values: four digits after the leading one, and how often doubled. */
  static int toByte(int count) {
    if (count < EXACT) {
      return count;
    }
    int doubled = 27 - Integer.numberOfLeadingZeros(count);
    int rounded = doubled == 0 ? count : (count + (1 << (doubled - 1))) >>> doubled;
    if (rounded == 2 * EXACT) {
      rounded = EXACT;
      doubled++;
    }
    return Math.min(255, EXACT + EXACT * doubled + rounded - EXACT);
  }

  static int ofByte(int value) {
    return value < EXACT ? value : (EXACT + (value & 15)) << ((value >>> 4) - 1);
  }

  void forgetBefore(long at) {
    if (size == 0 || bucket[0] >= at) {
      return;
    }
    int gone = from(at);
    size -= gone;
    System.arraycopy(bucket, gone, bucket, 0, size);
    System.arraycopy(critical, gone, critical, 0, size);
    System.arraycopy(police, gone, police, 0, size);
    System.arraycopy(reposts, gone, reposts, 0, size);
    System.arraycopy(fresh, gone, fresh, 0, size);
    System.arraycopy(wave, gone, wave, 0, size);
  }

  void clear() {
    size = 0;
    rough = Long.MIN_VALUE;
  }

  /** Takes a stored bucket, after all others, and where roughness began. */
  void restore(long at, int criticals, int polices, int repeats, int freshOnes, boolean inWave) {
    insert(size, at);
    critical[size - 1] = criticals;
    police[size - 1] = polices;
    reposts[size - 1] = repeats;
    fresh[size - 1] = freshOnes;
    wave[size - 1] = inWave;
  }

  void restoreRough(long before) {
    rough = before;
  }

  /** Index of the first bucket at or after {@code at}; the newest buckets are found at once. */
  private int from(long at) {
    int low = size;
    for (int i = 0; i < 4 && low > 0 && bucket[low - 1] >= at; i++) {
      low--;
    }
    if (low == 0 || bucket[low - 1] < at) {
      return low;
    }
    int found = Arrays.binarySearch(bucket, 0, low, at);
    return found >= 0 ? found : -found - 1;
  }

  private void insert(int index, long at) {
    if (size == bucket.length) {
      int capacity = size * 2;
      bucket = Arrays.copyOf(bucket, capacity);
      critical = Arrays.copyOf(critical, capacity);
      police = Arrays.copyOf(police, capacity);
      reposts = Arrays.copyOf(reposts, capacity);
      fresh = Arrays.copyOf(fresh, capacity);
      wave = Arrays.copyOf(wave, capacity);
    }
    int moved = size - index;
    System.arraycopy(bucket, index, bucket, index + 1, moved);
    System.arraycopy(critical, index, critical, index + 1, moved);
    System.arraycopy(police, index, police, index + 1, moved);
    System.arraycopy(reposts, index, reposts, index + 1, moved);
    System.arraycopy(fresh, index, fresh, index + 1, moved);
    System.arraycopy(wave, index, wave, index + 1, moved);
    bucket[index] = at;
    critical[index] = 0;
    police[index] = 0;
    reposts[index] = 0;
    fresh[index] = 0;
    wave[index] = false;
    size++;
  }

  private static int bounded(long value) {
    return (int) Math.min(MOST, value);
  }
}
