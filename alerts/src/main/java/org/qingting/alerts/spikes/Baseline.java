package org.qingting.alerts.spikes;

/**
 * What a series' own past lets expect in the window that ends with a given bucket.
 *
 * <p>The level is a mean over days with weights that halve every week; it is multiplied by an
 * hour-of-day season and, after four weeks, an hour-of-week season, each shrunk towards the coarser
 * one by a few pseudo-counts. Buckets that were part of an outbreak shape no season and no spread,
 * and enter the level capped at one and a half times what was expected of them. The spread is
 * estimated from sums over windows of the same length, as quasi-Poisson and as negative binomial;
 * the wider of the two counts, and the uncertainty of the level itself is added. The result is a
 * negative binomial with matching mean and variance.
 */
final class Baseline {
  private static final double PRIOR_POSTS = 0.5;
  private static final double PRIOR_DAYS = 1;
  private static final double SEASON_PRIOR = 10;
  private static final double LEVEL_HALF_LIFE_DAYS = 7;
  private static final double SEASON_HALF_LIFE_DAYS = 28;
  private static final double OUTBREAK_CAP = 1.5;
  private static final int WEEKLY_AFTER_DAYS = 28;

  private final long end;
  private final double level;
  private final double[] season;
  private final double expected;
  private final long windowBound;
  private final long bucketBound;

  private Baseline(
      long end,
      double level,
      double[] season,
      double expected,
      long windowBound,
      long bucketBound) {
    this.end = end;
    this.level = level;
    this.season = season;
    this.expected = expected;
    this.windowBound = windowBound;
    this.bucketBound = bucketBound;
  }

  /** The last bucket of the window. */
  long end() {
    return end;
  }

  /** Expected negative posts in the whole window. */
  double expected() {
    return expected;
  }

  /** From how many posts on the window is improbable and large enough. */
  long windowBound() {
    return windowBound;
  }

  /** The same for the last bucket alone. */
  long bucketBound() {
    return bucketBound;
  }

  /** Expected negative posts in one bucket. */
  double rate(long bucket) {
    return level * season[(int) Math.floorMod(bucket, (long) season.length)];
  }

  /** Expected negative posts in the buckets from one to another, both included. */
  double sum(long first, long last) {
    double sum = 0;
    for (long b = first; b <= last; b++) {
      sum += rate(b);
    }
    return sum;
  }

  /**
   * Estimates from the buckets before the window.
   *
   * @param first the oldest bucket that was listened to
   * @param end last bucket of the window
   */
  static Baseline of(History history, long first, long end, SpikeSettings settings) {
    int window = settings.buckets(settings.window());
    int perDay = settings.bucketsPerDay();
    long start = end - window + 1;
    long from = Math.max(first, start - settings.buckets(settings.history()));
    int length = (int) Math.max(0, start - from);
    Past past = new Past(history, from, length, perDay);

    double level = past.level(null);
    double[] season = past.seasons(level, length >= WEEKLY_AFTER_DAYS * perDay);
    level = past.level(season);

    double windowMean = 0;
    for (long b = start; b <= end; b++) {
      windowMean += level * season[(int) Math.floorMod(b, (long) season.length)];
    }
    double bucketMean = level * season[(int) Math.floorMod(end, (long) season.length)];
    return new Baseline(
        end,
        level,
        season,
        windowMean,
        past.bound(level, season, windowMean, window, settings),
        past.bound(level, season, bucketMean, 1, settings));
  }

  /** The past spread out, one element a bucket, oldest first. */
  private static final class Past {
    private final long from;
    private final int perDay;
    private final double[] counts;
    private final boolean[] wave;
    private final double[] levelWeight;
    private final double[] seasonWeight;

    Past(History history, long from, int length, int perDay) {
      this.from = from;
      this.perDay = perDay;
      counts = new double[length];
      wave = new boolean[length];
      history.spread(from, counts, wave);
      int days = length / perDay + 1;
      levelWeight = weights(days, LEVEL_HALF_LIFE_DAYS);
      seasonWeight = weights(days, SEASON_HALF_LIFE_DAYS);
    }

    private static double[] weights(int days, double halfLife) {
      double[] weights = new double[days];
      for (int i = 0; i < days; i++) {
        weights[i] = Math.pow(0.5, i / halfLife);
      }
      return weights;
    }

    private int age(int index) {
      return (counts.length - 1 - index) / perDay;
    }

    /** Posts a bucket; without a season, outbreaks are left out, with one they are capped. */
    double level(double[] season) {
      double posts = PRIOR_POSTS;
      double exposure = PRIOR_DAYS * perDay;
      for (int i = 0; i < counts.length; i++) {
        if (!wave[i]) {
          double weight = levelWeight[age(i)];
          posts += weight * counts[i];
          exposure += weight * (season == null ? 1 : season[slot(i, season.length)]);
        }
      }
      if (season == null) {
        return posts / exposure;
      }
      double ordinary = posts / exposure;
      for (int i = 0; i < counts.length; i++) {
        if (wave[i]) {
          double weight = levelWeight[age(i)];
          double factor = season[slot(i, season.length)];
          posts += weight * Math.min(counts[i], OUTBREAK_CAP * ordinary * factor);
          exposure += weight * factor;
        }
      }
      return posts / exposure;
    }

    double[] seasons(double level, boolean weekly) {
      double[] day = smooth(season(perDay, level, null));
      return weekly ? season(7 * perDay, level, day) : day;
    }

    /** Factors by slot of a cycle, shrunk towards the coarser season (or towards 1). */
    private double[] season(int slots, double level, double[] coarser) {
      double[] posts = new double[slots];
      double[] exposure = new double[slots];
      for (int i = 0; i < counts.length; i++) {
        if (!wave[i]) {
          int slot = slot(i, slots);
          double weight = seasonWeight[age(i)];
          double before = coarser == null ? 1 : coarser[slot(i, coarser.length)];
          posts[slot] += weight * counts[i];
          exposure[slot] += weight * level * before;
        }
      }
      double[] season = new double[slots];
      double mean = 0;
      for (int slot = 0; slot < slots; slot++) {
        double before = coarser == null ? 1 : coarser[slot % coarser.length];
        season[slot] = before * (posts[slot] + SEASON_PRIOR) / (exposure[slot] + SEASON_PRIOR);
        mean += season[slot] / slots;
      }
      for (int slot = 0; slot < slots; slot++) {
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

    private int slot(int index, int slots) {
      return (int) Math.floorMod(from + index, (long) slots);
    }

    /** The smallest count that is both improbable and large enough, for sums of k buckets. */
    long bound(double level, double[] season, double mean, int k, SpikeSettings settings) {
      double posts = PRIOR_POSTS;
      double squares = PRIOR_POSTS;
      double weightedExpected = 0;
      double weightedExpectedSquare = 0;
      double weightedResidual = 0;
      for (int last = counts.length - 1; last - k + 1 >= 0; last -= k) {
        double sum = 0;
        double explained = 0;
        boolean outbreak = false;
        for (int i = last - k + 1; i <= last; i++) {
          sum += counts[i];
          explained += level * season[slot(i, season.length)];
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
      double spread = Math.max(poisson * mean, mean + mean * mean * binomial);
      double uncertainty = mean * mean * poisson * squares / (posts * posts);
      double excess = spread + uncertainty - mean;
      double size = excess <= 0 ? NegativeBinomial.LARGEST_SIZE : mean * mean / excess;
      long floor =
          Math.max(settings.minPosts(), (long) Math.ceil(Math.min(1e15, settings.ratio() * mean)));
      // Two lengths are tested: each gets half of the probability.
      return NegativeBinomial.bound(mean, size, settings.pValue() / 2, floor);
    }
  }
}
