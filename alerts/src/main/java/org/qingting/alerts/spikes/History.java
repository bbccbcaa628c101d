package org.qingting.alerts.spikes;

import java.util.Arrays;

/**
 * Counts by bucket, sorted, empty buckets left out. Counts saturate at {@link Integer#MAX_VALUE}.
 */
final class History {
  private int size;
  private long[] bucket = new long[8];
  private int[] negative = new int[8];
  private int[] police = new int[8];
  private int[] reposts = new int[8];
  private boolean[] wave = new boolean[8];

  int size() {
    return size;
  }

  long bucketAt(int index) {
    return bucket[index];
  }

  int negativeAt(int index) {
    return negative[index];
  }

  int policeAt(int index) {
    return police[index];
  }

  int repostsAt(int index) {
    return reposts[index];
  }

  boolean waveAt(int index) {
    return wave[index];
  }

  /** Adds to a bucket; {@code inWave} marks it as part of an outbreak for good. */
  void add(long at, long negatives, long polices, long repeats, boolean inWave) {
    int index = from(at);
    if (index == size || bucket[index] != at) {
      insert(index, at);
    }
    negative[index] = saturated(negative[index] + negatives);
    police[index] = saturated(police[index] + polices);
    reposts[index] = saturated(reposts[index] + repeats);
    wave[index] |= inWave;
  }

  /** Marks the buckets from one to another, both included, as part of an outbreak. */
  void markWave(long first, long last) {
    for (int i = from(first); i < size && bucket[i] <= last; i++) {
      wave[i] = true;
    }
  }

  /** Negative posts in the buckets from one to another, both included. */
  long negatives(long first, long last) {
    long sum = 0;
    for (int i = from(first); i < size && bucket[i] <= last; i++) {
      sum += negative[i];
    }
    return sum;
  }

  /** Reposts in the buckets from one to another, both included. */
  long reposts(long first, long last) {
    long sum = 0;
    for (int i = from(first); i < size && bucket[i] <= last; i++) {
      sum += reposts[i];
    }
    return sum;
  }

  /** On how many days within the buckets given there was any post. */
  int activeDays(long first, long last, int bucketsPerDay) {
    int days = 0;
    long previous = Long.MIN_VALUE;
    for (int i = from(first); i < size && bucket[i] <= last; i++) {
      long day = Math.floorDiv(bucket[i], bucketsPerDay);
      if (day != previous) {
        days++;
        previous = day;
      }
    }
    return days;
  }

  /** Spreads negative counts over {@code counts}, whose first element is bucket {@code first}. */
  void spread(long first, double[] counts, boolean[] inWave) {
    long end = first + counts.length;
    for (int i = from(first); i < size && bucket[i] < end; i++) {
      counts[(int) (bucket[i] - first)] = negative[i];
      inWave[(int) (bucket[i] - first)] = wave[i];
    }
  }

  void forgetBefore(long at) {
    if (size == 0 || bucket[0] >= at) {
      return;
    }
    int gone = from(at);
    size -= gone;
    System.arraycopy(bucket, gone, bucket, 0, size);
    System.arraycopy(negative, gone, negative, 0, size);
    System.arraycopy(police, gone, police, 0, size);
    System.arraycopy(reposts, gone, reposts, 0, size);
    System.arraycopy(wave, gone, wave, 0, size);
  }

  void forgetAfter(long at) {
    size = from(at + 1);
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
      negative = Arrays.copyOf(negative, capacity);
      police = Arrays.copyOf(police, capacity);
      reposts = Arrays.copyOf(reposts, capacity);
      wave = Arrays.copyOf(wave, capacity);
    }
    int moved = size - index;
    System.arraycopy(bucket, index, bucket, index + 1, moved);
    System.arraycopy(negative, index, negative, index + 1, moved);
    System.arraycopy(police, index, police, index + 1, moved);
    System.arraycopy(reposts, index, reposts, index + 1, moved);
    System.arraycopy(wave, index, wave, index + 1, moved);
    bucket[index] = at;
    negative[index] = 0;
    police[index] = 0;
    reposts[index] = 0;
    wave[index] = false;
    size++;
  }

  private static int saturated(long value) {
    return (int) Math.min(Integer.MAX_VALUE, value);
  }
}
