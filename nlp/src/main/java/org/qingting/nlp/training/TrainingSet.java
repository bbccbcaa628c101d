package org.qingting.nlp.training;

import java.util.ArrayList;
import java.util.List;
import org.qingting.model.Tone;
import org.qingting.nlp.text.CleanText;
import org.qingting.nlp.tone.ToneFeatures;

/** Labelled posts of one origin, as hashed features. */
record TrainingSet(String name, boolean twoClass, float weight, List<Example> examples) {

  /** The order of classes in weights. */
  private static final List<Tone> ORDER = List.of(Tone.NEGATIVE, Tone.NEUTRAL, Tone.POSITIVE);

  /** One post: its buckets and the number of its tone in the order of the weights. */
  static final class Example {
    private final int[] buckets;
    private final int tone;

    Example(int[] buckets, int tone) {
      this.buckets = buckets;
      this.tone = tone;
    }

    int[] buckets() {
      return buckets;
    }

    int tone() {
      return tone;
    }
  }

  static TrainingSet of(List<String> lines, String name, boolean twoClass, float weight) {
    ToneFeatures features = new ToneFeatures();
    List<Example> examples = new ArrayList<>();
    int number = 0;
    for (String line : lines) {
      number++;
      int tab = line.indexOf('\t');
      if (tab < 0) {
        throw new IllegalArgumentException(
            name + " line " + number + ": no tab between tone and text");
      }
      features.read(CleanText.of(line.substring(tab + 1)));
      int[] buckets = new int[features.size()];
      for (int i = 0; i < buckets.length; i++) {
        buckets[i] = features.bucket(i);
      }
      examples.add(new Example(buckets, ORDER.indexOf(Tone.of(line.substring(0, tab)))));
    }
    return new TrainingSet(name, twoClass, weight, examples);
  }

  /** Every tenth post, from an offset: held out of training. */
  TrainingSet tenth() {
    return part(true);
  }

  /** What {@link #tenth} leaves. */
  TrainingSet withoutTenth() {
    return part(false);
  }

  private TrainingSet part(boolean tenth) {
    List<Example> kept = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      if ((i % 10 == 3) == tenth) {
        kept.add(examples.get(i));
      }
    }
    return new TrainingSet(name, twoClass, weight, kept);
  }
}
