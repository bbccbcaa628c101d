package org.qingting.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.qingting.benchmarks.outbreaks.OutbreakStudy;

/** {@code java -jar benchmarks/target/benchmarks.jar NAME}; without a name it says which. */
public final class Benchmarks {
  private static final String HELP =
      """
      analyze [JMH options]     one post read by TextAnalyzer
      index [JMH options]       opinions into Lucene, with and without a commit
      detector [JMH options]    one post counted by SpikeDetector
      effect [JMH options]      what followed a statement, asked of 200,000 opinions
      outbreaks [REPLICATIONS]  detectors beside each other on simulated outbreaks; default 200
      alerts [ALERTS]           so many alerts in a minute, told to a webhook; default 10000
      import [FILES [POSTS]]    the real program, file after file into one home; default 10 100000
      first-post [TIMES]        from 'java -jar' to the first post found; default 5
      bulk [OPINIONS [ROUNDS]] --elasticsearch URL
                                the sink against a bare BulkIngester; default 50000 5
      search [OPINIONS [QUERIES]] --elasticsearch URL [--folder DIR]
                                both indices asked the same; default 1000000 500; with a folder
                                the indices are kept and used again
      -Dqingting.jar=FILE before -jar measures another build, -Dqingting.jvm="..." gives the
      program further options.
      """;

  private Benchmarks() {}

  /** Runs one benchmark. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<String> rest = Arrays.asList(args).subList(Math.min(1, args.length), args.length);
    switch (args.length == 0 ? "" : args[0]) {
      case "analyze" -> jmh("AnalyzeBenchmark", rest);
      case "index" -> jmh("IndexBenchmark", rest);
      case "detector" -> jmh("DetectorBenchmark", rest);
      case "effect" -> jmh("EffectBenchmark", rest);
      case "outbreaks" -> OutbreakStudy.run(number(rest, 0, 200));
      case "alerts" -> AlertBurst.run(number(rest, 0, 10_000));
      case "import" -> ImportRun.run(number(rest, 0, 10), number(rest, 1, 100_000), jvm());
      case "first-post" -> FirstPost.run(number(rest, 0, 5), jvm());
      case "bulk" -> {
        Options options = Options.parse(rest);
        BulkRun.run(options.number(0, 50_000), options.number(1, 5), options.elasticsearch());
      }
      case "search" -> {
        Options options = Options.parse(rest);
        SearchRun.run(
            options.number(0, 1_000_000),
            options.number(1, 500),
            options.elasticsearch(),
            options.folder());
      }
      default -> {
        System.err.print(HELP);
        System.exit(2);
      }
    }
  }

  private static void jmh(String benchmark, List<String> options) throws IOException {
    String[] all = new String[options.size() + 1];
    all[0] = "\\." + benchmark + "\\.";
    for (int i = 0; i < options.size(); i++) {
      all[i + 1] = options.get(i);
    }
    org.openjdk.jmh.Main.main(all);
  }

  private static int number(List<String> arguments, int index, int otherwise) {
    return index < arguments.size() ? Integer.parseInt(arguments.get(index)) : otherwise;
  }

  private static List<String> jvm() {
    String options = System.getProperty("qingting.jvm", "").strip();
    return options.isEmpty() ? List.of() : Pattern.compile("\\s+").splitAsStream(options).toList();
  }
}
