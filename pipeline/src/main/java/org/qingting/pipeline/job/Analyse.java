package org.qingting.pipeline.job;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.qingting.model.Analysis;
import org.qingting.model.Arrival;
import org.qingting.model.Opinion;
import org.qingting.nlp.TextAnalyzer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads each post. What does not concern police is dropped before anything costly runs. */
final class Analyse extends ProcessFunction<Arrival, Heard> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<IndexEntry> UNREADABLE = new OutputTag<>("unreadable") {};

  private static final Logger LOG = LoggerFactory.getLogger(Analyse.class);

  private final List<String> places;
  private final boolean keepAll;
  private transient TextAnalyzer analyzer;

  /**
   * @param places the office's own place names
   * @param keepAll whether crawled posts that do not concern police are kept too; imports always
   *     are, since a person chose them
   */
  Analyse(List<String> places, boolean keepAll) {
    this.places = List.copyOf(places);
    this.keepAll = keepAll;
  }

  @Override
  public void open(OpenContext context) {
    analyzer = TextAnalyzer.withPlaces(places);
  }

  @Override
  public void processElement(Arrival arrival, Context context, Collector<Heard> out) {
    String text = arrival.post().fullText();
    if (!keepAll && arrival.batch().isEmpty() && !analyzer.concernsPolice(text)) {
      return;
    }
    Analysis analysis;
    try {
      analysis = analyzer.analyze(text);
    } catch (RuntimeException | StackOverflowError e) {
      // Starting again would meet the same text again, for ever.
      LOG.error("Post {} could not be read and is left out", arrival.post().id(), e);
      context.output(
          UNREADABLE, new IndexEntry(null, arrival.batch(), IndexEntry.Outcome.UNREADABLE));
      return;
    }
    out.collect(
        new Heard(new Opinion(arrival.post(), analysis, ""), arrival.person(), arrival.batch()));
  }
}
