package org.qingting.search.counting;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adjoining stretches of time. Days, and multiples of days, begin at midnight in the zone; shorter
 * buckets are counted from each midnight, so that the last of a day is shorter or longer where the
 * clocks change; other multiples of an hour are counted from a midnight in 1970.
 */
public final class Buckets {
  /** More cannot be drawn, and would cost memory. */
  public static final int MOST = 20_000;

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final long[] starts;
  private int last;

  private Buckets(long[] starts) {
    this.starts = starts;
  }

  /**
   * The buckets from the one that holds the first time through the one that holds the last.
   *
   * @param first milliseconds since 1970
   * @param last milliseconds since 1970, not before first
   * @throws IllegalArgumentException when the bucket is no multiple of an hour or there are more
   *     than {@link #MOST} of them
   */
  public static Buckets between(long first, long last, Duration bucket, ZoneId zone) {
    long length = length(bucket);
    // The short bucket at the end of a day cannot double the number.
    double expected = ((double) last - first) / length;
    List<Long> starts = new ArrayList<>();
    if (expected <= MOST) {
      if (length % DAY == 0) {
        addDays(starts, first, last, length / DAY, zone);
      } else if (length < DAY) {
        addHours(starts, first, last, length, zone);
      } else {
        long origin = startOfDay(LocalDate.EPOCH, zone);
        long start = first - Math.floorMod(first - origin, length);
        for (; start <= last && starts.size() <= MOST; start += length) {
          starts.add(start);
        }
      }
    }
    if (starts.isEmpty() || starts.size() > MOST) {
      throw new IllegalArgumentException(
          String.format(
              "a timeline from %s to %s in steps of %d hours has more than %d points: narrow the"
                  + " time or take longer steps",
              Instant.ofEpochMilli(first), Instant.ofEpochMilli(last), length / HOUR, MOST));
    }
    return new Buckets(starts.stream().mapToLong(Long::longValue).toArray());
  }

  /** Refuses what is no multiple of an hour. */
  public static long length(Duration bucket) {
    boolean whole =
        bucket.compareTo(Duration.ofHours(1)) >= 0
            && bucket.compareTo(Duration.ofDays(36_600)) <= 0
            && bucket.toMillis() % HOUR == 0
            && bucket.toNanosPart() == 0;
    if (!whole) {
      throw new IllegalArgumentException(
          "a timeline goes in steps of one hour or a multiple of it, up to a century, not in steps"
              + " of "
              + bucket);
    }
    return bucket.toMillis();
  }

  private static void addDays(List<Long> starts, long first, long last, long days, ZoneId zone) {
    long day = localDate(first, zone).toEpochDay();
    LocalDate date = LocalDate.ofEpochDay(day - Math.floorMod(day, days));
    for (long start = startOfDay(date, zone); start <= last && starts.size() <= MOST; ) {
      starts.add(start);
      date = date.plusDays(days);
      start = startOfDay(date, zone);
    }
  }

  private static void addHours(List<Long> starts, long first, long last, long length, ZoneId zone) {
    LocalDate date = localDate(first, zone);
    long start = startOfDay(date, zone);
    while (start <= last && starts.size() <= MOST) {
      long next = startOfDay(date.plusDays(1), zone);
      for (; start <= last && start < next && starts.size() <= MOST; start += length) {
        if (first < Math.min(start + length, next)) {
          starts.add(start);
        }
      }
      start = next;
      date = date.plusDays(1);
    }
  }

  private static LocalDate localDate(long millis, ZoneId zone) {
    return Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
  }

  private static long startOfDay(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toInstant().toEpochMilli();
  }

  /** How many. */
  public int size() {
    return starts.length;
  }

  /** When one begins. */
  public Instant start(int bucket) {
    return Instant.ofEpochMilli(starts[bucket]);
  }

  /** The bucket that holds a time between the first and the last; fast for neighbouring times. */
  public int of(long millis) {
    boolean same =
        starts[last] <= millis && (last + 1 == starts.length || millis < starts[last + 1]);
    if (!same) {
      int found = Arrays.binarySearch(starts, millis);
      last = found >= 0 ? found : -found - 2;
    }
    return last;
  }
}
