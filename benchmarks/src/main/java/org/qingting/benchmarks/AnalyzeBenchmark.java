package org.qingting.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.qingting.model.Analysis;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.nlp.tone.ToneScore;

/** One post of about 100 characters: the whole reading and two of its parts. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AnalyzeBenchmark {
  private static final int TEXTS = 4_096;

  private final String[] texts = new String[TEXTS];
  private TextAnalyzer analyzer;
  private int next;

  /** Loads the models and writes the texts. */
  @Setup
  public void prepare() {
    PostTexts written = new PostTexts(1);
    for (int i = 0; i < TEXTS; i++) {
      texts[i] = written.next();
    }
    analyzer = TextAnalyzer.standard();
  }

  private String text() {
    next = (next + 1) % TEXTS;
    return texts[next];
  }

  /** Words, mentions, tone, themes, places, keywords. */
  @Benchmark
  public Analysis analyze() {
    return analyzer.analyze(text());
  }

  /** Tone alone. */
  @Benchmark
  public ToneScore tone() {
    return analyzer.tone(text());
  }

  /** What decides whether a crawled post goes on. */
  @Benchmark
  public boolean concernsPolice() {
    return analyzer.concernsPolice(text());
  }
}
