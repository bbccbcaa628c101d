package org.qingting.alerts.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.effect.Effect.Reason;
import org.qingting.alerts.effect.Effect.Verdict;
import org.qingting.alerts.effect.StatementCounts.Bucket;
import org.qingting.alerts.effect.StatementCounts.Repeats;
import org.qingting.alerts.effect.StatementCounts.Vanished;

final class StatementEffectTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant NOON = Instant.parse("2026-11-10T12:00:00Z");

  /** Three days of a slow fading, then two days with so much of it as said. */
  private static StatementCounts fading(double left) {
    return hours(-72, 48, t -> (t < 0 ? 1 : left) * 100 * Math.exp(-t / 60.0), t -> 60);
  }

  private interface Course {
    double at(int hour);
  }

  private static StatementCounts hours(int from, int to, Course critical, Course others) {
    List<Bucket> buckets = new ArrayList<>();
    for (int t = from; t < to; t++) {
      // A bucket in three has a fifth more, so that there is some chance to estimate.
      long count = Math.round(critical.at(t) * (Math.floorMod(t * 7, 3) == 0 ? 1.2 : 0.9));
      long other = Math.round(others.at(t));
      buckets.add(new Bucket(NOON.plus(HOUR.multipliedBy(t)), count, count + 40, other / 3, other));
    }
    return StatementCounts.of(NOON, NOON.plus(HOUR.multipliedBy(to)), HOUR, buckets);
  }

  private static Effect effect(StatementCounts counts) {
    return StatementEffect.of(counts, EffectSettings.DEFAULT);
  }

  @Test
  void aWaveThatFadesAsBefore_hasNoClearEffect() {
    Effect effect = effect(fading(1));
    assertThat(effect.verdict()).isEqualTo(Verdict.NO_CLEAR_EFFECT);
    assertThat(effect.volume().orElseThrow().estimate()).isBetween(0.95, 1.05);
    assertThat(effect.reasons()).isEmpty();
  }

  @Test
  void halfOfWhatWasExpected_isEased_andTwiceAsMuch_worsened() {
    Effect eased = effect(fading(0.5));
    assertThat(eased.verdict()).isEqualTo(Verdict.EASED);
    assertThat(eased.volume().orElseThrow().estimate()).isBetween(0.47, 0.53);
    assertThat(eased.share().orElseThrow().upper()).isNegative();
    assertThat(eased.expectedAfter())
        .isBetween(1.9 * eased.criticalAfter(), 2.1 * eased.criticalAfter());
    assertThat(effect(fading(2)).verdict()).isEqualTo(Verdict.WORSENED);
  }

  @Test
  void silenceAfterTheStatement_isEased() {
    Effect effect = effect(fading(0));
    assertThat(effect.verdict()).isEqualTo(Verdict.EASED);
    assertThat(effect.volume().orElseThrow().upper()).isLessThan(0.1);
    assertThat(effect.settledAfter()).contains(Duration.ZERO);
  }

  @Test
  void vanishedPostsThatCouldExplainTheFall_makeItUntellable() {
    Effect many = effect(fading(0.5).withVanished(new Vanished(2000, 400)));
    assertThat(many.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(many.reasons()).containsExactly(Reason.VANISHED_POSTS);
    assertThat(many.volumeHadNothingVanished().orElseThrow().estimate())
        .isGreaterThan(many.volume().orElseThrow().estimate());
    Effect few = effect(fading(0.5).withVanished(new Vanished(2000, 4)));
    assertThat(few.verdict()).isEqualTo(Verdict.EASED);
    assertThat(few.vanishedLookedFor()).isTrue();
  }

  @Test
  void deletionsAloneThatLookLikeAnEffect_areNeverCalledEased() {
    for (int seed = 0; seed < 50; seed++) {
      Wave wave = new Wave(60, -0.6, Wave.Shape.FADING, 72, 48, true);
      Effect effect = effect(wave.counts(seed).withVanished(new Vanished(1000, 600)));
      assertThat(effect.verdict()).as("seed %d", seed).isEqualTo(Verdict.CANNOT_TELL);
    }
  }

  @Test
  void aWaveThatTurnsByItselfAtTheStatement_isNeverCalledEased() {
    for (int seed = 0; seed < 50; seed++) {
      Wave wave = new Wave(60, 0, Wave.Shape.TURNING, 72, 48, true);
      Effect effect = effect(wave.counts(seed));
      assertThat(effect.verdict()).as("seed %d", seed).isEqualTo(Verdict.CANNOT_TELL);
      assertThat(effect.reasons()).contains(Reason.STILL_RISING);
    }
  }

  @Test
  void controlsThatFallAtTheSameTime_makeAFallUntellable() {
    Effect effect =
        effect(
            hours(
                -72, 48, t -> (t < 0 ? 1 : 0.1) * 100 * Math.exp(-t / 60.0), t -> t < 0 ? 90 : 30));
    assertThat(effect.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    assertThat(effect.reasons()).containsExactly(Reason.CONTROLS_FELL_TOO);
  }

  @Test
  void theSameFallElsewhere_isNoEffect() {
    Effect effect =
        effect(
            hours(
                -72, 48, t -> (t < 0 ? 1 : 0.7) * 100 * Math.exp(-t / 60.0), t -> t < 0 ? 90 : 63));
    assertThat(effect.verdict()).isEqualTo(Verdict.NO_CLEAR_EFFECT);
  }

  @Test
  void aThemeThatFadesToWhatIsUsual_isNotWorse() {
    StatementCounts counts = hours(-72, 48, t -> 5 + 50 * Math.exp(-(t + 72) / 18.0), t -> 60);
    assertThat(effect(counts).verdict()).isEqualTo(Verdict.WORSENED);
    assertThat(effect(counts.withUsual(5)).verdict()).isNotEqualTo(Verdict.WORSENED);
  }

  @Test
  void tooFewData_isSaid() {
    assertThat(effect(hours(-72, 48, t -> 0.3, t -> 60)).reasons())
        .contains(Reason.TOO_FEW_POSTS_BEFORE);
    assertThat(effect(hours(-5, 48, t -> 50, t -> 60)).reasons()).contains(Reason.TOO_SHORT_BEFORE);
    assertThat(effect(hours(-72, 5, t -> 50, t -> 60)).reasons())
        .containsExactly(Reason.TOO_RECENT);
    assertThat(effect(hours(-20, 20, t -> 50, t -> 0)).reasons())
        .contains(Reason.NOTHING_TO_COMPARE);
  }

  @Test
  void anotherStatementInTheSameTime_isSaid_andOneLongBeforeIsNot() {
    StatementCounts counts = fading(0.5);
    Instant near = NOON.plus(HOUR.multipliedBy(10));
    Instant far = NOON.minus(HOUR.multipliedBy(200));
    assertThat(effect(counts.withOtherStatements(List.of(near))).reasons())
        .containsExactly(Reason.ANOTHER_STATEMENT);
    assertThat(effect(counts.withOtherStatements(List.of(far))).verdict()).isEqualTo(Verdict.EASED);
  }

  @Test
  void theBucketOfTheStatement_isNeitherBeforeNorAfter() {
    List<Bucket> buckets = new ArrayList<>(fading(1).buckets());
    buckets.set(72, new Bucket(NOON, 1_000_000, 1_000_000, 0, 60));
    Instant late = NOON.plus(Duration.ofMinutes(20));
    Effect effect =
        effect(StatementCounts.of(late, NOON.plus(HOUR.multipliedBy(48)), HOUR, buckets));
    assertThat(effect.verdict()).isEqualTo(Verdict.NO_CLEAR_EFFECT);
    assertThat(effect.lookedAt()).isEqualTo(Duration.ofHours(47));
  }

  @Test
  void aMatterSettles_whenADayBeginsThatStaysCalm() {
    Effect settled = effect(hours(-72, 48, t -> t < 0 ? 50 : t < 10 || t == 20 ? 9 : 1, t -> 60));
    assertThat(settled.settledAfter()).contains(Duration.ofHours(21));
    assertThat(effect(fading(1)).settledAfter()).isEmpty();
  }

  @Test
  void claimsAndCorrections_areCountedBeforeAndAfter() {
    Effect effect =
        effect(
            fading(1)
                .withRepeats(
                    List.of(new Repeats(NOON.minus(HOUR), 30, 2), new Repeats(NOON, 12, 24))));
    assertThat(effect.before().orElseThrow().ratio()).isEqualTo(15);
    assertThat(effect.after().orElseThrow().ratio()).isEqualTo(0.5);
    assertThat(effect.sentence(Locale.ENGLISH)).contains("30 to 2 before, 12 to 24 after");
    assertThat(effect.sentence(Locale.CHINESE)).contains("发布前为30比2，发布后为12比24");
  }

  @Test
  void theSentence_hasItsNumbers_andClaimsNoCause() {
    Effect effect = effect(fading(0.5));
    assertThat(effect.sentence(Locale.CHINA))
        .startsWith("发布后，批评性声音有所缓解。此后48小时批评性帖文")
        .contains("95%区间")
        .endsWith("不能证明变化由发布引起。");
    assertThat(effect.sentence(Locale.US))
        .startsWith("After the statement, criticism eased. In the 48 hours that followed")
        .contains("95 % interval", "was not checked")
        .endsWith("it does not prove that the statement caused the change.");
    for (Locale locale : List.of(Locale.CHINESE, Locale.ENGLISH)) {
      assertThat(effect(hours(-72, 5, t -> 0.1, t -> 0)).sentence(locale))
          .doesNotContain("{", "95");
      for (Reason reason : Reason.values()) {
        assertThat(ClosingNote.in(locale).words().getString("reason." + reason)).isNotBlank();
      }
    }
  }

  @Test
  void theOrderOfBuckets_changesNothing() {
    List<Bucket> turned = new ArrayList<>(fading(0.5).buckets());
    Collections.reverse(turned);
    StatementCounts counts = fading(0.5);
    assertThat(effect(StatementCounts.of(NOON, counts.until(), HOUR, turned)))
        .isEqualTo(effect(counts));
  }

  @Property(tries = 400)
  void whateverIsCounted_thereIsAnAnswer_withASentence(@ForAll("counts") StatementCounts counts) {
    Effect effect = effect(counts);
    assertThat(effect.verdict() == Verdict.CANNOT_TELL).isEqualTo(!effect.reasons().isEmpty());
    effect
        .volume()
        .ifPresent(
            volume -> {
              assertThat(volume.estimate()).isNotNaN().isNotNegative();
              assertThat(volume.lower()).isLessThanOrEqualTo(volume.estimate());
              assertThat(volume.upper()).isGreaterThanOrEqualTo(volume.estimate());
            });
    if (effect.volume().isEmpty() || effect.criticalBefore() < 30) {
      assertThat(effect.verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }
    assertThat(effect.sentence(Locale.ENGLISH)).doesNotContain("NaN");
    assertThat(effect.sentence(Locale.CHINESE)).isNotBlank();
  }

  @Provide
  Arbitrary<StatementCounts> counts() {
    Arbitrary<Instant> clock =
        Arbitraries.oneOf(
            Arbitraries.integers().between(-100, 200).map(h -> NOON.plus(HOUR.multipliedBy(h))),
            Arbitraries.integers().between(-9000, 9000).map(m -> NOON.plusSeconds(61L * m)),
            Arbitraries.of(Instant.EPOCH, Instant.MIN, Instant.MAX, NOON));
    Arbitrary<Long> count =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(0L)),
            Tuple.of(6, Arbitraries.longs().between(0, 50)),
            Tuple.of(1, Arbitraries.longs().between(0, Long.MAX_VALUE)));
    Arbitrary<Bucket> bucket =
        Combinators.combine(clock, count, count, count, count).as(Bucket::new);
    Arbitrary<List<Bucket>> scattered = bucket.list().ofMaxSize(40);
    Arbitrary<List<Bucket>> row =
        count
            .list()
            .ofMaxSize(200)
            .map(
                counted -> {
                  List<Bucket> buckets = new ArrayList<>();
                  for (int i = 0; i < counted.size(); i++) {
                    long one = counted.get(i);
                    buckets.add(
                        new Bucket(NOON.plus(HOUR.multipliedBy(i - 80)), one, one, one / 2, one));
                  }
                  return buckets;
                });
    return Combinators.combine(
            clock,
            clock,
            Arbitraries.of(Duration.ofMinutes(17), HOUR, Duration.ofDays(1)),
            Arbitraries.oneOf(scattered, row),
            Arbitraries.of(0.0, 3.0),
            Combinators.combine(count, count).as(Vanished::new).injectNull(0.5),
            clock.list().ofMaxSize(2))
        .as(
            (statement, until, size, buckets, usual, vanished, others) ->
                new StatementCounts(
                    statement,
                    until,
                    size,
                    buckets,
                    usual,
                    List.of(new Repeats(statement, 1, 0)),
                    Optional.ofNullable(vanished),
                    others));
  }
}
