package org.qingting.pipeline.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets facts out only after the checkpoint that holds the state which stated them, so that no crash
 * can make the job forget an alert that somebody has read. While the desk cannot be reached, facts
 * wait in state and everything else goes on.
 */
final class DeskOperator extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<JobFact, Void> {
  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(DeskOperator.class);

  private final FactKeeper.Opener opener;

  private transient ListState<JobFact> waitingState;
  private transient Map<String, JobFact> fresh;
  private transient TreeMap<Long, Map<String, JobFact>> pending;
  private transient Map<String, JobFact> due;
  private transient FactKeeper keeper;
  private transient boolean unreachable;

  DeskOperator(FactKeeper.Opener opener) {
    this.opener = opener;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    waitingState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("waiting", JobFact.class));
    fresh = new LinkedHashMap<>();
    pending = new TreeMap<>();
    due = new LinkedHashMap<>();
    for (JobFact restored : waitingState.get()) {
      due.put(restored.key(), restored);
    }
  }

  @Override
  public void open() throws Exception {
    super.open();
    keepDue();
  }

  @Override
  public void processElement(StreamRecord<JobFact> record) {
    JobFact fact = record.getValue();
    fresh.put(fact.key(), fact);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    pending.put(context.getCheckpointId(), fresh);
    fresh = new LinkedHashMap<>();
    Map<String, JobFact> waiting = new LinkedHashMap<>(due);
    pending.values().forEach(waiting::putAll);
    waitingState.update(new ArrayList<>(waiting.values()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    Map<Long, Map<String, JobFact>> complete = pending.headMap(checkpoint, true);
    complete.values().forEach(due::putAll);
    complete.clear();
    keepDue();
  }

  private void keepDue() {
    if (due.isEmpty()) {
      return;
    }
    try {
      if (keeper == null) {
        keeper = opener.open();
      }
      try {
        keeper.keep(List.copyOf(due.values()));
        due.clear();
      } catch (IOException e) {
        keepOneByOne();
      }
      unreachable = false;
    } catch (IOException e) {
      if (!unreachable) {
        unreachable = true;
        LOG.warn(
            "The alert desk cannot be written; {} facts wait and are tried again: {}",
            due.size(),
            e.getMessage());
      }
    }
  }

  /** A document that cannot be written must not hold the others up. */
  private void keepOneByOne() throws IOException {
    IOException failure = null;
    for (Iterator<JobFact> each = due.values().iterator(); each.hasNext(); ) {
      try {
        keeper.keep(List.of(each.next()));
        each.remove();
      } catch (IOException e) {
        if (failure != null && due.size() > 10) {
          throw e;
        }
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  @Override
  public void close() throws Exception {
    if (keeper != null) {
      keeper.close();
      keeper = null;
    }
    super.close();
  }
}
