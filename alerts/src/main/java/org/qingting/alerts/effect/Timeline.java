package org.qingting.alerts.effect;

import java.time.Duration;
import java.time.Instant;
import org.qingting.alerts.effect.StatementCounts.Bucket;

/**
 * Counts in order of time, without holes. The bucket in which the statement was published is left
 * out: it is neither before nor after.
 */
final class Timeline {
  /** Far more than any matter stays open; bounds memory whatever the clock said. */
  private static final Duration LONGEST_AFTER = Duration.ofDays(60);

  final int before;
  final int after;
  final double[] critical;
  final double[] police;
  final double[] otherCritical;
  final double[] otherPolice;
  private final long length;
  private final long first;
  private final boolean split;

  Timeline(StatementCounts counts, EffectSettings settings) {
    length = counts.bucket().toSeconds();
    long published = counts.statement().getEpochSecond();
    long statement = Math.floorDiv(published, length);
    split =
        Math.floorMod(published, length) != 0
            || !counts.statement().equals(Instant.ofEpochSecond(published));
    long ended = Math.floorDiv(counts.until().getEpochSecond(), length);
    long earliest = statement;
    for (Bucket bucket : counts.buckets()) {
      earliest = Math.min(earliest, slot(bucket.from()));
    }
    long mostBefore = settings.longestBefore().toSeconds() / length;
    before = (int) Math.min(mostBefore, statement - earliest);
    long start = statement + (split ? 1 : 0);
    after = (int) Math.min(LONGEST_AFTER.toSeconds() / length, Math.max(0, ended - start));
    first = statement - before;
    int size = before + after;
    critical = new double[size];
    police = new double[size];
    otherCritical = new double[size];
    otherPolice = new double[size];
    for (Bucket bucket : counts.buckets()) {
      int at = index(bucket.from());
      if (at >= 0) {
        critical[at] += bucket.critical();
        police[at] += Math.max(bucket.critical(), bucket.police());
        otherCritical[at] += bucket.otherCritical();
        otherPolice[at] += Math.max(bucket.otherCritical(), bucket.otherPolice());
      }
    }
  }

  /** Where a bucket stands, or -1. */
  int index(Instant from) {
    long at = slot(from) - first;
    if (split && at >= before) {
      at = at == before ? -1 : at - 1;
    }
    return at >= 0 && at < before + after ? (int) at : -1;
  }

  Instant from(int index) {
    long second = (first + index + gap(index)) * length;
    return Instant.ofEpochSecond(Math.max(Instant.MIN.getEpochSecond(), second));
  }

  /** Buckets from the statement to the middle of this one; below 0 before it. */
  double distance(int index) {
    return index - before + 0.5 + gap(index);
  }

  int perDay() {
    return (int) (Duration.ofDays(1).toSeconds() / length);
  }

  private int gap(int index) {
    return split && index >= before ? 1 : 0;
  }

  private long slot(Instant from) {
    return Math.floorDiv(from.getEpochSecond(), length);
  }

  static double sum(double[] counts, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += counts[i];
    }
    return sum;
  }
}
