package org.qingting.pipeline.job;

import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichFlatMapFunction;
import org.apache.flink.util.Collector;
import org.qingting.alerts.leads.LeadReading;
import org.qingting.nlp.TextAnalyzer;

/** Picks out the grave claims at the office's own places; of who wrote them nothing goes on. */
final class ReadLeads extends RichFlatMapFunction<Heard, LeadReading> {
  private static final long serialVersionUID = 1L;

  private final List<String> places;
  private final List<String> area;
  private transient Predicate<String> ours;

  ReadLeads(List<String> places, List<String> area) {
    this.places = List.copyOf(places);
    this.area = List.copyOf(area);
  }

  @Override
  public void open(OpenContext context) {
    ours = TextAnalyzer.area(places, area);
  }

  @Override
  public void flatMap(Heard heard, Collector<LeadReading> out) {
    LeadReading.of(heard.opinion(), ours).ifPresent(out::collect);
  }
}
