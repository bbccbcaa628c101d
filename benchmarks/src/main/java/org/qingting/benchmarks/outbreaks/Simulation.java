package org.qingting.benchmarks.outbreaks;

import java.util.Arrays;
import java.util.BitSet;
import org.apache.commons.math3.random.RandomDataGenerator;
import org.apache.commons.math3.random.Well19937c;

/**
 * Draws series as the study does: twelve years of weeks, four outbreaks in the five years that a
 * detector learns from, one in the last year, in which it is tested.
 *
 * @param scenario of the ordinary counts
 * @param period units a season lasts
 */
record Simulation(Scenario scenario, int period) {
  static final int UNITS = 624;

  /** What comes before belongs to the study's series, but no detector looks back so far. */
  static final int LEARNT_FROM = 312;

  static final int TESTED_FROM = 575;

  private static final int PAST_OUTBREAKS = 4;
  private static final int[] PAST_SIZES = {2, 3, 5, 10};
  private static final int SMALLEST = 2;
  private static final int LARGEST = 10;
  private static final double SPREAD_IN_TIME = 0.5;

  SimulatedSeries draw(long seed) {
    RandomDataGenerator random = new RandomDataGenerator(new Well19937c(seed));
    long[] counts = new long[UNITS];
    for (int unit = 0; unit < UNITS; unit++) {
      counts[unit] = ordinary(unit, random);
    }
    BitSet outbreaks = new BitSet(UNITS);
    for (int i = 0; i < PAST_OUTBREAKS; i++) {
      int size = PAST_SIZES[random.nextInt(0, PAST_SIZES.length - 1)];
      markFromFirstToLast(outbreak(counts, LEARNT_FROM, TESTED_FROM, size, random), outbreaks);
    }
    int size = random.nextInt(SMALLEST, LARGEST);
    BitSet current = outbreak(counts, TESTED_FROM, UNITS, size, random);
    markFromFirstToLast(current, outbreaks);
    boolean none = current.isEmpty();
    return new SimulatedSeries(
        Arrays.stream(counts).boxed().toList(),
        outbreaks,
        none ? UNITS : current.nextSetBit(0),
        none ? UNITS : current.length() - 1);
  }

  private double mean(int unit) {
    return scenario.mean(unit + 1, period);
  }

  /** Negative binomial as a Poisson whose mean is gamma distributed. */
  private long ordinary(int unit, RandomDataGenerator random) {
    double excess = scenario.phi() - 1;
    double mean = mean(unit);
    return poisson(excess > 0 ? random.nextGamma(mean / excess, excess) : mean, random);
  }

  /** Adds an outbreak that begins within a range; gives the units with a case. */
  private BitSet outbreak(long[] counts, int from, int to, int size, RandomDataGenerator random) {
    int start = random.nextInt(from, to - 1);
    long cases = poisson(size * Math.sqrt(scenario.phi() * mean(start)), random);
    BitSet units = new BitSet();
    for (long i = 0; i < cases; i++) {
      int unit = start + (int) Math.exp(random.nextGaussian(0, SPREAD_IN_TIME));
      if (unit < UNITS) {
        counts[unit]++;
        units.set(unit);
      }
    }
    return units;
  }

  private static void markFromFirstToLast(BitSet units, BitSet outbreaks) {
    if (!units.isEmpty()) {
      outbreaks.set(units.nextSetBit(0), units.length());
    }
  }

  private static long poisson(double mean, RandomDataGenerator random) {
    return mean <= 0 ? 0 : random.nextPoisson(mean);
  }
}
