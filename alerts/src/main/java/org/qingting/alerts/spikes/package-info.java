/**
 * Spike detection on counts, over all series at once, without clock, randomness or I/O.
 *
 * <pre>{@code
 * Panel panel = Panel.begin();                           // or Panel.decode(stored)
 * SeriesStore store = SeriesStore.inMemory();            // or any keyed store of SeriesState
 * SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT, panel, store);
 * for (each opinion) {
 *   List<Alert> closed = detector.advance(watermark);    // judges the buckets that it closes
 *   List<Alert> early = detector.observe(
 *       Counting.series(opinion), Counting.observation(opinion, person, batch));
 * }
 * byte[] stored = panel.encode();                        // and SeriesState.encode() of each series
 * }</pre>
 *
 * <p>What is where: {@link org.qingting.alerts.spikes.SpikeDetector} keeps the life of episodes and
 * says what it promises; {@code Judge} holds the tests, {@code Baseline} what the past lets expect
 * (a weighted mean with seasons, trend and over-dispersion in the spirit of Farrington et al. 1996
 * and Noufaily et al. 2013, in closed form so that a series costs microseconds), {@code Climb} the
 * watch for slow rises (CUSUM), {@code CriticalShare} the share, {@code FalseDiscovery} the control
 * over all series; {@code Damping} what people made less sensitive; {@code Listening}, {@code
 * FeedMix} and {@code Readings} correct for what was heard and by which models it was read; {@code
 * OfficeCalendar} knows public holidays.
 */
package org.qingting.alerts.spikes;
