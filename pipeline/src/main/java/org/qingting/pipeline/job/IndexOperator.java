package org.qingting.pipeline.job;

import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.qingting.search.OpinionWriter;

/**
 * The index's one writer. Each checkpoint holds the name of the index commit made for it, and
 * recovery opens that very commit: what the job will replay is not in the index, what it will not
 * replay is.
 *
 * <p>An operator and not a {@code Sink}, since a sink's writer is not told when a checkpoint is
 * complete, and only then may older commits go.
 */
final class IndexOperator extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<IndexEntry, Void> {
  private static final long serialVersionUID = 1L;

  private final IndexOpener opener;
  private final ReceiptBook receiptBook;

  private transient OpinionWriter writer;
  private transient ListState<String> commitState;
  private transient ListState<Receipt> receiptState;
  private transient ReceiptLedger ledger;
  private transient TreeMap<Long, String> pending;
  private transient String lastComplete;

  IndexOperator(IndexOpener opener, ReceiptBook receiptBook) {
    this.opener = opener;
    this.receiptBook = receiptBook;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    commitState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("commit", Types.STRING));
    receiptState =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>("receipts", Receipt.class));
    pending = new TreeMap<>();
    String commit = "";
    for (String restored : commitState.get()) {
      commit = restored;
    }
    ledger = new ReceiptLedger(receiptBook, receiptState.get());
    lastComplete = commit;
    writer = opener.open().openWriter(commit);
  }

  @Override
  public void processElement(StreamRecord<IndexEntry> record) throws IOException {
    IndexEntry entry = record.getValue();
    if (entry.opinion() != null) {
      writer.put(entry.opinion());
    }
    ledger.count(entry);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    String commit = writer.commit();
    commitState.update(List.of(commit));
    receiptState.update(ledger.snapshot(context.getCheckpointId()));
    pending.put(context.getCheckpointId(), commit);
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    ledger.complete(checkpoint);
    NavigableMap<Long, String> done = pending.headMap(checkpoint, true);
    String newest = done.isEmpty() ? "" : done.lastEntry().getValue();
    done.clear();
    if (!newest.isEmpty()) {
      // One more is kept: a stop with a savepoint that fails at its last step goes back behind it.
      if (!lastComplete.isEmpty()) {
        writer.release(lastComplete);
      }
      lastComplete = newest;
    }
  }

  @Override
  public void close() throws Exception {
    if (writer != null) {
      writer.close();
      writer = null;
    }
    super.close();
  }
}
