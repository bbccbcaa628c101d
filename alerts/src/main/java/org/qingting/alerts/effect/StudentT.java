package org.qingting.alerts.effect;

import org.apache.commons.numbers.gamma.RegularizedBeta;

/** Student's t distribution. */
final class StudentT {
  private static final int HALVINGS = 80;
  private static final double FARTHEST = 1e4;

  private StudentT() {}

  /** The value that |t| exceeds with the given probability; degrees need not be whole. */
  static double twoSided(double degrees, double probability) {
    double low = 0;
    double high = FARTHEST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (RegularizedBeta.value(degrees / (degrees + middle * middle), degrees / 2, 0.5)
          > probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
