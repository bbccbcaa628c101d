package org.qingting.pipeline.job;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  private static final int MAX_BATCHES = 64;

  private final IndexOpener opener;
  private final ReceiptBook receiptBook;

  private transient OpinionWriter writer;
  private transient ListState<String> commitState;
  private transient ListState<Receipt> receiptState;
  private transient Map<String, Receipt> receipts;
  private transient Map<String, Receipt> unstated;
  private transient TreeMap<Long, Pending> pending;
  private transient String lastComplete;

  /** What becomes true when a checkpoint is complete. */
  private record Pending(String commit, List<Receipt> receipts) {}

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
    receipts =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Receipt> eldest) {
            return size() > MAX_BATCHES;
          }
        };
    unstated = new LinkedHashMap<>();
    pending = new TreeMap<>();
    String commit = "";
    for (String restored : commitState.get()) {
      commit = restored;
    }
    for (Receipt receipt : receiptState.get()) {
      receipts.put(receipt.batch(), receipt);
    }
    // What was restored is durable, but the crash may have come before it was stated.
    unstated.putAll(receipts);
    lastComplete = commit;
    writer = opener.open().openWriter(commit);
  }

  @Override
  public void processElement(StreamRecord<IndexEntry> record) throws IOException {
    IndexEntry entry = record.getValue();
    if (entry.opinion() != null) {
      writer.put(entry.opinion());
    }
    if (!entry.batch().isEmpty()) {
      Receipt before = receipts.getOrDefault(entry.batch(), Receipt.none(entry.batch()));
      Receipt after = before.plus(entry.outcome());
      receipts.put(entry.batch(), after);
      unstated.put(entry.batch(), after);
    }
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    String commit = writer.commit();
    commitState.update(List.of(commit));
    receiptState.update(new ArrayList<>(receipts.values()));
    pending.put(context.getCheckpointId(), new Pending(commit, List.copyOf(unstated.values())));
    unstated.clear();
  }

  @Override
  public void notifyCheckpointComplete(long checkpoint) throws Exception {
    super.notifyCheckpointComplete(checkpoint);
    Map<Long, Pending> done = pending.headMap(checkpoint, true);
    String newest = "";
    for (Pending complete : done.values()) {
      newest = complete.commit();
      for (Receipt receipt : complete.receipts()) {
        receiptBook.state(receipt);
      }
    }
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
