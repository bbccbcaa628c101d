package org.qingting.pipeline.job;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.qingting.model.FetchReport;
import org.qingting.model.SourceStatus;

/** Sums up how each source is doing, keyed by source. */
final class Coverage extends KeyedProcessFunction<String, FetchReport, JobFact> {
  private static final long serialVersionUID = 1L;

  private transient ValueState<SourceStatus> status;

  @Override
  public void open(OpenContext context) {
    status = getRuntimeContext().getState(new ValueStateDescriptor<>("status", SourceStatus.class));
  }

  @Override
  public void processElement(FetchReport report, Context context, Collector<JobFact> out)
      throws Exception {
    SourceStatus before = status.value();
    SourceStatus after =
        (before == null ? SourceStatus.unknown(report.source()) : before).after(report);
    status.update(after);
    out.collect(JobFact.of(after));
  }
}
