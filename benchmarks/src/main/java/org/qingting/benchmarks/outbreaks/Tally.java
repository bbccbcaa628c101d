package org.qingting.benchmarks.outbreaks;

import java.util.BitSet;

/**
 * What became of tested units. Units before the outbreak that is to be found tell of false alarms,
 * the outbreak itself whether and when it was found.
 *
 * @param free units without any outbreak
 * @param above those of them that were judged above
 * @param begun those of them at which an alarm began: the unit before was not above
 * @param delay units from an outbreak's first to the first above, over all that were found
 */
record Tally(long free, long above, long begun, long outbreaks, long found, long delay) {
  static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

  private static final double WEEK = 7;

  static Tally of(SimulatedSeries series, UnitRule rule) {
    BitSet above = new BitSet(Simulation.UNITS);
    for (int unit = Simulation.LEARNT_FROM; unit < Simulation.UNITS; unit++) {
      above.set(unit, rule.isAbove(series.counts().get(unit)));
    }
    return of(series, above);
  }

  static Tally of(SimulatedSeries series, BitSet above) {
    int free = 0;
    int wrong = 0;
    int begun = 0;
    for (int unit = Simulation.TESTED_FROM; unit < series.first(); unit++) {
      if (!series.outbreaks().get(unit)) {
        free++;
        wrong += above.get(unit) ? 1 : 0;
        begun += above.get(unit) && !above.get(unit - 1) ? 1 : 0;
      }
    }
    if (!series.hasOutbreak()) {
      return new Tally(free, wrong, begun, 0, 0, 0);
    }
    int first = above.nextSetBit(series.first());
    boolean found = first >= 0 && first <= series.last();
    return new Tally(free, wrong, begun, 1, found ? 1 : 0, found ? first - series.first() : 0);
  }

  Tally plus(Tally other) {
    return new Tally(
        free + other.free,
        above + other.above,
        begun + other.begun,
        outbreaks + other.outbreaks,
        found + other.found,
        delay + other.delay);
  }

  double falsePositiveRate() {
    return (double) above / free;
  }

  double falseAlarmsPerWeek() {
    return WEEK * begun / free;
  }

  double probabilityOfDetection() {
    return (double) found / outbreaks;
  }

  double meanDelay() {
    return (double) delay / found;
  }
}
