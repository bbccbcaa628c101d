package org.qingting.alerts.effect;

/** What is counted in a bucket, given its linear predictor. */
interface Family {
  double mean(int bucket, double predictor);

  /** The derivative of the mean by the predictor. */
  double slope(int bucket, double predictor);

  /** The variance about the mean by chance alone, before over-dispersion. */
  double variance(int bucket, double predictor);

  /** Poisson counts on log scale, on top of what is usual; both scaled by the controls. */
  static Family counts(double[] scale, double usual) {
    return new Family() {
      @Override
      public double mean(int bucket, double predictor) {
        return scale[bucket] * usual + slope(bucket, predictor);
      }

      @Override
      public double slope(int bucket, double predictor) {
        return Math.max(1e-12, scale[bucket] * Math.exp(predictor));
      }

      @Override
      public double variance(int bucket, double predictor) {
        return mean(bucket, predictor);
      }
    };
  }

  /** Binomial counts out of {@code posts} on logit scale. */
  static Family shares(double[] posts) {
    return new Family() {
      @Override
      public double mean(int bucket, double predictor) {
        return posts[bucket] / (1 + Math.exp(-predictor));
      }

      @Override
      public double slope(int bucket, double predictor) {
        double share = 1 / (1 + Math.exp(-predictor));
        return Math.max(1e-12, posts[bucket] * share * (1 - share));
      }

      @Override
      public double variance(int bucket, double predictor) {
        return slope(bucket, predictor);
      }
    };
  }
}
