package org.qingting.nlp.training;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.qingting.nlp.evaluation.ToneEvaluation;
import org.qingting.nlp.text.CleanText;
import org.qingting.nlp.tone.ToneModel;

/** Trains the tone model from labelled posts and measures it on posts that took no part. */
public final class ToneTraining {

  private static final long SEED = 20261123L;
  private static final int EPOCHS = 10;
  private static final float POLICE_WEIGHT = 3;

  private ToneTraining() {}

  /**
   * Trains and writes the weights.
   *
   * @param args the folder of {@code tone<TAB>text} files, and the file to write
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      System.err.println("usage: ToneTraining DATA-FOLDER OUTPUT.bin");
      System.exit(2);
    }
    Path folder = Path.of(args[0]);
    ToneModel model = train(folder);
    try (OutputStream out = Files.newOutputStream(Path.of(args[1]))) {
      model.write(out);
    }
    for (String held : List.of("weibo_usual_dev", "weibo_virus_dev")) {
      report(System.out, model, held, Files.readAllLines(folder.resolve(held + ".tsv")));
    }
    report(System.out, model, "police posts held out", policePosts(true));
  }

  private static ToneModel train(Path folder) throws IOException {
    TrainingSet usual = read(folder, "weibo_usual_train", false, 1);
    TrainingSet virus = read(folder, "weibo_virus_train", false, 1);
    // Weights by measurement on the held-out Weibo posts: at 1 the reviews cost 1.5 points there.
    List<TrainingSet> sets =
        List.of(
            usual.withoutTenth(),
            virus.withoutTenth(),
            read(folder, "weibo_covid_2class", true, 1),
            read(folder, "shopping_2class", true, 0.2f),
            read(folder, "car_3class", false, 0.2f),
            TrainingSet.of(policePosts(false), "police", false, POLICE_WEIGHT));
    float[] weights = new SoftmaxTrainer(sets.size(), SEED).train(sets, EPOCHS);
    Calibration calibration = Calibration.fit(weights, List.of(usual.tenth(), virus.tenth()));
    return ToneModel.of("tone-linear-1", calibration.bias(), weights, calibration.temperature());
  }

  private static TrainingSet read(Path folder, String name, boolean twoClass, float weight)
      throws IOException {
    return TrainingSet.of(
        Files.readAllLines(folder.resolve(name + ".tsv")), name, twoClass, weight);
  }

  /** Posts about police written for this project; every third is held out. */
  private static List<String> policePosts(boolean heldOut) throws IOException {
    try (InputStream in = ToneTraining.class.getResourceAsStream("police_tone.tsv")) {
      List<String> all = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return IntStream.range(0, all.size())
          .filter(i -> (i % 3 == 2) == heldOut)
          .mapToObj(all::get)
          .toList();
    }
  }

  private static void report(PrintStream out, ToneModel model, String name, List<String> lines) {
    ToneEvaluation three =
        ToneEvaluation.of(lines, text -> model.score(CleanText.of(text)), System::nanoTime);
    List<String> polar = lines.stream().filter(line -> !line.startsWith("neutral\t")).toList();
    ToneEvaluation two =
        ToneEvaluation.of(polar, text -> model.score(CleanText.of(text)), System::nanoTime);
    double[] threeInterval = three.macroF1Interval(SEED, 1000);
    double[] twoInterval = two.macroF1Interval(SEED, 1000);
    out.println(name + " 3 classes " + three.toJson());
    out.printf("  95 %% interval of macro-F1: %.4f to %.4f%n", threeInterval[0], threeInterval[1]);
    out.printf("  expected calibration error: %.4f%n", three.calibrationError());
    out.println(name + " 2 classes " + two.toJson());
    out.printf("  95 %% interval of macro-F1: %.4f to %.4f%n", twoInterval[0], twoInterval[1]);
  }
}
