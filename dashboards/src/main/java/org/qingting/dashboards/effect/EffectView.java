package org.qingting.dashboards.effect;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.qingting.alerts.effect.Effect;
import org.qingting.alerts.effect.StatementCounts;

/**
 * What followed a statement, as it is shown.
 *
 * @param verdict EASED, NO_CLEAR_EFFECT, WORSENED or CANNOT_TELL
 * @param reasons why it cannot be told
 * @param volume seen over expected, with its 95 % interval; null where it could not be estimated
 * @param share change of the critical share
 * @param volumeHadNothingVanished {@code volume}, if all vanished posts were still there; null
 *     where nobody looked
 * @param lookedAtHours how long the effect was looked at
 * @param claimBefore posts that repeat the claim before the statement; 0 where not counted
 * @param vanished what became of posts seen before it; null where nobody looked
 * @param settledHours from the statement to calm; null while it is open
 * @param published when the statement was out
 * @param chinese the sentence for the closing note
 * @param english the same in English
 */
public record EffectView(
    String verdict,
    List<String> reasons,
    Effect.Interval volume,
    Effect.Interval share,
    Effect.Interval volumeHadNothingVanished,
    long criticalBefore,
    long criticalAfter,
    double expectedAfter,
    double lookedAtHours,
    long claimBefore,
    long correctionBefore,
    long claimAfter,
    long correctionAfter,
    StatementCounts.Vanished vanished,
    Double settledHours,
    Instant published,
    List<Point> curve,
    String chinese,
    String english) {

  /** Critical posts of one bucket, seen and expected without the statement. */
  public record Point(Instant at, long seen, double expected) {}

  static EffectView of(Effect effect, StatementCounts counts) {
    Effect.Echo before = effect.before().orElse(new Effect.Echo(0, 0));
    Effect.Echo after = effect.after().orElse(new Effect.Echo(0, 0));
    return new EffectView(
        effect.verdict().name(),
        effect.reasons().stream().map(Enum::name).sorted().toList(),
        effect.volume().orElse(null),
        effect.share().orElse(null),
        effect.volumeHadNothingVanished().orElse(null),
        effect.criticalBefore(),
        effect.criticalAfter(),
        Math.round(10 * effect.expectedAfter()) / 10.0,
        effect.lookedAt().toMinutes() / 60.0,
        before.claim(),
        before.correction(),
        after.claim(),
        after.correction(),
        counts.vanished().orElse(null),
        effect.settledAfter().map(time -> Math.round(time.toMinutes() / 6.0) / 10.0).orElse(null),
        counts.statement(),
        curve(effect, counts),
        effect.sentence(Locale.CHINESE),
        effect.sentence(Locale.ENGLISH));
  }

  /** What was estimated; where nothing was, what was seen. */
  private static List<Point> curve(Effect effect, StatementCounts counts) {
    if (!effect.curve().isEmpty()) {
      return effect.curve().stream()
          .map(
              point ->
                  new Point(point.from(), point.seen(), Math.round(10 * point.expected()) / 10.0))
          .toList();
    }
    return counts.buckets().stream()
        .map(bucket -> new Point(bucket.from(), bucket.critical(), 0))
        .toList();
  }
}
