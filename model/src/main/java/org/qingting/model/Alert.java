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
 * @param revision 0 when raised, one more with each update of the episode
 * @param phase where the episode stands
 * @param series what rose
 * @param onset start of the first bucket that rose
 * @param at event time of the newest post counted, or the bucket's end for an ending
 * @param observed negative posts counted since the onset, reposts merged
 * @param expected how many the series' own past explains for the same time
 * @param people distinct people among the observed; posts without a known author count by source
 * @param sources distinct sources among the observed
 * @param reposts reposts of the observed (heat)
 * @param evidence ids of the newest observed posts, at most twenty
 * @param silent true for an episode about the past: kept, but nobody is notified
 * @param version version of the detector
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
    String version) {

  /** Where an episode stands. */
  public enum Phase {
    /** First stated. */
    RAISED,
    /** Still growing. */
    UPDATED,
    /** Back to what its past explains. */
    ENDED
  }

  public Alert {
    evidence = evidence == null ? List.of() : evidence;
  }
}
