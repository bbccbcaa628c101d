package org.qingting.benchmarks.outbreaks;

/**
 * C1, C2 and C3 of the Early Aberration Reporting System: Hutwagner et al., "The bioterrorism
 * preparedness and response Early Aberration Reporting System (EARS)", Journal of Urban Health 80
 * (2003) i89-i96. A count is held against mean and standard deviation of seven units: the seven
 * before it (C1), or those with a gap of two (C2); C3 adds up what exceeds one deviation over three
 * units of C2.
 */
final class Ears implements UnitRule {
  private static final int BASELINE = 7;
  private static final int GAP = 2;
  private static final double MOST_DEVIATIONS = 3;
  private static final double MOST_SUMMED = 2;

  private final int gap;
  private final boolean summed;
  private final Past past = new Past();
  private double last;
  private double secondLast;

  private Ears(int gap, boolean summed) {
    this.gap = gap;
    this.summed = summed;
  }

  static Ears c1() {
    return new Ears(0, false);
  }

  static Ears c2() {
    return new Ears(GAP, false);
  }

  static Ears c3() {
    return new Ears(GAP, true);
  }

  @Override
  public boolean isAbove(long count) {
    past.add(count);
    if (past.size() <= BASELINE + gap) {
      return false;
    }
    double deviations = deviations(count);
    if (!summed) {
      return deviations > MOST_DEVIATIONS;
    }
    double excess = Math.max(0, deviations - 1);
    boolean above = excess + last + secondLast > MOST_SUMMED;
    secondLast = last;
    last = excess;
    return above;
  }

  private double deviations(long count) {
    int youngest = 1 + gap;
    int oldest = BASELINE + gap;
    double mean = past.sum(youngest, oldest) / (double) BASELINE;
    double squares = 0;
    for (int age = youngest; age <= oldest; age++) {
      squares += (past.at(age) - mean) * (past.at(age) - mean);
    }
    // Above a baseline that never varied, every count is infinitely far.
    return count == mean ? 0 : (count - mean) / Math.sqrt(squares / (BASELINE - 1));
  }
}
