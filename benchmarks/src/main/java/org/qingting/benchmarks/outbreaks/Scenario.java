package org.qingting.benchmarks.outbreaks;

import java.util.ArrayList;
import java.util.List;

/**
 * How ordinary counts come about in the study: negative binomial with the variance phi times the
 * mean, and the logarithm of the mean theta + beta t + a season of so many harmonics.
 *
 * @param theta level
 * @param beta trend a unit; 0 for none
 * @param gamma1 of the season's cosines
 * @param gamma2 of its sines
 * @param phi variance over mean, at least 1
 * @param harmonics none, one (annual) or two (half-yearly)
 */
record Scenario(
    double theta, double beta, double gamma1, double gamma2, double phi, int harmonics) {

  private static final List<Scenario> SEASONAL_WITH_TREND =
      List.of(
          new Scenario(0.1, 0.0025, 0.6, 0.6, 1.5, 1),
          new Scenario(-2, 0.005, 0.1, 0.3, 2, 1),
          new Scenario(1.5, 0.003, 0.2, -0.4, 1, 1),
          new Scenario(0.5, 0.002, 0.5, 0.5, 5, 1),
          new Scenario(2.5, 0.001, 1, 0.1, 3, 1),
          new Scenario(3.75, 0.001, 0.1, -0.1, 1.1, 1),
          new Scenario(5, 0.0001, 0.05, 0.01, 1.2, 1));

  /** All 42: seven sets of parameters, with and without trend, with each kind of season. */
  static List<Scenario> all() {
    List<Scenario> all = new ArrayList<>();
    for (int harmonics = 0; harmonics <= 2; harmonics++) {
      for (boolean trend : new boolean[] {false, true}) {
        for (Scenario set : SEASONAL_WITH_TREND) {
          all.add(
              new Scenario(
                  set.theta, trend ? set.beta : 0, set.gamma1, set.gamma2, set.phi, harmonics));
        }
      }
    }
    return all;
  }

  /** The mean of a unit, which begin at 1, where a season lasts so many of them. */
  double mean(int unit, int period) {
    double log = theta + beta * unit;
    for (int j = 1; j <= harmonics; j++) {
      double angle = 2 * Math.PI * j * unit / period;
      log += gamma1 * Math.cos(angle) + gamma2 * Math.sin(angle);
    }
    return Math.exp(log);
  }

  /** Scenarios of one group differ in level and spread only. */
  String group() {
    String season =
        switch (harmonics) {
          case 0 -> "no season";
          case 1 -> "season";
          default -> "season, two peaks";
        };
    return season + (beta == 0 ? "" : ", trend");
  }
}
