package org.qingting.pipeline.job;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.qingting.alerts.leads.LeadGate;
import org.qingting.alerts.leads.LeadLimits;
import org.qingting.alerts.leads.LeadReading;

/** Gives {@link LeadGate} its state: one for the whole office, since its limits hold over all. */
final class LeadOperator extends CachingOperator<LeadGate, LeadReading, JobFact> {
  private static final long serialVersionUID = 1L;

  private static final String OFFICE = "office";

  private final LeadLimits limits;

  LeadOperator(LeadLimits limits) {
    this.limits = limits;
  }

  /** The same for all. */
  static String key(LeadReading reading) {
    return OFFICE;
  }

  @Override
  StateTtlConfig remembered() {
    return StateTtlConfig.newBuilder(Duration.ofDays(30)).build();
  }

  @Override
  LeadGate decode(byte[] bytes) {
    return LeadGate.decode(bytes);
  }

  @Override
  byte[] encode(LeadGate state) {
    return state.encode();
  }

  @Override
  public void processElement(StreamRecord<LeadReading> record) throws Exception {
    Cached<LeadGate> cached = load(OFFICE, LeadGate::empty);
    cached.changed = true;
    cached
        .state
        .consider(record.getValue(), limits)
        .ifPresent(lead -> output.collect(new StreamRecord<>(JobFact.of(lead))));
  }
}
