package org.qingting.alerts.spikes;

import java.util.Arrays;

/**
 * Distinct people (or sources), each with the buckets in which they were seen: the newest, and
 * which of the {@link #REACH} before it. Kept as 32-bit hashes in sorted order, so that the order
 * of arrival leaves no trace. Bounded: see {@link #saw}.
 */
final class Crowd {
  /** How far back from somebody's newest bucket the others are remembered. */
  static final int REACH = 32;

  private int size;
  private int[] who = new int[4];
  private long[] last = new long[4];

  /** Bit i: seen in bucket last - i. */
  private long[] seen = new long[4];

  int size() {
    return size;
  }

  int whoAt(int index) {
    return who[index];
  }

  long lastAt(int index) {
    return last[index];
  }

  long seenAt(int index) {
    return seen[index];
  }

  /**
   * Takes note of somebody. When {@code limit} are known, those unseen for longest make room if
   * {@code forgetful}; otherwise newcomers are not counted any more.
   */
  void saw(long id, long bucket, int limit, boolean forgetful) {
    int hash = fold(id);
    int index = Arrays.binarySearch(who, 0, size, hash);
    if (index >= 0) {
      long ahead = bucket - last[index];
      if (ahead > 0) {
        seen[index] = ahead < REACH ? (seen[index] << ahead | 1) & 0xffffffffL : 1;
        last[index] = bucket;
      } else if (ahead > -REACH) {
        seen[index] |= 1L << -ahead;
      }
      return;
    }
    if (size >= limit) {
      if (!forgetful || !makeRoom(bucket)) {
        return;
      }
    }
    put(hash, bucket, 1);
  }

  /** Puts in somebody who is not there yet. */
  void put(int hash, long bucket, long mask) {
    int index = Arrays.binarySearch(who, 0, size, hash);
    int at = -index - 1;
    if (size == who.length) {
      who = Arrays.copyOf(who, size * 2);
      last = Arrays.copyOf(last, size * 2);
      seen = Arrays.copyOf(seen, size * 2);
    }
    System.arraycopy(who, at, who, at + 1, size - at);
    System.arraycopy(last, at, last, at + 1, size - at);
    System.arraycopy(seen, at, seen, at + 1, size - at);
    who[at] = hash;
    last[at] = bucket;
    seen[at] = mask;
    size++;
  }

  /** How many were seen in the buckets from one to another. */
  int count(long first, long through) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (last[i] >= first && isSeen(i, first, through)) {
        count++;
      }
    }
    return count;
  }

  /** Whether at least {@code enough} were seen in the buckets from one to another. */
  boolean has(long first, long through, int enough) {
    int count = 0;
    for (int i = 0; i < size && count < enough; i++) {
      if (last[i] >= first && isSeen(i, first, through)) {
        count++;
      }
    }
    return count >= enough;
  }

  private boolean isSeen(int index, long first, long through) {
    long newest = last[index] - through;
    if (newest <= 0) {
      return true;
    }
    long oldest = Math.min(REACH - 1, last[index] - first);
    if (newest > oldest) {
      return false;
    }
    long upTo = (1L << (oldest + 1)) - 1;
    return (seen[index] & upTo & (-1L << newest)) != 0;
  }

  void forgetBefore(long bucket) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (last[i] >= bucket) {
        who[kept] = who[i];
        last[kept] = last[i];
        seen[kept] = seen[i];
        kept++;
      }
    }
    size = kept;
  }

  /** Forgets those unseen for longest: a quarter of all, or more where many were seen at once. */
  private boolean makeRoom(long bucket) {
    long[] sorted = Arrays.copyOf(last, size);
    Arrays.sort(sorted);
    long kept = Math.min(bucket, sorted[size / 4] + 1);
    int before = size;
    forgetBefore(kept);
    return size < before;
  }

  /** A stable 64-bit hash of a text (FNV-1a over its characters). */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /** Any 64 bits as 32 well-mixed ones. */
  static int fold(long value) {
    long z = value * 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return (int) ((z ^ (z >>> 31)) >>> 32);
  }
}
