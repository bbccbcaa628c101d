package org.qingting.nlp.training;

import java.util.ArrayList;
import java.util.List;
import org.qingting.nlp.tone.ToneModel;

/**
 * Temperature and class biases by gradient descent on the log loss of posts that took no part in
 * training; each origin weighs the same.
 */
final class Calibration {

  private static final int STEPS = 400;

  private final float temperature;
  private final float[] bias;

  private Calibration(float temperature, float[] bias) {
    this.temperature = temperature;
    this.bias = bias;
  }

  /** What logits are divided by. */
  float temperature() {
    return temperature;
  }

  /** Added before that; three, in the order of the weights. */
  float[] bias() {
    return bias;
  }

  static Calibration fit(float[] weights, List<TrainingSet> heldOut) {
    List<double[][]> logits = new ArrayList<>();
    for (TrainingSet set : heldOut) {
      double[][] rows = new double[set.examples().size()][];
      for (int i = 0; i < rows.length; i++) {
        int[] buckets = set.examples().get(i).buckets();
        rows[i] =
            SoftmaxTrainer.logits(
                weights,
                buckets,
                buckets.length,
                ToneModel.norm(buckets.length),
                new double[3],
                new double[3]);
      }
      logits.add(rows);
    }
    double inverse = 1;
    double[] bias = new double[3];
    for (int step = 0; step < STEPS; step++) {
      double slope = 0;
      double[] pull = new double[3];
      for (int s = 0; s < heldOut.size(); s++) {
        double[][] rows = logits.get(s);
        for (int i = 0; i < rows.length; i++) {
          double[] z = new double[3];
          for (int tone = 0; tone < 3; tone++) {
            z[tone] = rows[i][tone] * inverse + bias[tone];
          }
          double[] p = SoftmaxTrainer.probabilities(z, false);
          int truth = heldOut.get(s).examples().get(i).tone();
          for (int tone = 0; tone < 3; tone++) {
            double error = (p[tone] - (tone == truth ? 1 : 0)) / rows.length;
            slope += error * rows[i][tone];
            pull[tone] += error;
          }
        }
      }
      inverse -= 0.05 * slope;
      for (int tone = 0; tone < 3; tone++) {
        bias[tone] -= 0.5 * pull[tone];
      }
    }
    float[] before = new float[3];
    for (int tone = 0; tone < 3; tone++) {
      before[tone] = (float) (bias[tone] / inverse);
    }
    return new Calibration((float) (1 / inverse), before);
  }
}
