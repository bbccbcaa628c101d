package org.qingting.ingest.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;

/**
 * Hands out one split a host, and the spool's. All calls come from one thread, Flink's.
 *
 * <p>Splits that were assigned before stay with the readers' own state; only those of hosts new in
 * the configuration, and those that come back from a lost reader, are handed out.
 */
final class PostEnumerator implements SplitEnumerator<PostSplit, EnumeratorState> {
  private final SplitEnumeratorContext<PostSplit> context;
  private final SortedSet<String> assigned = new TreeSet<>();
  private final Map<String, PostSplit> waiting = new HashMap<>();
  private final Map<Integer, Integer> load = new HashMap<>();

  /**
   * Reconciles what was with what is configured.
   *
   * @param wanted ids of the splits that the configuration asks for
   * @param keepOthers whether splits that it does not ask for stay all the same (an import's
   *     configuration speaks of no hosts, and must not forget them)
   */
  PostEnumerator(
      SplitEnumeratorContext<PostSplit> context,
      SortedSet<String> wanted,
      boolean keepOthers,
      EnumeratorState restored) {
    this.context = context;
    if (restored != null) {
      for (String id : restored.assigned()) {
        if (keepOthers || wanted.contains(id)) {
          assigned.add(id);
        }
      }
      for (PostSplit split : restored.waiting()) {
        if (keepOthers || wanted.contains(split.splitId())) {
          waiting.put(split.splitId(), split);
        }
      }
    }
    for (String id : wanted) {
      if (!assigned.contains(id) && !waiting.containsKey(id)) {
        waiting.put(id, PostSplit.fresh(id));
      }
    }
  }

  @Override
  public void start() {
    assign();
  }

  @Override
  public void addReader(int subtask) {
    assign();
  }

  @Override
  public void handleSplitRequest(int subtask, String host) {
    // Readers ask for nothing: hosts are known beforehand.
  }

  @Override
  public void addSplitsBack(List<PostSplit> splits, int subtask) {
    for (PostSplit split : splits) {
      assigned.remove(split.splitId());
      waiting.put(split.splitId(), split);
    }
    load.merge(subtask, -splits.size(), Integer::sum);
    assign();
  }

  @Override
  public void handleSourceEvent(int subtask, SourceEvent event) {
    if (event instanceof SpoolBacklog backlog) {
      context.setIsProcessingBacklog(backlog.waiting());
    }
  }

  /** Gives each waiting split to the reader with the fewest, once all readers are there. */
  private void assign() {
    List<Integer> readers = new ArrayList<>(new TreeSet<>(context.registeredReaders().keySet()));
    if (waiting.isEmpty() || readers.isEmpty() || readers.size() < context.currentParallelism()) {
      return;
    }
    Map<Integer, List<PostSplit>> assignment = new HashMap<>();
    for (String id : new TreeSet<>(waiting.keySet())) {
      int reader = readers.get(0);
      for (int candidate : readers) {
        if (load.getOrDefault(candidate, 0) < load.getOrDefault(reader, 0)) {
          reader = candidate;
        }
      }
      assignment.computeIfAbsent(reader, r -> new ArrayList<>()).add(waiting.remove(id));
      load.merge(reader, 1, Integer::sum);
      assigned.add(id);
    }
    context.assignSplits(new SplitsAssignment<>(assignment));
  }

  @Override
  public EnumeratorState snapshotState(long checkpointId) {
    return new EnumeratorState(new TreeSet<>(assigned), List.copyOf(waiting.values()));
  }

  @Override
  public void close() {
    // Holds nothing that would need closing.
  }
}
