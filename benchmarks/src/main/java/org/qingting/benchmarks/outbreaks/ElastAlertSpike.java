package org.qingting.benchmarks.outbreaks;

/**
 * ElastAlert2's rule of type {@code spike}, upwards, with the settings of its documented example:
 * the current window holds at least five, and at least three times what the window of the same
 * length before it held. Nothing is said before both windows are full; after an alert both begin
 * anew.
 */
final class ElastAlertSpike implements UnitRule {
  private static final int SPIKE_HEIGHT = 3;
  private static final int THRESHOLD_CUR = 5;

  private final int timeframe;
  private final Past past = new Past();
  private int filled;

  /** A rule whose {@code timeframe} is so many units. */
  ElastAlertSpike(int timeframe) {
    this.timeframe = timeframe;
  }

  @Override
  public boolean isAbove(long count) {
    past.add(count);
    filled++;
    if (filled < 2 * timeframe) {
      return false;
    }
    long current = past.sum(0, timeframe - 1);
    long reference = past.sum(timeframe, 2 * timeframe - 1);
    boolean spike = current >= THRESHOLD_CUR && current >= SPIKE_HEIGHT * reference;
    if (spike) {
      filled = 0;
    }
    return spike;
  }
}
