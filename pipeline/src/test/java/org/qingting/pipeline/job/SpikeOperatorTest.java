package org.qingting.pipeline.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.qingting.alerts.control.Decision;
import org.qingting.alerts.spikes.Observation;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Series;

class SpikeOperatorTest {
  private static final Instant DAY_ONE = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant WAVE = DAY_ONE.plus(Duration.ofDays(14));
  private static final int MANY = 1500;

  @Test
  void wave_isStatedOnce_andEndsByItselfWhenItIsQuiet() throws Exception {
    try (var harness = harness()) {
      harness.open();
      feed(harness, calm(Series.OVERALL));
      harness.processWatermark(WAVE.toEpochMilli());
      assertThat(alerts(harness)).isEmpty();
      feed(harness, wave(Series.OVERALL));
      assertThat(alerts(harness))
          .filteredOn(alert -> alert.phase() == Alert.Phase.RAISED)
          .singleElement()
          .satisfies(alert -> assertThat(alert.silent()).isFalse());
      // No further post: only the watermark can end it.
      harness.processWatermark(WAVE.plus(Duration.ofDays(3)).toEpochMilli());
      assertThat(alerts(harness)).last().extracting(Alert::phase).isEqualTo(Alert.Phase.ENDED);
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void waveBeforeTheFirstWatermark_isStatedWithIt() throws Exception {
    try (var harness = harness()) {
      harness.open();
      feed(harness, calm(Series.OVERALL));
      feed(harness, wave(Series.OVERALL));
      assertThat(alerts(harness)).isEmpty();
      harness.processWatermark(WAVE.plusSeconds(3600).toEpochMilli());
      assertThat(alerts(harness))
          .extracting(Alert::phase)
          .containsExactly(Alert.Phase.RAISED, Alert.Phase.CONFIRMED);
    }
  }

  @Test
  void restartedAnywhere_statesTheVeryAlertsOfAnUndisturbedRun() throws Exception {
    List<Counted> all = new ArrayList<>(calm(Series.OVERALL));
    all.addAll(wave(Series.OVERALL));
    List<Alert> undisturbed;
    try (var harness = harness()) {
      harness.open();
      live(harness, all);
      undisturbed = alerts(harness);
      assertThat(undisturbed).isNotEmpty();
    }
    for (int cut = all.size() - 13; cut < all.size(); cut += 3) {
      List<Alert> stated = new ArrayList<>();
      OperatorSubtaskState state;
      try (var harness = harness()) {
        harness.open();
        live(harness, all.subList(0, cut));
        state = checkpoint(harness);
        stated.addAll(alerts(harness));
        // What comes after the checkpoint is lost with the crash.
        live(harness, all.subList(cut, all.size()));
      }
      try (var harness = harness()) {
        harness.initializeState(state);
        harness.open();
        live(harness, all.subList(cut, all.size()));
        stated.addAll(alerts(harness));
      }
      assertThat(stated).as("cut at %d", cut).isEqualTo(undisturbed);
    }
  }

  @Test
  void aSeriesThatPeopleDamped_statesNothing_afterARestartToo_andOthersDo() throws Exception {
    Decision.Sensitivity decision =
        new Decision.Sensitivity("d1", place(1), 4, DAY_ONE, DAY_ONE.plus(Duration.ofDays(30)));
    List<Counted> calm = calm(List.of(place(1), place(2)));
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      live(harness, calm);
      harness.processElement(new StreamRecord<>(Counted.of(decision)));
      state = checkpoint(harness);
    }
    List<Series> stated = List.of(place(2));
    for (double factor : new double[] {4, 1}) {
      try (var harness = harness()) {
        harness.initializeState(state);
        harness.open();
        harness.processElement(
            new StreamRecord<>(
                Counted.of(
                    new Decision.Sensitivity(
                        decision.id(),
                        decision.series(),
                        factor,
                        decision.from(),
                        decision.until()))));
        live(harness, wave(List.of(place(1), place(2))));
        assertThat(alerts(harness).stream().map(Alert::series).distinct())
            .as("factor %s", factor)
            .containsExactlyElementsOf(stated);
      }
      stated = List.of(place(1), place(2));
    }
  }

  @Test
  void moreSeriesThanStayInMemory_areAllRemembered() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness()) {
      harness.open();
      harness.processWatermark(DAY_ONE.toEpochMilli());
      for (int place = 0; place < MANY; place++) {
        feed(harness, List.of(seen(place(place), DAY_ONE.plusSeconds(place), false, place)));
      }
      state = checkpoint(harness);
    }
    try (var harness = harness()) {
      harness.initializeState(state);
      harness.open();
      assertThat(harness.numKeyedStateEntries()).isEqualTo(MANY);
      harness.processWatermark(WAVE.toEpochMilli());
      // The series named first was evicted long before the checkpoint; its past is there.
      feed(harness, calm(place(0)).subList(24, 14 * 24));
      feed(harness, wave(place(0)));
      assertThat(alerts(harness)).isNotEmpty();
    }
  }

  @Test
  void whatARecordCosts_isPrinted() throws Exception {
    int records = 200_000;
    List<Series> series =
        List.of(
            Series.OVERALL, place(1), place(2), new Series(Series.Kind.THEME, "force"), place(3));
    try (var harness = harness()) {
      harness.open();
      long start = System.nanoTime();
      for (int i = 0; i < records; i++) {
        Instant at = DAY_ONE.plusSeconds(20L * i);
        if (i % 180 == 0) {
          harness.processWatermark(at.minusSeconds(600).toEpochMilli());
        }
        Counted one = seen(Series.OVERALL, at, i % 5 == 0, i);
        harness.processElement(
            new Counted(series, one.observation()), one.observation().at().toEpochMilli());
      }
      System.out.printf(
          Locale.ROOT,
          "spike operator: %.2f microseconds a post in %d series, heap state%n",
          (System.nanoTime() - start) / 1000.0 / records,
          series.size());
      assertThat(alerts(harness)).isEmpty();
    }
  }

  private static Series place(int number) {
    return new Series(Series.Kind.PLACE, "示例村" + number);
  }

  /** A neutral post each hour for two weeks. */
  private static List<Counted> calm(Series series) {
    return calm(List.of(series));
  }

  private static List<Counted> calm(List<Series> series) {
    List<Counted> all = new ArrayList<>();
    for (int hour = 0; hour < 14 * 24; hour++) {
      all.add(seen(series, DAY_ONE.plus(Duration.ofHours(hour)), hour % 24 == 7, hour));
    }
    return all;
  }

  private static List<Counted> wave(Series series) {
    return wave(List.of(series));
  }

  private static List<Counted> wave(List<Series> series) {
    List<Counted> all = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      all.add(seen(series, WAVE.plusSeconds(60L * i), true, 10_000 + i));
    }
    return all;
  }

  private static Counted seen(Series series, Instant at, boolean negative, int number) {
    return seen(List.of(series), at, negative, number);
  }

  private static Counted seen(List<Series> series, Instant at, boolean negative, int number) {
    return new Counted(
        series,
        new Observation(
            at,
            at.plusSeconds(30),
            negative,
            false,
            number + 1L,
            "bbs",
            "bbs",
            Sample.id(number),
            "models-1"));
  }

  private static void feed(
      KeyedOneInputStreamOperatorTestHarness<String, Counted, JobFact> harness,
      List<Counted> observations)
      throws Exception {
    for (Counted counted : observations) {
      harness.processElement(counted, counted.observation().at().toEpochMilli());
    }
  }

  /** Each post behind a watermark of ten minutes before. */
  private static void live(
      KeyedOneInputStreamOperatorTestHarness<String, Counted, JobFact> harness,
      List<Counted> observations)
      throws Exception {
    for (Counted counted : observations) {
      harness.processWatermark(counted.observation().at().minusSeconds(600).toEpochMilli());
      feed(harness, List.of(counted));
    }
  }

  private static OperatorSubtaskState checkpoint(
      KeyedOneInputStreamOperatorTestHarness<String, Counted, JobFact> harness) throws Exception {
    harness.prepareSnapshotPreBarrier(1);
    return harness.snapshot(1, 1);
  }

  private static List<Alert> alerts(
      KeyedOneInputStreamOperatorTestHarness<String, Counted, JobFact> harness) {
    return harness.extractOutputValues().stream()
        .map(JobFact::alert)
        .filter(Objects::nonNull)
        .toList();
  }

  private static KeyedOneInputStreamOperatorTestHarness<String, Counted, JobFact> harness()
      throws Exception {
    return Sample.keyed(new SpikeOperator(SpikeSettings.DEFAULT), SpikeOperator::key, String.class);
  }
}
