package org.qingting.benchmarks.outbreaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final Scenario FLAT = new Scenario(2.5, 0, 0, 0, 3, 0);

  private static List<SimulatedSeries> draw(Scenario scenario, int series) {
    Simulation simulation = new Simulation(scenario, 7);
    return LongStream.range(0, series).mapToObj(simulation::draw).toList();
  }

  private static SummaryStatistics ordinary(Scenario scenario) {
    SummaryStatistics counts = new SummaryStatistics();
    for (SimulatedSeries series : draw(scenario, 300)) {
      series.counts().subList(0, Simulation.LEARNT_FROM).forEach(counts::addValue);
    }
    return counts;
  }

  @Test
  void ordinaryCounts_haveTheirMean_andPhiTimesItAsVariance() {
    SummaryStatistics counts = ordinary(FLAT);

    assertThat(counts.getMean()).isCloseTo(Math.exp(2.5), within(0.1));
    assertThat(counts.getVariance() / counts.getMean()).isCloseTo(3, within(0.1));
  }

  @Test
  void ordinaryCounts_arePoissonWherePhiIsOne() {
    SummaryStatistics counts = ordinary(new Scenario(1.5, 0, 0, 0, 1, 0));

    assertThat(counts.getVariance() / counts.getMean()).isCloseTo(1, within(0.02));
  }

  @Test
  void outbreakToBeFound_liesInTheTestedUnits_andLastsAFew() {
    List<SimulatedSeries> drawn = draw(FLAT, 300);

    assertThat(drawn)
        .filteredOn(SimulatedSeries::hasOutbreak)
        .hasSizeGreaterThan(290)
        .allSatisfy(
            series -> {
              assertThat(series.first()).isBetween(Simulation.TESTED_FROM, series.last());
              assertThat(series.last()).isLessThan(Simulation.UNITS);
              assertThat(series.outbreaks().get(series.first(), series.last() + 1).cardinality())
                  .isEqualTo(series.last() - series.first() + 1);
            });
    assertThat(
            drawn.stream()
                .filter(SimulatedSeries::hasOutbreak)
                .mapToInt(series -> series.last() - series.first() + 1)
                .average()
                .orElse(0))
        .isBetween(3.0, 5.0);
  }

  @Test
  void outbreaks_addTheirDeviationsInCases() {
    SummaryStatistics counts = new SummaryStatistics();
    for (SimulatedSeries series : draw(FLAT, 2_000)) {
      series.counts().subList(Simulation.TESTED_FROM, Simulation.UNITS).forEach(counts::addValue);
    }
    // On average six deviations in 49 units, less what falls behind the end of the series.
    double added = (counts.getMean() - Math.exp(2.5)) * (Simulation.UNITS - Simulation.TESTED_FROM);
    double deviation = Math.sqrt(3 * Math.exp(2.5));
    assertThat(added / deviation).isBetween(5.4, 6.3);
  }

  @Test
  void sameSeed_givesTheSameSeries() {
    Simulation simulation = new Simulation(FLAT, 52);

    assertThat(simulation.draw(5)).isEqualTo(simulation.draw(5)).isNotEqualTo(simulation.draw(6));
  }
}
