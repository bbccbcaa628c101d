package org.qingting.benchmarks.outbreaks;

/** Judges one series unit by unit, in the order of time. */
@FunctionalInterface
interface UnitRule {

  /** Whether the next count is out of the ordinary. */
  boolean isAbove(long count);
}
