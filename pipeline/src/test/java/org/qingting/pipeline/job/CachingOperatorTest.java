package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;

class CachingOperatorTest {

  /** Keeps what it was given; a newer one cannot read what an older one is asked to. */
  private static final class Keeping extends CachingOperator<String, String, String> {
    private static final long serialVersionUID = 1L;
    private final boolean reads;

    Keeping(boolean reads) {
      this.reads = reads;
    }

    @Override
    StateTtlConfig remembered() {
      return StateTtlConfig.newBuilder(Duration.ofDays(1)).build();
    }

    @Override
    String decode(byte[] bytes) {
      if (!reads) {
        throw new IllegalArgumentException("format version 9: start the program that wrote it");
      }
      return "";
    }

    @Override
    byte[] encode(String state) {
      return new byte[] {9};
    }

    @Override
    public void processElement(StreamRecord<String> record) {
      load(record.getValue(), () -> "").changed = true;
    }
  }

  @Test
  void aStateOfANewerProgram_endsTheJob_insteadOfRestartingItForEver() throws Exception {
    OperatorSubtaskState state;
    try (var harness = Sample.keyed(new Keeping(true), each -> each, String.class)) {
      harness.open();
      harness.processElement("a", 1);
      harness.prepareSnapshotPreBarrier(1);
      state = harness.snapshot(1, 1);
    }
    try (var harness = Sample.keyed(new Keeping(false), each -> each, String.class)) {
      harness.initializeState(state);
      harness.open();
      assertThatThrownBy(() -> harness.processElement("a", 2))
          .isInstanceOf(SuppressRestartsException.class)
          .hasRootCauseMessage("format version 9: start the program that wrote it");
    }
  }
}
