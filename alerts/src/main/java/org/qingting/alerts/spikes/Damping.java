package org.qingting.alerts.spikes;

import org.qingting.model.Series;

/**
 * That a series is less sensitive for a while: it is judged as if of its posts only one in so many
 * had been written, so that whatever a bound is made of, a wave has to be so many times larger.
 *
 * @param factor 1 for what was taken back, which is remembered so that it stays so
 * @param from event time in epoch milliseconds
 * @param until event time in epoch milliseconds, exclusive
 */
record Damping(Series series, double factor, long from, long until) {

  /** As how many posts a damped series' posts are judged. */
  static long of(long posts, double factor) {
    return factor > 1 ? (long) (posts / factor) : posts;
  }
}
