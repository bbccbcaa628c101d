package org.qingting.alerts.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;

/**
 * Counts in the order of time, and the windows in which something is to be found.
 *
 * @param windows in the order of time, without overlap
 */
record LabelledSeries(List<Instant> times, List<Long> counts, List<Window> windows) {

  /** The rows from one to another, both included. */
  record Window(int first, int last) {
    int width() {
      return last - first + 1;
    }
  }

  int rows() {
    return times.size();
  }

  Duration length() {
    return Duration.between(times.get(0), times.get(rows() - 1));
  }

  /** The rows at which alarms begin. */
  BitSet alarms(CountDetector detector) {
    BitSet alarms = new BitSet(rows());
    for (int row = 0; row < rows(); row++) {
      alarms.set(row, detector.next(times.get(row), counts.get(row)));
    }
    return alarms;
  }
}
