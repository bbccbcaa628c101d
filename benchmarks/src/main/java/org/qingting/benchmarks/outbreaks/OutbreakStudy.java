package org.qingting.benchmarks.outbreaks;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.qingting.alerts.evaluation.CountDetector;
import org.qingting.alerts.spikes.SpikeSettings;

/**
 * Runs the study twice, with its annual season of 52 units and with a season of seven units, as the
 * days of a week have for posts; prints how often each detector raises false alarms, and which
 * outbreaks it finds when. The same for the same number of replications.
 */
public final class OutbreakStudy {
  private static final int YEAR = 52;
  private static final int WEEK = 7;
  private static final long SEED = 20261123;
  private static final String OVERALL = "all 42 scenarios";
  private static final Duration DAY = Duration.ofDays(1);

  /** Days in place of hours; a wave must be large, as in the product. */
  private static final SpikeSettings LARGE = daily(SpikeSettings.DEFAULT.ratio(), 0.035);

  /** Every rise that is improbable counts, however small, as with the other detectors. */
  private static final SpikeSettings ANY = daily(1, 0.035);

  private final int period;
  private final int replications;
  private final Map<String, Supplier<UnitRule>> rules = new LinkedHashMap<>();

  private OutbreakStudy(int period, int replications) {
    this.period = period;
    this.replications = replications;
    rules.put("qingting", () -> new AlarmsOf(CountDetector.ofPosts(ANY), DAY));
    rules.put("qingting, ratio 2.5", () -> new AlarmsOf(CountDetector.ofPosts(LARGE), DAY));
    rules.put("EARS C1", Ears::c1);
    rules.put("EARS C2", Ears::c2);
    rules.put("EARS C3", Ears::c3);
    rules.put("ElastAlert2 7", () -> new ElastAlertSpike(WEEK));
    rules.put("ElastAlert2 1", () -> new ElastAlertSpike(1));
    rules.put(
        "Farrington flex.",
        period == WEEK ? FarringtonFlexible::weekly : FarringtonFlexible::annual);
  }

  /**
   * Runs and prints.
   *
   * @param replications series drawn of each scenario
   */
  public static void run(int replications) {
    System.out.printf(
        Locale.ROOT,
        "outbreaks: 42 scenarios, %d series each, seed %d, a unit is a day%n",
        replications,
        SEED);
    new OutbreakStudy(YEAR, replications).print("season of 52 units, as designed");
    new OutbreakStudy(WEEK, replications).print("season of 7 units, as posts have");
  }

  /**
   * @param ratio least observed over expected
   * @param falsePerWeek tolerated false alarms, of this one series
   */
  private static SpikeSettings daily(double ratio, double falsePerWeek) {
    SpikeSettings hourly = SpikeSettings.DEFAULT;
    return new SpikeSettings(
        DAY,
        DAY.multipliedBy(3),
        hourly.minPosts(),
        1,
        ratio,
        falsePerWeek,
        1,
        hourly.trial(),
        Duration.ofDays(364),
        Duration.ofDays(56),
        hourly.past(),
        DAY,
        hourly.wave(),
        hourly.peopleLimit(),
        ZoneOffset.UTC);
  }

  private void print(String title) {
    System.out.printf(
        Locale.ROOT,
        "%n%-32s%-20s%8s %14s %6s %6s%n",
        title,
        "",
        "FPR/unit",
        "alarms/7 units",
        "POD",
        "delay");
    tallies()
        .forEach(
            (group, tallies) ->
                tallies.forEach(
                    (rule, tally) ->
                        System.out.printf(
                            Locale.ROOT,
                            "%-32s%-20s%8.4f %14.4f %6.3f %6s%n",
                            group,
                            rule,
                            tally.falsePositiveRate(),
                            tally.falseAlarmsPerWeek(),
                            tally.probabilityOfDetection(),
                            tally.found() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%.2f", tally.meanDelay()))));
  }

  /** By group of scenarios and rule. */
  private Map<String, Map<String, Tally>> tallies() {
    Map<String, Map<String, Tally>> tallies = new LinkedHashMap<>();
    List<Scenario> scenarios = Scenario.all();
    for (int i = 0; i < scenarios.size(); i++) {
      Scenario scenario = scenarios.get(i);
      long seed = SEED + (long) i * Integer.MAX_VALUE;
      add(
          new Simulation(scenario, period),
          seed,
          tallies.computeIfAbsent(scenario.group(), group -> new LinkedHashMap<>()));
    }
    Map<String, Tally> overall = new LinkedHashMap<>();
    tallies
        .values()
        .forEach(of -> of.forEach((rule, tally) -> overall.merge(rule, tally, Tally::plus)));
    tallies.put(OVERALL, overall);
    return tallies;
  }

  private void add(Simulation simulation, long seed, Map<String, Tally> sums) {
    List<SimulatedSeries> drawn =
        LongStream.range(seed, seed + replications).parallel().mapToObj(simulation::draw).toList();
    rules.forEach(
        (name, rule) -> {
          Tally sum =
              drawn.parallelStream()
                  .map(series -> Tally.of(series, rule.get()))
                  .reduce(Tally.NONE, Tally::plus);
          sums.merge(name, sum, Tally::plus);
        });
  }
}
