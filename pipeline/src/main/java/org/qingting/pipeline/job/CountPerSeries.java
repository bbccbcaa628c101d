package org.qingting.pipeline.job;

import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.qingting.alerts.spikes.Counting;
import org.qingting.alerts.spikes.Observation;
import org.qingting.model.Series;

/** Hands an opinion to every series that counts it. */
final class CountPerSeries implements FlatMapFunction<Heard, SeriesObservation> {
  private static final long serialVersionUID = 1L;

  @Override
  public void flatMap(Heard heard, Collector<SeriesObservation> out) {
    Observation observation = Counting.observation(heard.opinion(), heard.person());
    for (Series series : Counting.series(heard.opinion())) {
      out.collect(new SeriesObservation(series.id(), series, observation));
    }
  }
}
