package org.qingting.alerts.spikes;

import java.util.Arrays;

/**
 * What a series' own past lets expect.
 *
 * <p>The level is a mean over days with weights that halve with {@link SpikeSettings#halfLife},
 * moved on by the trend between it and a mean over four times as long, where that is more than
 * chance. It is multiplied by an hour-of-day season and, after four weeks, an hour-of-week season,
 * each shrunk towards the coarser one by a few pseudo-counts; public holidays count as Sundays.
 * Days on which some sources were deaf count by the part that was heard; counts of an earlier model
 * version are brought to the present one's unit. Buckets that were part of an outbreak shape no
 * season and no spread, and enter the level capped at one and a half times what was expected of
 * them. The spread is estimated from sums over stretches of the same length as the tested one, as
 * quasi-Poisson and as negative binomial; the wider of the two counts, and the uncertainty of the
 * level itself is added. The result is a negative binomial with matching mean and variance.
 */
final class Baseline {
  private static final double PRIOR_POSTS = 0.5;
  private static final double PRIOR_DAYS = 1;
  private static final double SEASON_PRIOR = 10;
  private static final double OUTBREAK_CAP = 1.5;
  private static final int WEEKLY_AFTER_DAYS = 28;
  private static final int TREND_AFTER_DAYS = 21;

  /** The share of the distance between the two means that the newer one still lags behind. */
  private static final double TREND_STEP = 1.0 / 3;

  private static final double TREND_SURE = 3;
  private static final double MOST_TREND = 1.5;

  /** A bucket of which less was heard says nothing. */
  private static final double LEAST_HEARD = 0.2;

  /** By how much seasons are remembered longer than levels. */
  private static final double SEASON_TO_LEVEL = 4;

  /** The last bucket of the past is the one before. */
  private final long until;

  /** What the answers depend on beside the series: see {@link Panel#edition}. */
  private final long edition;

  private final OfficeCalendar calendar;
  private final int perDay;
  private final double level;
  private final double[] season;

  /** The part of what is usual that is heard at present by sources that are evidence. */
  private final double now;

  private final Spread[] spreads;
  private final CriticalShare share;

  /** Bounds that were asked for, by span and distance of the bucket from the past. */
  private final long[][] bounds;

  private record Spread(int length, double poisson, double binomial, double uncertainty) {
    double size(double mean) {
      double spread = Math.max(poisson * mean, mean + mean * mean * binomial);
      double excess = spread + mean * mean * uncertainty - mean;
      return excess <= 0 ? NegativeBinomial.LARGEST_SIZE : mean * mean / excess;
    }
  }

  private Baseline(
      long until,
      long edition,
      OfficeCalendar calendar,
      int perDay,
      double level,
      double[] season,
      double now,
      Spread[] spreads,
      CriticalShare share) {
    this.until = until;
    this.edition = edition;
    this.calendar = calendar;
    this.perDay = perDay;
    this.level = level;
    this.season = season;
    this.now = now;
    this.spreads = spreads;
    this.share = share;
    this.bounds = new long[spreads.length][];
  }

  /** Whether it is the estimate from this past. */
  boolean isOf(long end, long ofEdition) {
    return until == end && edition == ofEdition;
  }

  /** Expected critical posts in an average bucket, all sources heard. */
  double level() {
    return level;
  }

  /** A level that the true one exceeds seldom: two standard errors above the estimate. */
  double cautiousLevel() {
    return level * (1 + Math.min(1, 2 * Math.sqrt(spreads[spreads.length - 1].uncertainty())));
  }

  /** What is expected in a bucket, as a multiple of the level. */
  double factor(long bucket) {
    return now * season[slot(calendar.slots(bucket, 1)[0])];
  }

  /** Expected critical posts in one bucket. */
  double rate(long bucket) {
    return level * factor(bucket);
  }

  /** Expected critical posts in the buckets from one to another, both included. */
  double sum(long first, long last) {
    double sum = 0;
    for (int slot : calendar.slots(first, (int) Math.max(0, last - first + 1))) {
      sum += season[slot(slot)];
    }
    return level * now * sum;
  }

  /** The dispersion of whole days: variance over mean. */
  double dispersionOfDays() {
    return spreads[spreads.length - 1].poisson();
  }

  /** The usual share of critical posts among those about police. */
  CriticalShare share() {
    return share;
  }

  /** P(at least {@code count} in the span that ends with a bucket). */
  double tail(long count, double mean, int span) {
    return NegativeBinomial.upperTail(count, mean, spreads[span].size(mean));
  }

  /** The smallest count in the span ending with a bucket that is improbable and large enough. */
  long bound(long end, int span, double pValue, SpikeSettings settings) {
    int index = (int) Math.min(63, end - until);
    if (bounds[span] == null) {
      bounds[span] = new long[64];
    }
    if (index == 63 || bounds[span][index] == 0) {
      double mean = sum(end - spreads[span].length() + 1, end);
      bounds[span][index] =
          NegativeBinomial.bound(mean, spreads[span].size(mean), pValue, floor(mean, settings));
    }
    return bounds[span][index];
  }

  /** The fewest posts that make a wave where {@code mean} are expected. */
  static long floor(double mean, SpikeSettings settings) {
    return Math.max(settings.minPosts(), (long) Math.ceil(Math.min(1e15, settings.ratio() * mean)));
  }

  private int slot(int weekSlot) {
    return season.length == perDay ? weekSlot % perDay : weekSlot;
  }

  /**
   * Estimates from the past before a bucket.
   *
   * @param spans the lengths that are tested, a whole day last
   */
  static Baseline of(
      SeriesState state,
      Panel panel,
      SpikeSettings settings,
      OfficeCalendar calendar,
      long until,
      int[] spans) {
    int perDay = settings.bucketsPerDay();
    long from = Math.max(panel.first(), until - settings.buckets(settings.history()));
    int length = (int) Math.max(0, until - from);
    Past past = new Past(state, panel, settings, calendar, from, length);
    double level = past.level(null, past.levelWeight);
    double[] season = past.seasons(level, length >= WEEKLY_AFTER_DAYS * perDay);
    level = past.level(season, past.levelWeight);
    Spread[] spreads = new Spread[spans.length];
    for (int i = 0; i < spans.length; i++) {
      spreads[i] = past.spread(level, season, spans[i]);
    }
    if (length >= TREND_AFTER_DAYS * perDay) {
      level *= past.trend(level, season, spreads[spans.length - 1]);
    }
    return new Baseline(
        until,
        panel.edition(),
        calendar,
        perDay,
        level,
        season,
        past.now,
        spreads,
        CriticalShare.of(past.counts, past.polices, past.wave, perDay, past.levelWeight));
  }

  /** What days weigh by their age. */
  private static double[] weights(int days, double halfLife) {
    double[] weights = new double[days];
    double daily = Math.pow(0.5, 1 / halfLife);
    double weight = 1;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight;
      weight *= daily;
    }
    return weights;
  }

  /** The past spread out, one element a bucket, oldest first. */
  private static final class Past {
    private final int perDay;
    private final double[] counts;
    private final double[] polices;
    private final boolean[] wave;

    /** Which part of what is heard today was heard then. */
    private final double[] heard;

    private final int[] slots;
    private final double[] levelWeight;
    private final double[] seasonWeight;
    private final double now;

    Past(
        SeriesState state,
        Panel panel,
        SpikeSettings settings,
        OfficeCalendar calendar,
        long from,
        int length) {
      perDay = settings.bucketsPerDay();
      counts = new double[length];
      polices = new double[length];
      wave = new boolean[length];
      heard = new double[length];
      slots = calendar.slots(from, length);
      double halfLife = settings.halfLife().toHours() / 24.0;
      levelWeight = weights(length / perDay + 2, halfLife);
      seasonWeight = weights(length / perDay + 2, SEASON_TO_LEVEL * halfLife);
      long trials = panel.trials == Listening.NONE ? Long.MAX_VALUE : panel.trials * perDay;
      state.history.spread(from, counts, polices, wave, trials);
      long firstDay = Math.floorDiv(from, (long) perDay);
      double[] parts = new double[length / perDay + 2];
      now = state.mix.heard(panel, settings, firstDay, parts);
      for (int i = 0; i < length; i++) {
        double part = parts[(int) (Math.floorDiv(from + i, (long) perDay) - firstDay)];
        heard[i] = part < LEAST_HEARD ? 0 : part;
        if (heard[i] == 0) {
          counts[i] = 0;
          polices[i] = 0;
        }
        if (from + i < panel.readings.since) {
          counts[i] = Math.min(Math.max(polices[i], counts[i]), counts[i] * panel.readings.factor);
        }
      }
    }

    private int age(int index) {
      return (counts.length - 1 - index) / perDay;
    }

    private int slot(int index, int length) {
      return length == perDay ? slots[index] % perDay : slots[index];
    }

    /** Posts a bucket; without a season, outbreaks are left out, with one they are capped. */
    double level(double[] season, double[] weights) {
      double posts = PRIOR_POSTS;
      double exposure = PRIOR_DAYS * perDay;
      for (int i = 0; i < counts.length; i++) {
        if (!wave[i]) {
          double weight = weights[age(i)];
          posts += weight * counts[i];
          exposure += weight * heard[i] * (season == null ? 1 : season[slot(i, season.length)]);
        }
      }
      if (season == null) {
        return posts / exposure;
      }
      double ordinary = posts / exposure;
      for (int i = 0; i < counts.length; i++) {
        if (wave[i]) {
          double weight = weights[age(i)];
          double factor = heard[i] * season[slot(i, season.length)];
          posts += weight * Math.min(counts[i], OUTBREAK_CAP * ordinary * factor);
          exposure += weight * factor;
        }
      }
      return posts / exposure;
    }

    /** By how much the level has moved on since the middle of the days that it stands for. */
    double trend(double level, double[] season, Spread days) {
      double ratio = Math.log(level / level(season, seasonWeight));
      if (Math.abs(ratio) <= TREND_SURE * Math.sqrt(days.uncertainty())) {
        return 1;
      }
      return Math.min(MOST_TREND, Math.max(1 / MOST_TREND, Math.exp(TREND_STEP * ratio)));
    }

    double[] seasons(double level, boolean weekly) {
      double[] day = smooth(season(perDay, level, null));
      return weekly ? season(7 * perDay, level, day) : day;
    }

    /** Factors by slot of a cycle, shrunk towards the coarser season (or towards 1). */
    private double[] season(int cycle, double level, double[] coarser) {
      double[] posts = new double[cycle];
      double[] exposure = new double[cycle];
      for (int i = 0; i < counts.length; i++) {
        if (!wave[i]) {
          int slot = slot(i, cycle);
          double weight = seasonWeight[age(i)];
          double before = coarser == null ? 1 : coarser[slot(i, coarser.length)];
          posts[slot] += weight * counts[i];
          exposure[slot] += weight * level * heard[i] * before;
        }
      }
      double[] season = new double[cycle];
      double mean = 0;
      for (int slot = 0; slot < cycle; slot++) {
        double before = coarser == null ? 1 : coarser[slot % coarser.length];
        season[slot] = before * (posts[slot] + SEASON_PRIOR) / (exposure[slot] + SEASON_PRIOR);
        mean += season[slot] / cycle;
      }
      for (int slot = 0; slot < cycle; slot++) {
        season[slot] = Math.max(0.02, season[slot] / mean);
      }
      return season;
    }

    private static double[] smooth(double[] season) {
      int n = season.length;
      double[] smooth = new double[n];
      for (int i = 0; i < n; i++) {
        smooth[i] = 0.25 * season[(i + n - 1) % n] + 0.5 * season[i] + 0.25 * season[(i + 1) % n];
      }
      return smooth;
    }

    /** How sums of so many buckets in a row scatter around what is expected of them. */
    Spread spread(double level, double[] season, int length) {
      double posts = PRIOR_POSTS;
      double squares = PRIOR_POSTS;
      double weightedExpected = 0;
      double weightedExpectedSquare = 0;
      double weightedResidual = 0;
      for (int last = counts.length - 1; last - length + 1 >= 0; last -= length) {
        double sum = 0;
        double explained = 0;
        boolean outbreak = false;
        for (int i = last - length + 1; i <= last; i++) {
          sum += counts[i];
          explained += level * heard[i] * season[slot(i, season.length)];
          outbreak |= wave[i];
        }
        double weight = levelWeight[age(last)];
        double capped = outbreak ? Math.min(sum, OUTBREAK_CAP * explained) : sum;
        posts += weight * capped;
        squares += weight * weight * capped;
        if (!outbreak) {
          weightedExpected += weight * explained;
          weightedExpectedSquare += weight * explained * explained;
          weightedResidual += weight * (sum - explained) * (sum - explained);
        }
      }
      // Priors worth ten expected posts: a little more spread than Poisson.
      double poisson = Math.max(1, (weightedResidual + 12) / (weightedExpected + 10));
      double binomial =
          Math.max(0, weightedResidual - weightedExpected + 1) / (weightedExpectedSquare + 4);
      return new Spread(length, poisson, binomial, poisson * squares / (posts * posts));
    }
  }

  /** For tests: the season's length. */
  int cycle() {
    return season.length;
  }

  @Override
  public String toString() {
    return "level " + level + ", now " + now + ", spreads " + Arrays.toString(spreads);
  }
}
