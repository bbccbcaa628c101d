package org.qingting.benchmarks.outbreaks;

import java.util.BitSet;
import java.util.List;

/**
 * One drawn series.
 *
 * @param counts outbreaks included
 * @param outbreaks units from the first to the last case of every outbreak
 * @param first first unit with a case of the outbreak that is to be found; the length of the series
 *     if it has none
 * @param last last unit with a case of it
 */
record SimulatedSeries(List<Long> counts, BitSet outbreaks, int first, int last) {

  boolean hasOutbreak() {
    return first < counts.size();
  }
}
