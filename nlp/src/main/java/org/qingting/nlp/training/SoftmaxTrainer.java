package org.qingting.nlp.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.qingting.nlp.tone.ToneFeatures;
import org.qingting.nlp.tone.ToneModel;

/**
 * Softmax regression by AdaGrad (Duchi et al., JMLR 2011) with feature dropout; the weights are
 * averaged over the later half of the epochs. Each origin has a bias of its own, so that its share
 * of tones is not learned as a property of its words; in two-class sets the neutral logit takes no
 * part in the loss.
 */
final class SoftmaxTrainer {

  private static final float RATE = 0.2f;
  private static final float BIAS_RATE = 0.02f;
  private static final float L2 = 1e-5f;
  private static final float START = 0.01f;
  private static final float DROPOUT = 0.5f;

  private final float[] weights = new float[3 * ToneFeatures.BUCKETS];
  private final float[] squares = new float[weights.length];
  private final double[][] biases;
  private final Random random;

  SoftmaxTrainer(int origins, long seed) {
    biases = new double[origins][3];
    random = new Random(seed);
    Arrays.fill(squares, START);
  }

  private record Step(TrainingSet.Example example, int origin) {}

  /** Returns the averaged weights, three a bucket. */
  float[] train(List<TrainingSet> sets, int epochs) {
    List<Step> steps = new ArrayList<>();
    for (int origin = 0; origin < sets.size(); origin++) {
      for (TrainingSet.Example example : sets.get(origin).examples()) {
        steps.add(new Step(example, origin));
      }
    }
    double[] sum = new double[weights.length];
    int averaged = 0;
    for (int epoch = 0; epoch < epochs; epoch++) {
      Collections.shuffle(steps, random);
      float rate = RATE * (1 - 0.9f * epoch / epochs);
      for (Step step : steps) {
        learn(step, sets.get(step.origin()), rate);
      }
      if (epoch >= epochs / 2) {
        averaged++;
        for (int i = 0; i < sum.length; i++) {
          sum[i] += weights[i];
        }
      }
    }
    float[] mean = new float[weights.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / averaged);
    }
    return mean;
  }

  private void learn(Step step, TrainingSet set, float rate) {
    int[] all = step.example().buckets();
    int[] kept = new int[all.length];
    int size = 0;
    for (int bucket : all) {
      if (random.nextFloat() >= DROPOUT) {
        kept[size++] = bucket;
      }
    }
    double norm = ToneModel.norm(size);
    double[] bias = biases[step.origin()];
    double[] p =
        probabilities(logits(weights, kept, size, norm, bias, new double[3]), set.twoClass());
    for (int tone = 0; tone < 3; tone++) {
      if (set.twoClass() && tone == 1) {
        continue;
      }
      double error = (p[tone] - (tone == step.example().tone() ? 1 : 0)) * set.weight();
      bias[tone] -= BIAS_RATE * error;
      float slope = (float) (error * norm);
      if (Math.abs(slope) < 1e-7f) {
        continue;
      }
      for (int i = 0; i < size; i++) {
        int at = 3 * kept[i] + tone;
        float gradient = slope + L2 * weights[at];
        squares[at] += gradient * gradient;
        weights[at] -= rate * gradient / (float) Math.sqrt(squares[at]);
      }
    }
  }

  static double[] logits(
      float[] weights, int[] buckets, int size, double norm, double[] bias, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < size; i++) {
      int at = 3 * buckets[i];
      out[0] += weights[at];
      out[1] += weights[at + 1];
      out[2] += weights[at + 2];
    }
    for (int tone = 0; tone < 3; tone++) {
      out[tone] = out[tone] * norm + bias[tone];
    }
    return out;
  }

  static double[] probabilities(double[] logits, boolean twoClass) {
    double most = Math.max(logits[0], logits[2]);
    if (!twoClass) {
      most = Math.max(most, logits[1]);
    }
    double[] p = new double[3];
    double sum = 0;
    for (int tone = 0; tone < 3; tone++) {
      if (!twoClass || tone != 1) {
        p[tone] = Math.exp(logits[tone] - most);
        sum += p[tone];
      }
    }
    for (int tone = 0; tone < 3; tone++) {
      p[tone] /= sum;
    }
    return p;
  }
}
