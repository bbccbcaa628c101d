/**
 * Spike detection on counts, one series at a time, without clock, randomness or I/O.
 *
 * <pre>{@code
 * SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT);
 * SeriesState state = detector.begin(new Series(Series.Kind.THEME, "force"));
 * for (each post of the series) {
 *   detector.advance(state, watermark);                // cheap; ends episodes that are over
 *   Optional<Alert> said = detector.observe(
 *       state, new Observation(at, fetchedAt, negative, repost, person, source, postId));
 * }
 * Optional<Instant> wake = detector.nextWakeUp(state);  // set a timer; call advance when it fires
 * byte[] stored = state.encode();                       // SeriesState.decode(stored) goes on
 * }</pre>
 *
 * <p>The test is a negative binomial tail against a weighted mean with seasons, in the spirit of
 * Farrington et al. (1996) and Noufaily et al. (2013), done in closed form so that a series costs
 * microseconds. See {@link org.qingting.alerts.spikes.SpikeDetector} for what it promises.
 */
package org.qingting.alerts.spikes;
