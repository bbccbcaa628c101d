package org.qingting.alerts.spikes;

import java.util.Arrays;

/**
 * Distinct people (or sources), each with the newest bucket in which they were seen. Kept as 32-bit
 * hashes in sorted order, so that the order of arrival leaves no trace. Bounded: see {@link #saw}.
 */
final class Crowd {
  private int size;
  private int[] who = new int[4];
  private long[] last = new long[4];

  /** Nobody was last seen before this. */
  private long oldest = Long.MAX_VALUE;

  int size() {
    return size;
  }

  int whoAt(int index) {
    return who[index];
  }

  long lastAt(int index) {
    return last[index];
  }

  /**
   * Takes note of somebody. When {@code limit} are known, the longest unseen make room if {@code
   * forgetful}; otherwise newcomers are not counted any more.
   */
  void saw(long id, long bucket, int limit, boolean forgetful) {
    put((int) (mix(id) >>> 32), bucket, limit, forgetful);
  }

  void put(int hash, long bucket, int limit, boolean forgetful) {
    int index = Arrays.binarySearch(who, 0, size, hash);
    if (index >= 0) {
      last[index] = Math.max(last[index], bucket);
      return;
    }
    if (size >= limit) {
      if (!forgetful || oldest >= bucket) {
        return;
      }
      forgetBefore(oldest);
      forgetBefore(Math.min(bucket, oldest + 1));
      if (size >= limit) {
        return;
      }
      index = Arrays.binarySearch(who, 0, size, hash);
    }
    int at = -index - 1;
    if (size == who.length) {
      who = Arrays.copyOf(who, size * 2);
      last = Arrays.copyOf(last, size * 2);
    }
    System.arraycopy(who, at, who, at + 1, size - at);
    System.arraycopy(last, at, last, at + 1, size - at);
    who[at] = hash;
    last[at] = bucket;
    oldest = Math.min(oldest, bucket);
    size++;
  }

  /** How many were seen in this bucket or later. */
  int countSince(long bucket) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (last[i] >= bucket) {
        count++;
      }
    }
    return count;
  }

  /** Whether at least {@code enough} were seen in this bucket or later. */
  boolean hasSince(long bucket, int enough) {
    int count = 0;
    for (int i = 0; i < size && count < enough; i++) {
      if (last[i] >= bucket) {
        count++;
      }
    }
    return count >= enough;
  }

  void forgetBefore(long bucket) {
    int kept = 0;
    oldest = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (last[i] >= bucket) {
        who[kept] = who[i];
        last[kept] = last[i];
        oldest = Math.min(oldest, last[i]);
        kept++;
      }
    }
    size = kept;
  }

  /** A stable 64-bit hash of a text (FNV-1a over its characters). */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  private static long mix(long value) {
    long z = value * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
