package org.qingting.pipeline.job;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.qingting.alerts.spikes.SeriesState;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;

/** Gives {@link SpikeDetector} its state per series, and wakes it as event time passes. */
final class SpikeOperator extends CachingOperator<SeriesState, SeriesObservation, JobFact>
    implements Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  private final SpikeSettings settings;
  private transient SpikeDetector detector;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ListState<Long> sinceState;
  private transient long since;

  SpikeOperator(SpikeSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    sinceState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("listening-since", Types.LONG));
    since = Long.MAX_VALUE;
    for (Long restored : sinceState.get()) {
      since = Math.min(since, restored);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    sinceState.update(List.of(since));
  }

  @Override
  public void open() throws Exception {
    super.open();
    detector = new SpikeDetector(settings);
    timers = getInternalTimerService("wake", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  StateTtlConfig remembered() {
    return StateTtlConfig.newBuilder(settings.history().plus(Duration.ofDays(1))).build();
  }

  @Override
  SeriesState decode(byte[] bytes) {
    return SeriesState.decode(bytes);
  }

  @Override
  byte[] encode(SeriesState state) {
    return state.encode();
  }

  @Override
  SeriesState begin(SeriesObservation element) {
    // A matter that nobody wrote about before has a past all the same: silence, as long as we
    // listen.
    return detector.begin(element.series(), Instant.ofEpochMilli(since));
  }

  @Override
  public void processElement(StreamRecord<SeriesObservation> record) throws Exception {
    since = Math.min(since, record.getValue().observation().at().toEpochMilli());
    Cached<SeriesState> cached = load(record.getValue());
    cached.changed = true;
    if (timers.currentWatermark() > Long.MIN_VALUE) {
      emit(detector.advance(cached.state, Instant.ofEpochMilli(timers.currentWatermark())));
    }
    emit(detector.observe(cached.state, record.getValue().observation()));
    wakeLater(cached);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    Cached<SeriesState> cached = load(null);
    if (cached == null) {
      return;
    }
    cached.changed = true;
    cached.timer = Long.MIN_VALUE;
    // The timer's own time, not the watermark: a replay that jumps further must state the same.
    emit(detector.advance(cached.state, Instant.ofEpochMilli(timer.getTimestamp())));
    wakeLater(cached);
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("no processing-time timer is ever set");
  }

  private void emit(Optional<Alert> alert) {
    alert.ifPresent(found -> output.collect(new StreamRecord<>(JobFact.of(found))));
  }

  private void wakeLater(Cached<SeriesState> cached) {
    Optional<Instant> next = detector.nextWakeUp(cached.state);
    if (next.isPresent() && next.get().toEpochMilli() != cached.timer) {
      cached.timer = next.get().toEpochMilli();
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, cached.timer);
    }
  }
}
