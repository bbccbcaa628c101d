package org.qingting.pipeline.commands;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.qingting.nlp.TextAnalyzer;
import org.qingting.nlp.evaluation.ToneEvaluation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qingting evaluate}: measures the product on anyone's labelled data. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Measure the product on labelled data; ends with one JSON line.",
    subcommands = {EvaluateCommand.ToneCommand.class})
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
}
