package org.qingting.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.junit.jupiter.api.Test;

class PostEnumeratorTest {
  private final Context context = new Context(2);

  private PostEnumerator enumerator(EnumeratorState state, boolean keepOthers, String... wanted) {
    return new PostEnumerator(context, new TreeSet<>(Set.of(wanted)), keepOthers, state);
  }

  private static EnumeratorState state(String... assigned) {
    return new EnumeratorState(new TreeSet<>(Set.of(assigned)), List.of());
  }

  @Test
  void waitsForAllReaders_thenSpreadsSplitsEvenly_eachOnce() {
    PostEnumerator enumerator =
        enumerator(null, false, "spool", "host:a:80", "host:b:80", "host:c:80");
    enumerator.start();
    context.register(enumerator, 0);
    assertThat(context.assigned).isEmpty();
    context.register(enumerator, 1);
    assertThat(context.assigned.get(0)).hasSize(2);
    assertThat(context.assigned.get(1)).hasSize(2);
    assertThat(context.allAssigned())
        .containsExactlyInAnyOrder("spool", "host:a:80", "host:b:80", "host:c:80");
  }

  @Test
  void afterARestart_handsOutOnlyWhatIsNew_andForgetsWhatIsGone() {
    PostEnumerator enumerator =
        enumerator(
            state("spool", "host:a:80", "host:gone:80"),
            false,
            "spool",
            "host:a:80",
            "host:new:80");
    enumerator.start();
    context.register(enumerator, 0);
    context.register(enumerator, 1);
    assertThat(context.allAssigned()).containsExactly("host:new:80");
    assertThat(enumerator.snapshotState(1).assigned())
        .containsExactly("host:a:80", "host:new:80", "spool");
  }

  @Test
  void anImportForgetsNoHost() {
    PostEnumerator enumerator = enumerator(state("spool", "host:a:80"), true, "spool");
    enumerator.start();
    assertThat(enumerator.snapshotState(1).assigned()).containsExactly("host:a:80", "spool");
  }

  @Test
  void givesSplitsOfALostReaderOutAgain_withTheirState() {
    PostEnumerator enumerator = enumerator(null, false, "spool", "host:a:80");
    enumerator.start();
    context.register(enumerator, 0);
    context.register(enumerator, 1);
    List<PostSplit> lost = context.assigned.remove(0);
    String id = lost.get(0).splitId();
    context.readers.remove(0);

    enumerator.addSplitsBack(List.of(new PostSplit(id, new byte[] {9})), 0);
    assertThat(enumerator.snapshotState(2).assigned()).doesNotContain(id);
    assertThat(enumerator.snapshotState(2).waiting()).hasSize(1);

    context.register(enumerator, 0);
    assertThat(context.assigned.get(0).get(0).splitId()).isEqualTo(id);
    assertThat(context.assigned.get(0).get(0).state()).containsExactly(9);
    assertThat(enumerator.snapshotState(3).waiting()).isEmpty();
  }

  @Test
  void tellsFlinkWhetherMoreWaitsInTheSpool() {
    PostEnumerator enumerator = enumerator(null, false, "spool");
    enumerator.handleSourceEvent(0, new SpoolBacklog(true));
    assertThat(context.backlog).isTrue();
    enumerator.handleSourceEvent(0, new SpoolBacklog(false));
    assertThat(context.backlog).isFalse();
  }

  @Test
  void itsStateSurvivesWritingAndReading() throws IOException {
    EnumeratorStateSerializer serializer = new EnumeratorStateSerializer();
    EnumeratorState state =
        new EnumeratorState(
            new TreeSet<>(Set.of("spool", "host:例:80")),
            List.of(new PostSplit("host:b:80", new byte[] {1, 2})));
    EnumeratorState read =
        serializer.deserialize(serializer.getVersion(), serializer.serialize(state));
    assertThat(read.assigned()).isEqualTo(state.assigned());
    assertThat(read.waiting().get(0).splitId()).isEqualTo("host:b:80");
    assertThat(read.waiting().get(0).state()).containsExactly(1, 2);
  }

  private static final class Context implements SplitEnumeratorContext<PostSplit> {
    final Map<Integer, ReaderInfo> readers = new HashMap<>();
    final Map<Integer, List<PostSplit>> assigned = new HashMap<>();
    boolean backlog;
    private final int parallelism;

    Context(int parallelism) {
      this.parallelism = parallelism;
    }

    void register(PostEnumerator enumerator, int subtask) {
      readers.put(subtask, new ReaderInfo(subtask, "here"));
      enumerator.addReader(subtask);
    }

    List<String> allAssigned() {
      return assigned.values().stream().flatMap(List::stream).map(PostSplit::splitId).toList();
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void sendEventToSourceReader(int subtask, SourceEvent event) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int currentParallelism() {
      return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
      return readers;
    }

    @Override
    public void assignSplits(SplitsAssignment<PostSplit> assignment) {
      assignment
          .assignment()
          .forEach(
              (reader, splits) ->
                  assigned.computeIfAbsent(reader, r -> new ArrayList<>()).addAll(splits));
    }

    @Override
    public void signalNoMoreSplits(int subtask) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
      throw new UnsupportedOperationException();
    }

    @Override
    public <T> void callAsync(
        Callable<T> callable, BiConsumer<T, Throwable> handler, long delay, long period) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void setIsProcessingBacklog(boolean now) {
      backlog = now;
    }

    @Override
    public void runInCoordinatorThread(Runnable runnable) {
      runnable.run();
    }
  }
}
