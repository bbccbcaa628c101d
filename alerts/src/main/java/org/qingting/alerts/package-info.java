/**
 * From counts to alerts: {@link org.qingting.alerts.spikes.SpikeDetector} says when a series rises
 * beyond what its own past explains, {@link org.qingting.alerts.leads.LeadGate} which single claim
 * asks to be verified, {@link org.qingting.alerts.desk.AlertDesk} keeps what was said.
 *
 * <pre>{@code
 * SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT);
 * SeriesState state = detector.begin(Series.OVERALL);
 * ...
 * detector.observe(state, observation).ifPresent(alert -> desk.accept(alert, words, now));
 * }</pre>
 */
package org.qingting.alerts;
