package org.qingting.nlp.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.qingting.model.Tone;
import org.qingting.nlp.tone.ToneScore;

/**
 * How well tone is read on labelled posts. Where no post is neutral, the two-class reading is used:
 * the more probable of negative and positive, and macro-F1 is the mean of these two.
 *
 * <p>Immutable and thread-safe.
 */
public final class ToneEvaluation {

  private static final int BINS = 15;
  private static final List<Tone> ORDER = List.of(Tone.NEGATIVE, Tone.NEUTRAL, Tone.POSITIVE);

  /**
   * Scores of one class, each between 0 and 1; 0 where nothing was read or labelled so.
   *
   * @param support posts labelled so
   */
  public record ClassScore(double precision, double recall, double f1, int support) {}

  private final List<Tone> classes;
  private final int[] truth;
  private final int[] read;
  private final float[] confidence;
  private final double seconds;

  private ToneEvaluation(
      List<Tone> classes, int[] truth, int[] read, float[] confidence, double seconds) {
    this.classes = classes;
    this.truth = truth;
    this.read = read;
    this.confidence = confidence;
    this.seconds = seconds;
  }

  /**
   * Reads every post once.
   *
   * @param lines {@code label<TAB>text}, label negative, neutral or positive; empty lines are
   *     skipped, and a byte order mark before the first
   * @param reader what is measured
   * @param nanoTime the clock, in nanoseconds
   * @throws IllegalArgumentException naming the line that is malformed, or if there is none
   */
  public static ToneEvaluation of(
      Iterable<String> lines, Function<String, ToneScore> reader, LongSupplier nanoTime) {
    List<Tone> labels = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    parse(lines, labels, texts);
    if (labels.isEmpty()) {
      throw new IllegalArgumentException("no labelled line: give label<TAB>text, one post a line");
    }
    boolean neutral = labels.contains(Tone.NEUTRAL);
    int n = labels.size();
    int[] truth = new int[n];
    int[] read = new int[n];
    float[] confidence = new float[n];
    ToneScore[] scores = new ToneScore[n];
    long start = nanoTime.getAsLong();
    for (int i = 0; i < n; i++) {
      scores[i] = reader.apply(texts.get(i));
    }
    double seconds = Math.max(1, nanoTime.getAsLong() - start) / 1e9;
    for (int i = 0; i < n; i++) {
      ToneScore score = scores[i];
      Tone best = neutral ? score.best() : score.polarity();
      truth[i] = ORDER.indexOf(labels.get(i));
      read[i] = ORDER.indexOf(best);
      float polar = Math.max(score.negative(), score.positive());
      confidence[i] =
          neutral
              ? Math.max(polar, score.neutral())
              : polar / Math.max(1e-9f, score.negative() + score.positive());
    }
    List<Tone> classes = neutral ? ORDER : List.of(Tone.NEGATIVE, Tone.POSITIVE);
    return new ToneEvaluation(classes, truth, read, confidence, seconds);
  }

  private static void parse(Iterable<String> lines, List<Tone> labels, List<String> texts) {
    int number = 0;
    for (String raw : lines) {
      number++;
      String line = number == 1 && raw.startsWith("\uFEFF") ? raw.substring(1) : raw;
      if (line.isBlank()) {
        continue;
      }
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new IllegalArgumentException(
            "line " + number + ": no tab; each line must be label<TAB>text");
      }
      try {
        labels.add(Tone.of(line.substring(0, tab).strip()));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
      }
      texts.add(line.substring(tab + 1));
    }
  }

  /** Posts read. */
  public int n() {
    return truth.length;
  }

  /** Share of posts read as labelled. */
  public double accuracy() {
    int right = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i] == read[i]) {
        right++;
      }
    }
    return (double) right / truth.length;
  }

  /** Mean F1 over the classes. */
  public double macroF1() {
    return macroF1(counts(null));
  }

  /** Scores by class, in the order negative, neutral, positive. */
  public Map<Tone, ClassScore> perClass() {
    int[][] counts = counts(null);
    Map<Tone, ClassScore> scores = new EnumMap<>(Tone.class);
    for (Tone tone : classes) {
      scores.put(tone, score(counts, ORDER.indexOf(tone)));
    }
    return scores;
  }

  /** Posts a second while scoring, without reading the file. */
  public double textsPerSecond() {
    return truth.length / seconds;
  }

  /**
   * Bootstrap interval of macro-F1 that holds 95 % of the resamples: its lower and upper end.
   *
   * @param rounds resamples drawn, at least 40
   */
  public double[] macroF1Interval(long seed, int rounds) {
    Random random = new Random(seed);
    double[] values = new double[rounds];
    int[] sample = new int[truth.length];
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = random.nextInt(sample.length);
      }
      values[round] = macroF1(counts(sample));
    }
    Arrays.sort(values);
    return new double[] {values[(int) (rounds * 0.025)], values[(int) (rounds * 0.975)]};
  }

  /** Expected calibration error over 15 bins (Guo et al., ICML 2017). */
  public double calibrationError() {
    double[] sure = new double[BINS];
    int[] right = new int[BINS];
    for (int i = 0; i < truth.length; i++) {
      int bin = Math.min(BINS - 1, (int) (confidence[i] * BINS));
      sure[bin] += confidence[i];
      right[bin] += truth[i] == read[i] ? 1 : 0;
    }
    double error = 0;
    for (int bin = 0; bin < BINS; bin++) {
      error += Math.abs(sure[bin] - right[bin]);
    }
    return error / truth.length;
  }

  private int[][] counts(int[] sample) {
    int[][] counts = new int[3][3];
    for (int i = 0; i < truth.length; i++) {
      int at = sample == null ? i : sample[i];
      counts[truth[at]][read[at]]++;
    }
    return counts;
  }

  private double macroF1(int[][] counts) {
    double sum = 0;
    for (Tone tone : classes) {
      sum += score(counts, ORDER.indexOf(tone)).f1();
    }
    return sum / classes.size();
  }

  private static ClassScore score(int[][] counts, int tone) {
    int right = counts[tone][tone];
    int labelled = counts[tone][0] + counts[tone][1] + counts[tone][2];
    int said = counts[0][tone] + counts[1][tone] + counts[2][tone];
    double precision = said == 0 ? 0 : (double) right / said;
    double recall = labelled == 0 ? 0 : (double) right / labelled;
    double f1 = right == 0 ? 0 : 2.0 * right / (said + labelled);
    return new ClassScore(precision, recall, f1, labelled);
  }

  /** One line of JSON, as {@code qingting evaluate tone} prints it. */
  public String toJson() {
    StringBuilder json = new StringBuilder(320);
    json.append("{\"n\":").append(n());
    json.append(",\"accuracy\":").append(number(accuracy()));
    json.append(",\"macroF1\":").append(number(macroF1()));
    json.append(",\"perClass\":{");
    String separator = "";
    for (Map.Entry<Tone, ClassScore> entry : perClass().entrySet()) {
      ClassScore score = entry.getValue();
      json.append(separator).append('"').append(entry.getKey().id()).append("\":{");
      json.append("\"precision\":").append(number(score.precision()));
      json.append(",\"recall\":").append(number(score.recall()));
      json.append(",\"f1\":").append(number(score.f1()));
      json.append(",\"support\":").append(score.support()).append('}');
      separator = ",";
    }
    json.append("},\"textsPerSecond\":").append(Math.round(textsPerSecond())).append('}');
    return json.toString();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
