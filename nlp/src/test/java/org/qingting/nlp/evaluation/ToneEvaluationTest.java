package org.qingting.nlp.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.qingting.model.Tone;
import org.qingting.nlp.tone.ToneScore;

class ToneEvaluationTest {

  private static ToneScore read(String text) {
    return switch (text) {
      case "n" -> new ToneScore(0.5f, 0.3f, 0.2f);
      case "p" -> new ToneScore(0.1f, 0.2f, 0.7f);
      default -> new ToneScore(0.1f, 0.6f, 0.3f);
    };
  }

  private static ToneEvaluation evaluate(String... lines) {
    AtomicLong clock = new AtomicLong();
    return ToneEvaluation.of(
        List.of(lines), ToneEvaluationTest::read, () -> clock.getAndAdd(2_000_000_000L));
  }

  @Test
  void countsThreeClasses() {
    ToneEvaluation result =
        evaluate("negative\tn", "negative\tp", "neutral\to", "positive\tp", "", "positive\tp");
    assertThat(result.n()).isEqualTo(5);
    assertThat(result.accuracy()).isEqualTo(0.8);
    assertThat(result.perClass().get(Tone.NEGATIVE).recall()).isEqualTo(0.5);
    assertThat(result.perClass().get(Tone.POSITIVE).precision()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(result.macroF1()).isCloseTo((2.0 / 3 + 1 + 0.8) / 3, within(1e-12));
    assertThat(result.toJson())
        .isEqualTo(
            "{\"n\":5,\"accuracy\":0.8000,\"macroF1\":0.8222,\"perClass\":{"
                + "\"negative\":{\"precision\":1.0000,\"recall\":0.5000,\"f1\":0.6667,\"support\":2},"
                + "\"neutral\":{\"precision\":1.0000,\"recall\":1.0000,\"f1\":1.0000,\"support\":1},"
                + "\"positive\":{\"precision\":0.6667,\"recall\":1.0000,\"f1\":0.8000,\"support\":2}"
                + "},\"textsPerSecond\":3}");
  }

  @Test
  void readsTwoClasses_whereNoLineIsNeutral() {
    ToneEvaluation result = evaluate("positive\to", "negative\tn");
    assertThat(result.accuracy()).isEqualTo(1);
    assertThat(result.perClass()).containsOnlyKeys(Tone.NEGATIVE, Tone.POSITIVE);
  }

  @Test
  void namesTheMalformedLine() {
    assertThatThrownBy(() -> evaluate("negative\tn", "no tab"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2");
    assertThatThrownBy(() -> evaluate("negative\tn", "positive\tp", "angry\tx"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("angry");
    assertThatThrownBy(() -> evaluate("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void interval_holdsTheScore() {
    String[] lines = new String[200];
    for (int i = 0; i < lines.length; i++) {
      lines[i] =
          (i % 2 == 0 ? "negative\t" : "positive\t") + (i % 5 == 0 ? "n" : i % 2 == 0 ? "n" : "p");
    }
    ToneEvaluation result = evaluate(lines);
    double[] interval = result.macroF1Interval(1, 500);
    assertThat(result.macroF1()).isBetween(interval[0], interval[1]);
    assertThat(interval[1] - interval[0]).isBetween(0.01, 0.2);
  }
}
