package org.qingting.pipeline.commands;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.qingting.model.Analysis;
import org.qingting.nlp.TextAnalyzer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code qingting analyze}: reads one text as the job would. */
@Command(
    name = "analyze",
    mixinStandardHelpOptions = true,
    description = "Read one text (an argument, or standard input) and print what was understood.")
final class AnalyzeCommand implements Callable<Integer> {

  @Parameters(arity = "0..*", paramLabel = "TEXT", description = "The text; else standard input.")
  private List<String> text = List.of();

  @Override
  public Integer call() throws IOException {
    String read =
        text.isEmpty()
            ? new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
            : String.join(" ", text);
    Analysis analysis = TextAnalyzer.standard().analyze(read.strip());
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("words", analysis.words());
    shown.put("police", analysis.police());
    shown.put("mentions", analysis.mentions());
    shown.put("tone", analysis.tone().id());
    shown.put("negative", analysis.negative());
    shown.put("neutral", analysis.neutral());
    shown.put("positive", analysis.positive());
    shown.put("themes", analysis.themes());
    shown.put("places", analysis.places());
    shown.put("keywords", analysis.keywords());
    shown.put("leads", analysis.leads());
    shown.put("version", analysis.version());
    Terminal.OUT.println(new ObjectMapper().writeValueAsString(shown));
    return 0;
  }
}
