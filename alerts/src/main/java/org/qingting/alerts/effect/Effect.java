package org.qingting.alerts.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What was seen after a statement. All numbers stand beside a verdict that cannot be told, too, as
 * far as they could be computed: they show why.
 *
 * @param reasons why it cannot be told; empty with any other verdict
 * @param volume critical posts after the statement over those expected without it
 * @param share critical share after the statement less the one expected, -1 to 1
 * @param volumeHadNothingVanished {@code volume}, if all vanished posts count as still there
 * @param criticalBefore critical posts of the time before that the expectation rests on
 * @param criticalAfter critical posts of the time after that was looked at
 * @param expectedAfter as many were expected in that time without the statement
 * @param lookedAt how long the effect was looked at
 * @param before posts that repeat the claim and the correction before the statement
 * @param after the same after it
 * @param settledAfter from the statement to when the matter became calm; empty: it is still open
 * @param vanishedLookedFor whether anybody looked for vanished posts
 * @param curve seen and expected, for a chart
 */
public record Effect(
    Verdict verdict,
    Set<Reason> reasons,
    Optional<Interval> volume,
    Optional<Interval> share,
    Optional<Interval> volumeHadNothingVanished,
    long criticalBefore,
    long criticalAfter,
    double expectedAfter,
    Duration lookedAt,
    Optional<Echo> before,
    Optional<Echo> after,
    Optional<Duration> settledAfter,
    boolean vanishedLookedFor,
    List<Point> curve) {

  /** The sentence for the closing note; Chinese unless the locale asks for English. */
  public String sentence(Locale locale) {
    return ClosingNote.in(locale).sentence(this);
  }

  /** In plain terms. */
  public enum Verdict {
    /** 有所缓解: fewer critical posts than expected, beyond chance. */
    EASED,
    /** 未见明显变化: what was seen agrees with what was expected. */
    NO_CLEAR_EFFECT,
    /** 有所加剧: more critical posts than expected, beyond chance. */
    WORSENED,
    /** 无法判断. */
    CANNOT_TELL
  }

  /** Why it cannot be told. */
  public enum Reason {
    TOO_FEW_POSTS_BEFORE,
    TOO_SHORT_BEFORE,
    TOO_RECENT,
    TOO_FEW_POSTS_AFTER,
    /** A wave that has not turned yet turns sooner or later by itself, nobody knows when. */
    STILL_RISING,
    /** Neither controls nor two whole days: night and day look like an effect. */
    NOTHING_TO_COMPARE,
    /** The interval holds both a halving and a doubling. */
    TOO_UNCERTAIN,
    VANISHED_POSTS,
    CONTROLS_FELL_TOO,
    /** Fewer posts, yet more of them critical. */
    SHARE_ROSE,
    ANOTHER_STATEMENT
  }

  /** An estimate and its 95 % interval. */
  public record Interval(double estimate, double lower, double upper) {}

  /** Posts that repeat the claim, and that repeat the correction. */
  public record Echo(long claim, long correction) {
    /** Claims to one correction; infinite without a correction, NaN without either. */
    public double ratio() {
      return (double) claim / correction;
    }
  }

  /** Critical posts of one bucket, seen and expected without the statement. */
  public record Point(Instant from, long seen, double expected) {}
}
