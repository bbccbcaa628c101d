package org.qingting.alerts.effect;

/**
 * Regression for a time series of counts with a latent autocorrelated process (Zeger 1988): the
 * predictor of bucket t is x(t)'b + u(t), where u has variance s² and correlation r^h at distance
 * h. Coefficients solve the quasi-likelihood equations. s² and r are found by moments, where what
 * is expected of the residuals allows for the fitted coefficients: without that r comes out much
 * too small in short series. The covariance is the sandwich with that process inside. A kernel
 * estimate (Newey and West 1987) needs no model of u but is too narrow in series this short.
 */
final class Regression {
  private static final int ROUNDS = 8;
  private static final int STEPS = 60;
  private static final double MOST_SPREAD = 9;
  private static final double MOST_CORRELATION = 0.95;
  private static final double CORRELATION_STEP = 0.1;
  private static final int LAGS = 3;

  /** The normal quantile of 95 %. */
  private static final double ONE_SIDED = 1.645;

  private final Family family;
  private final double[][] x;
  private final double[] y;
  private final double[] prior;
  private final int n;
  private final int p;

  /** The design over the standard deviation, and the shares of the variance in 1. */
  private final double[][] z;

  private final double[] latent;
  private final double[] chance;
  private final double[] residuals;

  private final double[] b;
  private double spread;
  private double correlation;
  private double[][] inverse;
  private double[][] covariance;

  /**
   * @param prior precision of each coefficient about 0: weak, it keeps them finite where a period
   *     has no post at all
   */
  Regression(Family family, double[][] x, double[] y, double[] prior) {
    this.family = family;
    this.x = x;
    this.y = y;
    this.prior = prior;
    n = y.length;
    p = prior.length;
    b = new double[p];
    z = new double[n][p];
    latent = new double[n];
    chance = new double[n];
    residuals = new double[n];
    fit();
  }

  double predictor(double[] row) {
    return Math.max(-40, Math.min(40, Matrix.dot(row, b)));
  }

  double coefficient(int j) {
    return b[j];
  }

  double standardError(double[] gradient) {
    return Math.sqrt(Math.max(0, Matrix.dot(gradient, Matrix.product(covariance, gradient))));
  }

  /** Buckets less coefficients, where autocorrelated buckets count for fewer. */
  double degreesOfFreedom() {
    double neighbours = 0;
    for (int t = 1; t < n; t++) {
      neighbours += latent[t] * latent[t - 1] * spread * correlation;
    }
    double r = neighbours / Math.max(1, n - 1);
    return Math.max(3, n * (1 - r) / (1 + r) - p);
  }

  private void fit() {
    for (int round = 0; round < ROUNDS; round++) {
      double before = spread;
      solve();
      moments();
      if (round > 1 && Math.abs(spread - before) < 0.01 * (spread + 1e-3)) {
        break;
      }
    }
    solve();
    double[][] middle = Matrix.cross(z, processed(chance, carefulSpread(), carefulCorrelation()));
    covariance = Matrix.product(Matrix.product(inverse, middle), inverse);
  }

  // Both are estimates, and too little of either makes the interval too narrow: so the upper end of
  // the correlation, and a standard error more of the spread, which may have come out as 0.

  private double carefulCorrelation() {
    double error = Math.sqrt((1 - correlation * correlation) / n);
    return Math.min(MOST_CORRELATION, correlation + ONE_SIDED * error);
  }

  private double carefulSpread() {
    double sum = 0;
    for (double part : latent) {
      sum += part * part;
    }
    return spread + Math.sqrt(2.0 / n) * n / Math.max(1e-9, sum);
  }

  private void solve() {
    standardise();
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[p];
      double[][] information = Matrix.cross(z, z);
      for (int j = 0; j < p; j++) {
        for (int t = 0; t < n; t++) {
          gradient[j] += z[t][j] * residuals[t];
        }
        gradient[j] -= prior[j] * b[j];
        information[j][j] += prior[j];
      }
      inverse = Matrix.inverse(information);
      double[] change = Matrix.product(inverse, gradient);
      double largest = 0;
      for (double[] row : x) {
        largest = Math.max(largest, Math.abs(Matrix.dot(row, change)));
      }
      for (int j = 0; j < p; j++) {
        b[j] += change[j] / Math.max(1, largest);
      }
      standardise();
      if (largest < 1e-6) {
        break;
      }
    }
  }

  private void standardise() {
    for (int t = 0; t < n; t++) {
      double predictor = predictor(x[t]);
      double slope = family.slope(t, predictor);
      double byChance = Math.max(1e-12, family.variance(t, predictor));
      double deviation = Math.sqrt(byChance + spread * slope * slope);
      latent[t] = slope / deviation;
      chance[t] = byChance / deviation / deviation;
      residuals[t] = (y[t] - family.mean(t, predictor)) / deviation;
      for (int j = 0; j < p; j++) {
        z[t][j] = latent[t] * x[t][j];
      }
    }
  }

  /** Finds the spread and correlation with which residuals vary and go together as they do. */
  private void moments() {
    double[] seen = new double[LAGS];
    for (int lag = 0; lag < LAGS; lag++) {
      for (int t = lag; t < n; t++) {
        seen[lag] += residuals[t] * residuals[t - lag];
      }
    }
    double[][][] neighbours = new double[LAGS][p][p];
    for (int lag = 0; lag < LAGS; lag++) {
      for (int t = lag; t < n; t++) {
        for (int j = 0; j < p; j++) {
          for (int k = 0; k < p; k++) {
            neighbours[lag][j][k] += z[t][j] * z[t - lag][k];
          }
        }
      }
    }
    double[] byChance = expected(chance, 0, 0, neighbours);
    double closest = Double.POSITIVE_INFINITY;
    for (double r = 0; r <= MOST_CORRELATION; r += CORRELATION_STEP) {
      double[] byLatent = expected(new double[n], 1, r, neighbours);
      double s = (seen[0] - byChance[0]) / Math.max(1e-9, byLatent[0]);
      s = Math.max(0, Math.min(MOST_SPREAD, s));
      double miss = 0;
      for (int lag = 1; lag < LAGS; lag++) {
        miss += seen[lag] - byChance[lag] - s * byLatent[lag];
      }
      if (Math.abs(miss) < closest) {
        closest = Math.abs(miss);
        spread = s;
        correlation = r;
      }
    }
  }

  /**
   * Expected sums of products of residuals at each lag, after the fit has taken its part out, if
   * errors had covariance C = diag(chance) + s² u u' r^h.
   */
  private double[] expected(double[] ofChance, double s, double r, double[][][] neighbours) {
    double[][] processed = processed(ofChance, s, r);
    double[][] fitted = Matrix.product(processed, inverse);
    double[][] middle =
        Matrix.product(inverse, Matrix.product(Matrix.cross(z, processed), inverse));
    double[] out = new double[LAGS];
    for (int lag = 0; lag < LAGS; lag++) {
      double power = s * Math.pow(r, lag);
      for (int t = lag; t < n; t++) {
        int other = t - lag;
        out[lag] +=
            (lag == 0 ? ofChance[t] : 0)
                + power * latent[t] * latent[other]
                - Matrix.dot(z[t], fitted[other])
                - Matrix.dot(fitted[t], z[other]);
      }
      for (int j = 0; j < p; j++) {
        out[lag] += Matrix.dot(middle[j], neighbours[lag][j]);
      }
    }
    return out;
  }

  /** Cz; powers of r make it two passes, forth and back. */
  private double[][] processed(double[] ofChance, double s, double r) {
    double[][] out = new double[n][p];
    for (int j = 0; j < p; j++) {
      double carried = 0;
      for (int t = 0; t < n; t++) {
        carried = r * carried + latent[t] * z[t][j];
        out[t][j] = ofChance[t] * z[t][j] + s * latent[t] * carried;
      }
      carried = 0;
      for (int t = n - 1; t >= 0; t--) {
        out[t][j] += s * latent[t] * r * carried;
        carried = r * carried + latent[t] * z[t][j];
      }
    }
    return out;
  }
}
