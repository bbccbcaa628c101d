package org.qingting.model;

import java.time.Instant;

/**
 * How far the detector's watch has come.
 *
 * @param judgedThrough event time through which everything was heard and judged
 * @param trialEnds when the history suffices; until then the watch is on trial (试运行) and raises
 *     nothing
 * @param series how many series are tested
 */
public record WatchStatus(Instant judgedThrough, Instant trialEnds, long series) {

  /** Whether nothing can be raised yet. */
  public boolean onTrial() {
    return judgedThrough.isBefore(trialEnds);
  }
}
