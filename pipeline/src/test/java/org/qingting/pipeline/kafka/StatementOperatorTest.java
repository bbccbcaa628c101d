package org.qingting.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.qingting.model.Arrival;

class StatementOperatorTest {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private OneInputStreamOperatorTestHarness<Arrival, Outgoing> harness;

  private static Partitions counted() {
    return new Partitions() {
      @Override
      public int count() {
        return COUNT.get();
      }

      @Override
      public void close() {}
    };
  }

  @BeforeEach
  void open() throws Exception {
    COUNT.set(3);
    harness =
        new OneInputStreamOperatorTestHarness<>(
            new StatementOperator("east", StatementOperatorTest::counted));
    harness.open();
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  private List<Outgoing> sent() {
    List<Outgoing> sent = new ArrayList<>();
    for (Object each : harness.getOutput()) {
      sent.add((Outgoing) ((StreamRecord<?>) each).getValue());
    }
    harness.getOutput().clear();
    return sent;
  }

  private static Received read(Outgoing outgoing) throws UnreadableException {
    return Envelope.read(outgoing.value());
  }

  private List<Statement> statements() throws UnreadableException {
    List<Statement> statements = new ArrayList<>();
    for (Outgoing outgoing : sent()) {
      if (read(outgoing) instanceof Received.Stated stated) {
        statements.add(stated.statement());
      }
    }
    return statements;
  }

  private void second(int number) throws Exception {
    harness.setProcessingTime(number * 1_000L);
  }

  @Test
  void aStatementFollowsThePostsItCovers_inEveryPartition_theEmptyOnesToo() throws Exception {
    for (int i = 0; i < 2; i++) {
      harness.processElement(Sample.post(i), 0);
    }
    harness.processWatermark(1_000);
    second(1);
    List<Outgoing> sent = sent();
    assertThat(sent).hasSize(5);
    assertThat(read(sent.get(0))).isEqualTo(new Received.Heard(Sample.post(0)));
    assertThat(read(sent.get(1))).isEqualTo(new Received.Heard(Sample.post(1)));
    assertThat(sent.subList(2, 5)).extracting(Outgoing::partition).containsExactly(0, 1, 2);
    for (Outgoing outgoing : sent.subList(2, 5)) {
      assertThat(read(outgoing))
          .isEqualTo(
              new Received.Stated("east", new Statement(Instant.ofEpochMilli(1_000), false)));
    }
  }

  @Test
  void everySecondSomethingIsSaid_alsoWhenNothingChanges_orNothingIsKnown() throws Exception {
    second(1);
    assertThat(statements()).hasSize(3).containsOnly(new Statement(null, false));
    harness.processWatermark(5);
    second(2);
    second(3);
    assertThat(statements()).hasSize(6).containsOnly(new Statement(Instant.ofEpochMilli(5), false));
  }

  @Test
  void whoIsIdle_saysSo_andWhoHearsAgainToo() throws Exception {
    harness.processWatermark(5);
    harness.processWatermarkStatus(WatermarkStatus.IDLE);
    second(1);
    assertThat(statements()).containsOnly(new Statement(Instant.ofEpochMilli(5), true));
    harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
    second(2);
    assertThat(statements()).containsOnly(new Statement(Instant.ofEpochMilli(5), false));
  }

  @Test
  void newPartitions_getStatements_butNoPostsBeforeTheCrawlBeginsAgain() throws Exception {
    COUNT.set(300);
    second(1);
    assertThat(statements()).hasSize(300);
    for (int i = 0; i < 50; i++) {
      harness.processElement(Sample.post(i), 0);
    }
    assertThat(sent()).hasSize(50).extracting(Outgoing::partition).allMatch(each -> each < 3);
  }

  @Test
  void aCrawlThatEnds_saysThatNobodyHasToWaitForIt() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
    harness.getOneInputOperator().finish();
    assertThat(statements()).containsOnly(new Statement(null, true));
  }

  @Test
  void aReport_goesToThePartitionOfItsSource() throws Exception {
    harness.processElement(Sample.report(), 0);
    harness.processElement(Sample.report(), 0);
    List<Outgoing> sent = sent();
    assertThat(sent).hasSize(2);
    assertThat(sent.get(0).partition()).isEqualTo(sent.get(1).partition());
    assertThat(read(sent.get(0))).isEqualTo(new Received.Heard(Sample.report()));
  }
}
