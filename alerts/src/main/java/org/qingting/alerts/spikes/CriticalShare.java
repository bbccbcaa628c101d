package org.qingting.alerts.spikes;

import org.apache.commons.numbers.gamma.LogBeta;

/**
 * The usual share of critical posts among those about police, and how improbable another is: beta
 * binomial, its correlation estimated by moments from whole days.
 *
 * @param mean the usual share
 * @param correlation between two posts of the same stretch, above 0
 */
record CriticalShare(double mean, double correlation) {
  private static final double PRIOR_CRITICAL = 1;
  private static final double PRIOR_POSTS = 4;
  private static final double PRIOR_CORRELATION = 0.02;
  private static final double PRIOR_PAIRS = 50;

  /** Terms that are added up at most; what follows is smaller than all of them. */
  private static final int MOST_TERMS = 5000;

  /** Estimates from counts by bucket, oldest first; outbreaks are left out. */
  static CriticalShare of(
      double[] critical, double[] police, boolean[] wave, int perDay, double[] weights) {
    int days = critical.length / perDay;
    double[] ofCritical = new double[days];
    double[] ofPolice = new double[days];
    double posts = PRIOR_POSTS;
    double criticals = PRIOR_CRITICAL;
    for (int day = 0; day < days; day++) {
      int end = critical.length - day * perDay;
      for (int i = end - perDay; i < end; i++) {
        if (!wave[i]) {
          ofCritical[day] += critical[i];
          ofPolice[day] += Math.max(critical[i], police[i]);
        }
      }
      posts += weights[day] * ofPolice[day];
      criticals += weights[day] * ofCritical[day];
    }
    double mean = criticals / posts;
    double variance = mean * (1 - mean);
    double surplus = PRIOR_CORRELATION * PRIOR_PAIRS * variance;
    double pairs = PRIOR_PAIRS * variance;
    for (int day = 0; day < days; day++) {
      double n = ofPolice[day];
      double residual = ofCritical[day] - n * mean;
      surplus += weights[day] * (residual * residual - n * variance);
      pairs += weights[day] * n * Math.max(0, n - 1) * variance;
    }
    return new CriticalShare(mean, Math.min(0.9, Math.max(1e-4, surplus / pairs)));
  }

  /** P(at least so many of {@code posts} are critical). */
  double atLeast(long critical, long posts) {
    return critical <= 0 ? 1 : tail(critical, posts, mean);
  }

  /** P(at most so many of {@code posts} are critical). */
  double atMost(long critical, long posts) {
    return critical >= posts ? 1 : tail(posts - critical, posts, 1 - mean);
  }

  private double tail(long least, long posts, double share) {
    double strength = 1 / correlation - 1;
    double a = share * strength;
    double b = (1 - share) * strength;
    double term =
        Math.exp(
            -Math.log(posts + 1.0)
                - LogBeta.value(posts - least + 1.0, least + 1.0)
                + LogBeta.value(least + a, posts - least + b)
                - LogBeta.value(a, b));
    double sum = term;
    for (long k = least; k < posts && k < least + MOST_TERMS; k++) {
      term *= (posts - k) / (k + 1.0) * (k + a) / (posts - k - 1 + b);
      sum += term;
    }
    return Math.min(1, sum);
  }
}
