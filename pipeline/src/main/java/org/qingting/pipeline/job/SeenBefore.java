package org.qingting.pipeline.job;

import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.qingting.model.Arrival;

/** Lets a post through once, keyed by its id; a repeat of an import's post is told aside. */
final class SeenBefore extends KeyedProcessFunction<String, Arrival, Arrival> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<IndexEntry> DUPLICATES = new OutputTag<>("duplicates") {};

  /** After this a repeat would pass, and the index would only replace the post by itself. */
  private static final Duration REMEMBERED = Duration.ofDays(120);

  private transient ValueState<Boolean> seen;

  @Override
  public void open(OpenContext context) {
    ValueStateDescriptor<Boolean> descriptor = new ValueStateDescriptor<>("seen", Types.BOOLEAN);
    descriptor.enableTimeToLive(StateTtlConfig.newBuilder(REMEMBERED).build());
    seen = getRuntimeContext().getState(descriptor);
  }

  @Override
  public void processElement(Arrival arrival, Context context, Collector<Arrival> out)
      throws Exception {
    if (seen.value() == null) {
      seen.update(true);
      out.collect(arrival);
    } else if (!arrival.batch().isEmpty()) {
      context.output(
          DUPLICATES, new IndexEntry(null, arrival.batch(), IndexEntry.Outcome.DUPLICATE));
    }
  }
}
