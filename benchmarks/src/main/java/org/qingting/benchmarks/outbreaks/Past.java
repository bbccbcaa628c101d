package org.qingting.benchmarks.outbreaks;

/** The counts seen so far, by their age. */
final class Past {
  private final long[] counts = new long[Simulation.UNITS];
  private int size;

  void add(long count) {
    counts[size++] = count;
  }

  int size() {
    return size;
  }

  /** The count so many units ago; 0 is the newest. */
  long at(int age) {
    return counts[size - 1 - age];
  }

  /** The sum from one age to another, both included. */
  long sum(int youngest, int oldest) {
    long sum = 0;
    for (int age = youngest; age <= oldest; age++) {
      sum += at(age);
    }
    return sum;
  }
}
