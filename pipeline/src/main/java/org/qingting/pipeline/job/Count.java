package org.qingting.pipeline.job;

import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.util.Collector;
import org.qingting.alerts.spikes.Counting;
import org.qingting.model.Series;

/** Says which series count an opinion, and as what; drops what none counts. */
final class Count implements FlatMapFunction<Heard, Counted> {
  private static final long serialVersionUID = 2L;

  @Override
  public void flatMap(Heard heard, Collector<Counted> out) {
    List<Series> series = Counting.series(heard.opinion());
    if (!series.isEmpty()) {
      out.collect(
          new Counted(
              series, Counting.observation(heard.opinion(), heard.person(), heard.batch())));
    }
  }
}
