package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.lucene.LuceneIndex;

/** A checkpoint and its index commit belong together. */
class IndexOperatorTest {
  /** What was stated; static, since the operator may be serialised. */
  private static final Map<String, Receipt> STATED = new LinkedHashMap<>();

  @TempDir Path folder;

  @BeforeEach
  void forget() {
    STATED.clear();
  }

  @Test
  void whatCameAfterTheCheckpoint_isGoneAfterACrash_andComesBackByReplay() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = harness()) {
      harness.open();
      put(harness, 1, "aa");
      put(harness, 2, "aa");
      checkpoint = harness.snapshot(1, 1);
      harness.notifyOfCompletedCheckpoint(1);
      put(harness, 3, "aa");
      // A later commit, whose checkpoint was never completed.
      harness.snapshot(2, 2);
      assertThat(kept()).isEqualTo(3);
    }
    try (var harness = harness()) {
      harness.initializeState(checkpoint);
      harness.open();
      assertThat(kept()).isEqualTo(2);
      put(harness, 3, "aa");
      harness.snapshot(3, 3);
      harness.notifyOfCompletedCheckpoint(3);
      assertThat(kept()).isEqualTo(3);
      assertThat(STATED).containsEntry("aa", new Receipt("aa", 3, 0, 0));
    }
  }

  @Test
  void savepointThatFailsAtItsLastStep_canBeGoneBackBehind() throws Exception {
    OperatorSubtaskState first;
    try (var harness = harness()) {
      harness.open();
      put(harness, 1, "");
      first = harness.snapshot(1, 1);
      harness.notifyOfCompletedCheckpoint(1);
      put(harness, 2, "");
      harness.snapshot(2, 2);
      harness.notifyOfCompletedCheckpoint(2);
    }
    try (var harness = harness()) {
      harness.initializeState(first);
      harness.open();
      assertThat(kept()).isEqualTo(1);
    }
  }

  @Test
  void receipt_isStatedOnlyWithItsCheckpoint_andAgainAfterACrash() throws Exception {
    OperatorSubtaskState checkpoint;
    try (var harness = harness()) {
      harness.open();
      put(harness, 1, "aa");
      tell(harness, "aa", IndexEntry.Outcome.DUPLICATE);
      tell(harness, "aa", IndexEntry.Outcome.UNREADABLE);
      put(harness, 2, "");
      checkpoint = harness.snapshot(1, 1);
      assertThat(STATED).isEmpty();
      // The crash comes before the checkpoint's completion is told.
    }
    try (var harness = harness()) {
      harness.initializeState(checkpoint);
      harness.open();
      assertThat(STATED).isEmpty();
      harness.snapshot(2, 2);
      harness.notifyOfCompletedCheckpoint(2);
      assertThat(STATED).containsExactly(Map.entry("aa", new Receipt("aa", 1, 1, 1)));
    }
  }

  @Test
  void checkpointThatWasSkipped_isStatedByTheNext() throws Exception {
    try (var harness = harness()) {
      harness.open();
      put(harness, 1, "aa");
      harness.snapshot(1, 1);
      put(harness, 2, "bb");
      harness.snapshot(2, 2);
      harness.notifyOfCompletedCheckpoint(2);
      assertThat(STATED).containsOnlyKeys("aa", "bb");
      assertThat(kept()).isEqualTo(2);
    }
  }

  @Test
  void samePostTwice_isOneEntry() throws Exception {
    try (var harness = harness()) {
      harness.open();
      put(harness, 1, "");
      put(harness, 1, "");
      harness.snapshot(1, 1);
      assertThat(kept()).isEqualTo(1);
    }
  }

  private static void put(
      OneInputStreamOperatorTestHarness<IndexEntry, Void> harness, int number, String batch)
      throws Exception {
    harness.processElement(
        new IndexEntry(Sample.opinion(number), batch, IndexEntry.Outcome.INDEXED), 0);
  }

  private static void tell(
      OneInputStreamOperatorTestHarness<IndexEntry, Void> harness,
      String batch,
      IndexEntry.Outcome outcome)
      throws Exception {
    harness.processElement(new IndexEntry(null, batch, outcome), 0);
  }

  private long kept() throws IOException {
    try (OpinionReader reader = new LuceneIndex(folder.resolve("index")).openReader()) {
      return reader.count(OpinionQuery.ALL);
    }
  }

  private OneInputStreamOperatorTestHarness<IndexEntry, Void> harness() throws Exception {
    String index = folder.resolve("index").toString();
    return new OneInputStreamOperatorTestHarness<>(
        new IndexOperator(
            () -> new LuceneIndex(Path.of(index)),
            receipt -> STATED.put(receipt.batch(), receipt)));
  }
}
