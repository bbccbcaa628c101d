package org.qingting.alerts.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was counted around a statement.
 *
 * @param statement when it was published
 * @param until through which time was listened; later buckets are not looked at
 * @param bucket how long a bucket is, from a minute to a day
 * @param buckets in any order; one that is missing between the first and {@code until} is one in
 *     which nothing was said. The first tells since when was listened
 * @param usual critical posts a bucket that the series has without any wave; 0 for an incident
 * @param repeats posts that repeat the claim or the correction; empty where not counted
 * @param vanished what became of the posts seen before the statement; empty where none was looked
 *     for
 * @param otherStatements when other statements on the same matter were published
 */
public record StatementCounts(
    Instant statement,
    Instant until,
    Duration bucket,
    List<Bucket> buckets,
    double usual,
    List<Repeats> repeats,
    Optional<Vanished> vanished,
    List<Instant> otherStatements) {

  public StatementCounts {
    if (bucket.compareTo(Duration.ofMinutes(1)) < 0 || bucket.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("bucket must be a minute to a day: " + bucket);
    }
    if (!(usual >= 0 && usual < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("usual must be at least 0: " + usual);
    }
    buckets = List.copyOf(buckets);
    repeats = List.copyOf(repeats);
    otherStatements = List.copyOf(otherStatements);
  }

  /** Counts alone, for an incident, with nothing known of repeats and vanished posts. */
  public static StatementCounts of(
      Instant statement, Instant until, Duration bucket, List<Bucket> buckets) {
    return new StatementCounts(
        statement, until, bucket, buckets, 0, List.of(), Optional.empty(), List.of());
  }

  public StatementCounts withUsual(double perBucket) {
    return new StatementCounts(
        statement, until, bucket, buckets, perBucket, repeats, vanished, otherStatements);
  }

  public StatementCounts withRepeats(List<Repeats> counted) {
    return new StatementCounts(
        statement, until, bucket, buckets, usual, counted, vanished, otherStatements);
  }

  public StatementCounts withVanished(Vanished found) {
    return new StatementCounts(
        statement, until, bucket, buckets, usual, repeats, Optional.of(found), otherStatements);
  }

  public StatementCounts withOtherStatements(List<Instant> others) {
    return new StatementCounts(statement, until, bucket, buckets, usual, repeats, vanished, others);
  }

  /**
   * Counts of one bucket.
   *
   * @param critical critical posts of the alert
   * @param police all posts about police of the alert, critical ones included
   * @param otherCritical critical posts of series that the incident does not touch: the controls
   * @param otherPolice all posts about police of the controls
   */
  public record Bucket(
      Instant from, long critical, long police, long otherCritical, long otherPolice) {
    public Bucket {
      atLeastZero(critical, police, otherCritical, otherPolice);
    }
  }

  /** Posts of one bucket that repeat the claim, and that repeat the correction. */
  public record Repeats(Instant from, long claim, long correction) {
    public Repeats {
      atLeastZero(claim, correction);
    }
  }

  /**
   * Of the critical posts seen before the statement, how many were looked for since, and how many
   * of these were gone.
   */
  public record Vanished(long lookedFor, long gone) {
    public Vanished {
      atLeastZero(lookedFor, gone);
      gone = Math.min(gone, lookedFor);
    }
  }

  private static void atLeastZero(long... counts) {
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("a count below 0: " + count);
      }
    }
  }
}
