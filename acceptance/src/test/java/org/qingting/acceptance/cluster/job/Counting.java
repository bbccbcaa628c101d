package org.qingting.acceptance.cluster.job;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and sums the numbers of a key. */
final class Counting extends KeyedProcessFunction<Long, Long, Result> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Counting.class);

  private final String trouble;
  private transient ValueState<Long> count;
  private transient ValueState<Long> sum;
  private transient ValueState<String> wrong;

  Counting(String trouble) {
    this.trouble = trouble;
  }

  @Override
  public void open(OpenContext context) {
    LOG.info("Counting begins");
    if (trouble.equals("state")) {
      wrong = getRuntimeContext().getState(new ValueStateDescriptor<>("count", String.class));
    } else {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
    }
    sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Long.class));
  }

  @Override
  public void processElement(Long number, Context context, Collector<Result> out) throws Exception {
    if (trouble.equals("task")) {
      throw new IllegalStateException("the model cannot be loaded");
    }
    if (wrong != null) {
      wrong.update("1");
      return;
    }
    long counted = (count.value() == null ? 0 : count.value()) + 1;
    long summed = (sum.value() == null ? 0 : sum.value()) + number;
    count.update(counted);
    sum.update(summed);
    out.collect(new Result(context.getCurrentKey(), counted, summed));
  }
}
