package org.qingting.model;

import java.time.Instant;
import java.util.List;

/**
 * What the detector states about one series: facts only, no life of its own (the desk gives it
 * one). Two alerts with the same id speak of the same episode; {@code revision} tells which is
 * newer.
 *
 * @param id 32 lower-case hex digits: a hash of the series and its onset bucket, fixed in state
 *     when first raised
 * @param revision 0 when raised, one more with each statement about the episode
 * @param phase where the episode stands
 * @param series what rose
 * @param onset start of the first bucket that rose; what an early statement says may be corrected
 *     when its bucket closes, under the same id
 * @param at event time of the newest post counted, or the bucket's end for an ending
 * @param observed critical posts counted since the onset, reposts merged
 * @param expected how many the series' own past explains for the same time
 * @param people distinct people among the observed; posts without a known author count by source
 * @param sources distinct sources among the observed
 * @param reposts reposts of the observed (heat)
 * @param evidence ids of the newest observed posts, at most twenty
 * @param silent true for an episode about the past: kept, but nobody is notified
 * @param version version of the detector
 * @param police all posts about police since the onset, critical or not, reposts merged
 * @param usualShare the usual share of critical posts among those about police, from 0 to 1
 * @param everyDays how many days lie, on average, between two such rises by chance alone; 0 where
 *     not known
 * @param trigger which test found it
 */
public record Alert(
    String id,
    int revision,
    Phase phase,
    Series series,
    Instant onset,
    Instant at,
    long observed,
    double expected,
    long people,
    long sources,
    long reposts,
    List<String> evidence,
    boolean silent,
    String version,
    long police,
    double usualShare,
    double everyDays,
    Trigger trigger) {

  /** Where an episode stands. */
  public enum Phase {
    /** First stated. */
    RAISED,
    /** Still growing. */
    UPDATED,
    /** Back to what its past explains. */
    ENDED,
    /** Judged again when its bucket closed, beside all other series, and found to be a wave. */
    CONFIRMED,
    /** Judged again and found to be none: a false alarm. */
    WITHDRAWN;

    /** Whether nothing more is to be expected of the episode. */
    public boolean isOver() {
      return this == ENDED || this == WITHDRAWN;
    }
  }

  /** Which test found an episode. */
  public enum Trigger {
    /** Many critical posts at once. */
    BURST,
    /** A little more than usual for long: a plateau or a slow climb. */
    CLIMB,
    /** A greater share of critical posts among those about police. */
    SHARE
  }

  public Alert {
    evidence = evidence == null ? List.of() : evidence;
    trigger = trigger == null ? Trigger.BURST : trigger;
  }
}
