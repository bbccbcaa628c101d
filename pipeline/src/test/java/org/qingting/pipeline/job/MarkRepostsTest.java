package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.qingting.model.Arrival;

class MarkRepostsTest {
  private static final String LONG = "青禾县公安局通报：针对网上反映的窗口服务问题，已约谈相关负责人，并公布监督电话，欢迎市民提出意见。";

  @Test
  void copy_isMarkedWithItsOriginal_alsoAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processElement(Sketched.of(Sample.arrival(1, LONG, "")), 0);
      harness.processElement(Sketched.of(Sample.arrival(2, "“" + LONG + "”", "")), 0);
      assertThat(harness.extractOutputValues())
          .extracting(arrival -> arrival.post().repostOf())
          .containsExactly("", Sample.id(1));
      state = harness.snapshot(1, 1);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(Sketched.of(Sample.arrival(3, LONG, "aa")), 0);
      assertThat(harness.extractOutputValues())
          .singleElement()
          .satisfies(
              copy -> {
                assertThat(copy.post().repostOf()).isEqualTo(Sample.id(1));
                assertThat(copy.batch()).isEqualTo("aa");
              });
    }
  }

  @Test
  void shortTexts_areEachMeant_howeverAlike() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (int i = 0; i < 3; i++) {
        harness.processElement(Sketched.of(Sample.arrival(i, "民警辛苦了，点赞！", "")), 0);
      }
      assertThat(harness.extractOutputValues())
          .hasSize(3)
          .allSatisfy(arrival -> assertThat(arrival.post().repostOf()).isEmpty());
    }
  }

  @Test
  void whatTheSourceSaysItRepeats_isKept() throws Exception {
    try (var harness = harness()) {
      harness.open();
      harness.processElement(Sketched.of(Sample.arrival(1, LONG, "")), 0);
      Arrival said = Arrival.of(Sample.post(2, LONG).asRepostOf(Sample.id(9)), 0, "");
      harness.processElement(Sketched.of(said), 0);
      assertThat(harness.extractOutputValues()).last().isEqualTo(said);
    }
  }

  @Test
  void textThatReturnsAfterAWeek_isSaidAnew() throws Exception {
    try (var harness = harness()) {
      harness.setStateTtlProcessingTime(0);
      harness.open();
      harness.processElement(Sketched.of(Sample.arrival(1, LONG, "")), 0);
      harness.setStateTtlProcessingTime(Duration.ofDays(8).toMillis());
      harness.processElement(Sketched.of(Sample.arrival(2, LONG, "")), 0);
      assertThat(harness.extractOutputValues())
          .allSatisfy(arrival -> assertThat(arrival.post().repostOf()).isEmpty());
    }
  }

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Sketched, Arrival> harness()
      throws Exception {
    return Sample.keyed(
        new KeyedProcessOperator<>(new MarkReposts()), MarkReposts::key, Integer.class);
  }
}
