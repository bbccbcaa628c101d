package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.qingting.alerts.evaluation.CountDetector;
import org.qingting.alerts.evaluation.SpikeEvaluation;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.nlp.evaluation.ToneEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qingting evaluate}: measures the product on anyone's labelled data. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measure the product on labelled data; ends with one JSON line.",
    subcommands = {EvaluateCommand.ToneCommand.class, EvaluateCommand.SpikesCommand.class})
final class EvaluateCommand {
  private EvaluateCommand() {}

  /** {@code evaluate tone}. */
  @Command(
      name = "tone",
      mixinStandardHelpOptions = true,
      description =
          "Tone on lines of label<TAB>text, label negative, neutral or positive. Where no line is"
              + " neutral, the two-class reading is used.")
  static final class ToneCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "UTF-8 TSV.")
    private Path data;

    @Option(
        names = "--model",
        defaultValue = "linear",
        description = "linear. Default: ${DEFAULT-VALUE}.")
    private String model;

    @Override
    public Integer call() throws IOException, BadInputException {
      if (!model.equals("linear")) {
        throw new BadInputException(
            "there is no model '" + model + "' in this release: use --model linear");
      }
      try {
        Terminal.OUT.println(
            ToneEvaluation.of(
                    Files.readAllLines(data), TextAnalyzer.standard()::tone, System::nanoTime)
                .toJson());
        return 0;
      } catch (CharacterCodingException e) {
        throw new BadInputException(data + " is not UTF-8");
      } catch (IllegalArgumentException e) {
        throw new BadInputException(data + ": " + e.getMessage());
      }
    }
  }

  /** {@code evaluate spikes}. */
  @Command(
      name = "spikes",
      mixinStandardHelpOptions = true,
      description =
          "Alerts on series of counts in the layout of the Numenta Anomaly Benchmark (NAB), scored"
              + " with its standard profile: 100 is perfect, 0 as good as saying nothing. The"
              + " first 15 %% of a series, at most 750 lines, are not scored.")
  static final class SpikesCommand implements Callable<Integer> {
    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description =
            "Holds windows.json, {\"folder/file.csv\": [[\"start\", \"end\"], ..]}, and those files:"
                + " lines of timestamp,value below such a header, times like 2026-11-23 08:30:00.")
    private Path data;

    @Override
    public Integer call() throws IOException, BadInputException {
      try {
        Terminal.OUT.println(
            SpikeEvaluation.of(data, () -> CountDetector.ofPosts(CountDetector.COUNTS)).toJson());
        return 0;
      } catch (IllegalArgumentException e) {
        throw new BadInputException(data + ": " + e.getMessage());
      }
    }
  }
}
