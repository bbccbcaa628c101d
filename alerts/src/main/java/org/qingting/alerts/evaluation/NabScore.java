package org.qingting.alerts.evaluation;

import java.util.BitSet;
import java.util.List;
import org.qingting.alerts.evaluation.LabelledSeries.Window;

/**
 * The score of the Numenta Anomaly Benchmark with its standard profile, over all series given to
 * it: Lavin and Ahmad, "Evaluating Real-time Anomaly Detection Algorithms", ICMLA 2015.
 *
 * <p>The first alarm in a window earns the more the earlier it comes, a window without any costs 1,
 * and each alarm outside costs up to 0.11, little just after a window. A probationary period at the
 * start of each series is not scored; a window that lies wholly in it does not count.
 */
final class NabScore {
  private static final double TRUE_POSITIVE = 1;
  private static final double FALSE_POSITIVE = 0.11;
  private static final double FALSE_NEGATIVE = 1;

  private static final double PROBATION = 0.15;
  private static final int LONGEST_ROWS = 5000;

  /** So many window lengths behind a window, an alarm has nothing to do with it. */
  private static final double FAR = 3;

  private double score;
  private int windows;
  private int found;
  private int falseAlarms;

  void add(int rows, List<Window> labelled, BitSet alarms) {
    int scored = (int) Math.min(Math.floor(PROBATION * rows), PROBATION * LONGEST_ROWS);
    Window before = null;
    for (Window window : labelled) {
      addFalseAlarms(alarms, scored, window.first(), before);
      addWindow(alarms, scored, window);
      before = window;
    }
    addFalseAlarms(alarms, scored, rows, before);
  }

  private void addWindow(BitSet alarms, int scored, Window window) {
    if (window.last() < scored) {
      return;
    }
    windows++;
    int first = alarms.nextSetBit(Math.max(scored, window.first()));
    if (first >= 0 && first <= window.last()) {
      found++;
      double position = -(window.last() - first + 1) / (double) window.width();
      score += TRUE_POSITIVE * sigmoid(position) / sigmoid(-1);
    } else {
      score -= FALSE_NEGATIVE;
    }
  }

  private void addFalseAlarms(BitSet alarms, int scored, int end, Window before) {
    int from = Math.max(scored, before == null ? 0 : before.last() + 1);
    for (int row = alarms.nextSetBit(from);
        row >= 0 && row < end;
        row = alarms.nextSetBit(row + 1)) {
      falseAlarms++;
      double position =
          before == null ? FAR : (row - before.last()) / Math.max(1.0, before.width() - 1);
      score += FALSE_POSITIVE * (position >= FAR ? -1 : sigmoid(position));
    }
  }

  /** From nearly 1 at -1 (a window's left edge) through 0 (its right edge) to -1. */
  private static double sigmoid(double position) {
    return 2 / (1 + Math.exp(5 * position)) - 1;
  }

  /** 100 for the first row of every window and nothing else, 0 for silence. */
  double normalised() {
    double silent = -FALSE_NEGATIVE * windows;
    double perfect = TRUE_POSITIVE * windows;
    return 100 * (score - silent) / (perfect - silent);
  }

  int windows() {
    return windows;
  }

  int found() {
    return found;
  }

  int falseAlarms() {
    return falseAlarms;
  }
}
