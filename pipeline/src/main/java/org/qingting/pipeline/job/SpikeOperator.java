package org.qingting.pipeline.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
import org.qingting.alerts.spikes.ListeningDays;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.SeriesState;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;

/** Gives {@link SpikeDetector} its state per series, and wakes it as event time passes. */
final class SpikeOperator extends CachingOperator<SeriesState, SeriesObservation, JobFact>
    implements Triggerable<String, VoidNamespace> {
  private static final long serialVersionUID = 1L;

  /** A time that every watermark has passed. */
  private static final long FIRST_WATERMARK = 0;

  private static final long NEVER = Long.MAX_VALUE;

  private final SpikeSettings settings;
  private transient SpikeDetector detector;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient ListState<Long> dayState;
  private transient ListeningDays days;
  private transient Instant since;

  SpikeOperator(SpikeSettings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    dayState =
        context
            .getOperatorStateStore()
            .getUnionListState(new ListStateDescriptor<>("days-heard", Types.LONG));
    List<Long> heard = new ArrayList<>();
    dayState.get().forEach(heard::add);
    days = new ListeningDays(settings.history(), heard);
    since = days.since();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    dayState.update(days.days());
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
    return detector.begin(element.series(), since);
  }

  @Override
  public void processElement(StreamRecord<SeriesObservation> record) throws Exception {
    Observation observation = record.getValue().observation();
    if (days.heard(observation.at())) {
      since = days.since();
    }
    Cached<SeriesState> cached = load(record.getValue());
    cached.changed = true;
    long watermark = timers.currentWatermark();
    if (watermark > Long.MIN_VALUE) {
      emit(detector.advance(cached.state, Instant.ofEpochMilli(watermark)));
    }
    detector.listeningSince(cached.state, since);
    emit(detector.observe(cached.state, observation));
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
    // The time at which it was due, not the watermark: a replay that jumps further states the same.
    Instant due =
        timer.getTimestamp() == FIRST_WATERMARK
            ? detector.nextWakeUp(cached.state).orElse(Instant.MAX)
            : Instant.ofEpochMilli(timer.getTimestamp());
    if (!due.isAfter(Instant.ofEpochMilli(timers.currentWatermark()))) {
      emit(detector.advance(cached.state, due));
    }
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
    // Without a watermark nothing is due, and each newer post would set one more timer: one for
    // all.
    long next =
        timers.currentWatermark() == Long.MIN_VALUE
            ? FIRST_WATERMARK
            : detector.nextWakeUp(cached.state).map(Instant::toEpochMilli).orElse(NEVER);
    if (next != NEVER && next != cached.timer) {
      cached.timer = next;
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, next);
    }
  }
}
