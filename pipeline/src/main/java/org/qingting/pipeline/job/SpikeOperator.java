package org.qingting.pipeline.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.qingting.alerts.control.Decision;
import org.qingting.alerts.spikes.Panel;
import org.qingting.alerts.spikes.SeriesState;
import org.qingting.alerts.spikes.SpikeDetector;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.model.WatchStatus;

/**
 * Gives {@link SpikeDetector} its states and the watermark. Runs once, since all series are judged
 * together: records have one key, and the state of a series is addressed by its id. There are no
 * timers: what is to be judged when a bucket closes is in the panel.
 */
final class SpikeOperator extends CachingOperator<SeriesState, Counted, JobFact> {
  private static final long serialVersionUID = 2L;

  private final SpikeSettings settings;
  private transient ListState<byte[]> panelState;
  private transient Panel panel;
  private transient SpikeDetector detector;
  private transient Optional<WatchStatus> stated;

  SpikeOperator(SpikeSettings settings) {
    this.settings = settings;
  }

  /** The one key of all records. */
  static String key(Counted counted) {
    return "";
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    panelState =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "panel", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    Iterator<byte[]> stored = panelState.get().iterator();
    try {
      panel = stored.hasNext() ? Panel.decode(stored.next()) : Panel.begin();
    } catch (IllegalArgumentException e) {
      // No restart reads what a newer program wrote, or what is damaged.
      throw new SuppressRestartsException(e);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    panelState.update(List.of(panel.encode()));
  }

  @Override
  public void open() throws Exception {
    super.open();
    stated = Optional.empty();
    detector = new SpikeDetector(settings, panel, this::state);
  }

  private SeriesState state(Series series) {
    Cached<SeriesState> cached = load(series.id(), () -> SeriesState.begin(series));
    cached.changed = true;
    return cached.state;
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
  public void processElement(StreamRecord<Counted> record) throws Exception {
    Counted counted = record.getValue();
    if (counted.decision() != null) {
      Decision.Sensitivity decision = counted.decision();
      detector.damp(
          decision.id(), decision.series(), decision.factor(), decision.from(), decision.until());
      return;
    }
    emit(detector.observe(counted.series(), counted.observation()));
    trim();
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    emit(detector.advance(Instant.ofEpochMilli(mark.getTimestamp())));
    trim();
    Optional<WatchStatus> status = detector.status();
    if (status.isPresent() && !status.equals(stated)) {
      stated = status;
      output.collect(new StreamRecord<>(JobFact.of(status.get())));
    }
    super.processWatermark(mark);
  }

  private void emit(List<Alert> alerts) {
    alerts.forEach(alert -> output.collect(new StreamRecord<>(JobFact.of(alert))));
  }
}
