package org.qingting.pipeline.job;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * States what became of imports where a sink keeps the opinions: what passed here before a
 * checkpoint is, with that checkpoint, in the index or in the sink's state on its way there. Who
 * waits for an import's end looks into the index, too.
 */
public final class ReceiptOperator extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<IndexEntry, Void> {
  private static final long serialVersionUID = 1L;

  private final ReceiptBook book;

  private transient ListState<Receipt> state;
  private transient ReceiptLedger ledger;

  public ReceiptOperator(ReceiptBook book) {
    this.book = book;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    state =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("receipts", Receipt.class));
    ledger = new ReceiptLedger(book, state.get());
  }

  @Override
  public void processElement(StreamRecord<IndexEntry> record) {
    ledger.count(record.getValue());
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    state.update(ledger.snapshot(context.getCheckpointId()));
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    ledger.complete(checkpoint);
  }
}
