package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.leads.LeadLimits;
import org.qingting.alerts.leads.LeadReading;
import org.qingting.model.Lead;

class LeadOperatorTest {
  private static final Instant NOON = Instant.parse("2026-11-01T04:00:00Z");

  @Test
  void restartedAnywhere_statesTheVeryLeadsOfAnUndisturbedRun() throws Exception {
    List<LeadReading> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(reading(i));
    }
    List<Lead> undisturbed;
    try (var harness = harness()) {
      harness.open();
      feed(harness, all);
      undisturbed = leads(harness);
      assertThat(undisturbed).extracting(Lead::revision).contains(0, 1);
    }
    for (int cut = 0; cut <= all.size(); cut++) {
      OperatorSubtaskState state;
      List<Lead> stated = new ArrayList<>();
      try (var harness = harness()) {
        harness.open();
        feed(harness, all.subList(0, cut));
        harness.prepareSnapshotPreBarrier(1);
        state = harness.snapshot(1, 1);
        stated.addAll(leads(harness));
        feed(harness, all.subList(cut, all.size()));
      }
      try (var harness = harness()) {
        harness.initializeState(state);
        harness.open();
        feed(harness, all.subList(cut, all.size()));
        stated.addAll(leads(harness));
      }
      assertThat(stated).as("cut at %d", cut).isEqualTo(undisturbed);
    }
  }

  private static LeadReading reading(int i) {
    Instant at = NOON.plusSeconds(600L * i);
    return new LeadReading("p" + i, at, at, List.of("death"), "镇" + i % 4, "");
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, LeadReading, JobFact> harness()
      throws Exception {
    return Sample.keyed(new LeadOperator(LeadLimits.DEFAULT), LeadOperator::key, String.class);
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, LeadReading, JobFact> harness,
      List<LeadReading> readings)
      throws Exception {
    for (LeadReading reading : readings) {
      harness.processElement(reading, reading.at().toEpochMilli());
    }
  }

  private static List<Lead> leads(
      KeyedOneInputStreamOperatorTestHarness<String, LeadReading, JobFact> harness) {
    return harness.extractOutputValues().stream().map(JobFact::lead).toList();
  }
}
