package org.qingting.alerts.effect;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Invented waves whose truth is known: hourly counts that rise, turn and fade by themselves, with a
 * daily season, an autocorrelated mood and bursts (gamma-mixed Poisson, so negative binomial).
 *
 * @param perHour critical posts an hour at the turning
 * @param effect what the statement does to the rate of critical posts: -0.3 is 30 % fewer
 */
record Wave(double perHour, double effect, Shape shape, int before, int after, boolean controls) {
  static final Instant STATEMENT = Instant.parse("2026-11-10T08:20:00Z");
  static final double SHARE = 0.6;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double MOOD = 0.25;
  private static final double MEMORY = 0.6;
  private static final double SIZE = 12;
  private static final double CONTROLS_PER_HOUR = 60;

  enum Shape {
    /** Level for a long time. */
    LEVEL,
    /** Turned long before the first count; a third is left after two days. */
    FADING,
    /** Rises within some hours and turns well before the statement. */
    TURNED,
    /** Turns at the statement, by itself. */
    TURNING,
    /** Fades as one over time, so more and more slowly. */
    HEAVY_TAIL
  }

  StatementCounts counts(long seed) {
    Random random = new Random(seed * 7919);
    Instant statement = STATEMENT.plus(HOUR.multipliedBy(random.nextInt(24)));
    Instant hour = statement.minus(Duration.ofMinutes(20));
    double phase = (hour.getEpochSecond() / 3600) % 24;
    double mood = MOOD * random.nextGaussian();
    double tone = MOOD * random.nextGaussian();
    double elsewhere = MOOD * random.nextGaussian();
    List<StatementCounts.Bucket> buckets = new ArrayList<>();
    for (int t = -before; t <= after; t++) {
      mood = next(mood, MOOD, random);
      tone = next(tone, MOOD / 2, random);
      elsewhere = next(elsewhere, MOOD / 2, random);
      double season = 1 + 0.6 * Math.sin(2 * Math.PI * (phase + t - 9) / 24);
      double rate = perHour * season * course(t);
      double stated = t > 0 ? 1 + effect : t == 0 ? 1 + effect * 2 / 3 : 1;
      double burst = gamma(SIZE, random) / SIZE;
      long critical = poisson(rate * stated * burst * Math.exp(mood + tone), random);
      long neutral = poisson(rate * (1 - SHARE) / SHARE * burst * Math.exp(mood), random);
      double others = controls ? CONTROLS_PER_HOUR * season * Math.exp(elsewhere) : 0;
      long otherCritical = poisson(others * 0.3, random);
      buckets.add(
          new StatementCounts.Bucket(
              hour.plus(HOUR.multipliedBy(t)),
              critical,
              critical + neutral,
              otherCritical,
              otherCritical + poisson(others * 0.7, random)));
    }
    return StatementCounts.of(statement, hour.plus(HOUR.multipliedBy(after + 1L)), HOUR, buckets);
  }

  /** Of the share, not of the rate. */
  double shareEffect() {
    return SHARE * (1 + effect) / (SHARE * (1 + effect) + 1 - SHARE) - SHARE;
  }

  private double course(int t) {
    return switch (shape) {
      case LEVEL -> 1;
      case FADING -> Math.exp(-(t + before) / 44.0);
      case TURNED -> {
        int turning = -before * 3 / 4;
        yield t < turning ? Math.exp((t - turning) / 3.0) : Math.exp(-(t - turning) / 44.0);
      }
      case TURNING -> t < 0 ? Math.exp(t / 12.0) : Math.exp(-t / 24.0);
      case HEAVY_TAIL -> 24.0 / (t + before + 24.0);
    };
  }

  private static double next(double value, double deviation, Random random) {
    return MEMORY * value + deviation * Math.sqrt(1 - MEMORY * MEMORY) * random.nextGaussian();
  }

  /** Marsaglia and Tsang 2000; shape above 1. */
  private static double gamma(double shape, Random random) {
    double d = shape - 1.0 / 3;
    while (true) {
      double normal = random.nextGaussian();
      double v = Math.pow(1 + normal / Math.sqrt(9 * d), 3);
      if (v > 0
          && Math.log(random.nextDouble()) < normal * normal / 2 + d - d * v + d * Math.log(v)) {
        return d * v;
      }
    }
  }

  private static long poisson(double mean, Random random) {
    if (mean > 500) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.nextGaussian()));
    }
    long count = -1;
    double product = 1;
    double limit = Math.exp(-mean);
    do {
      count++;
      product *= random.nextDouble();
    } while (product > limit);
    return count;
  }
}
