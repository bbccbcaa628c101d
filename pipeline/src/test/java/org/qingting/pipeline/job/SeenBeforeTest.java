package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.qingting.model.Arrival;

class SeenBeforeTest {

  @Test
  void letsAPostThroughOnce_andTellsARepeatOnlyOfAnImport() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(Sample.arrival(1, "一", ""), 0);
      harness.processElement(Sample.arrival(1, "一", ""), 0);
      harness.processElement(Sample.arrival(2, "二", "aa"), 0);
      harness.processElement(Sample.arrival(2, "二", "bb"), 0);
      harness.processElement(Sample.arrival(1, "一", "bb"), 0);
      assertThat(harness.extractOutputValues())
          .extracting(arrival -> arrival.post().id())
          .containsExactly(Sample.id(1), Sample.id(2));
      assertThat(harness.getSideOutput(SeenBefore.DUPLICATES))
          .extracting(record -> record.getValue())
          .containsExactly(duplicateOf("bb"), duplicateOf("bb"));
    }
  }

  @Test
  void remembersAfterARestart_andForMonths() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.setStateTtlProcessingTime(1);
      harness.open();
      harness.processElement(Sample.arrival(1, "一", ""), 0);
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.setStateTtlProcessingTime(Duration.ofDays(119).toMillis());
      harness.initializeState(state);
      harness.open();
      harness.processElement(Sample.arrival(1, "一", ""), 0);
      assertThat(harness.extractOutputValues()).isEmpty();
      harness.setStateTtlProcessingTime(Duration.ofDays(121).toMillis());
      harness.processElement(Sample.arrival(1, "一", ""), 0);
      assertThat(harness.extractOutputValues()).as("state is bounded").hasSize(1);
    }
  }

  private static IndexEntry duplicateOf(String batch) {
    return new IndexEntry(null, batch, IndexEntry.Outcome.DUPLICATE);
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Arrival, Arrival> harness()
      throws Exception {
    return Sample.keyed(
        new KeyedProcessOperator<>(new SeenBefore()), arrival -> arrival.post().id(), String.class);
  }
}
