package org.qingting.alerts.effect;

/** The little algebra that a handful of coefficients needs. */
final class Matrix {
  private Matrix() {}

  /** a'b, of two tall matrices. */
  static double[][] cross(double[][] a, double[][] b) {
    int p = a[0].length;
    double[][] out = new double[p][p];
    for (int t = 0; t < a.length; t++) {
      for (int j = 0; j < p; j++) {
        for (int k = 0; k < p; k++) {
          out[j][k] += a[t][j] * b[t][k];
        }
      }
    }
    return out;
  }

  static double[][] product(double[][] a, double[][] b) {
    double[][] out = new double[a.length][b[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int k = 0; k < b.length; k++) {
        for (int j = 0; j < b[0].length; j++) {
          out[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return out;
  }

  static double[] product(double[][] a, double[] v) {
    double[] out = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      out[i] = dot(a[i], v);
    }
    return out;
  }

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The inverse of a symmetric, positive matrix, by Gauss and Jordan after scaling to 1s. */
  static double[][] inverse(double[][] a) {
    int p = a.length;
    double[] scale = new double[p];
    double[][] work = new double[p][2 * p];
    for (int i = 0; i < p; i++) {
      scale[i] = 1 / Math.sqrt(Math.max(1e-300, a[i][i]));
    }
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        work[i][j] = a[i][j] * scale[i] * scale[j];
      }
      work[i][i] += 1e-12;
      work[i][p + i] = 1;
    }
    for (int i = 0; i < p; i++) {
      double pivot = Math.max(1e-12, work[i][i]);
      for (int j = 0; j < 2 * p; j++) {
        work[i][j] /= pivot;
      }
      for (int k = 0; k < p; k++) {
        double factor = work[k][i];
        for (int j = 0; k != i && j < 2 * p; j++) {
          work[k][j] -= factor * work[i][j];
        }
      }
    }
    double[][] out = new double[p][p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        out[i][j] = work[i][p + j] * scale[i] * scale[j];
      }
    }
    return out;
  }
}
