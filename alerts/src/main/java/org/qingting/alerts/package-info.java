/**
 * From counts to alerts: {@link org.qingting.alerts.spikes.SpikeDetector} says when a series rises
 * beyond what its own past explains, {@link org.qingting.alerts.desk.AlertDesk} keeps what was
 * said, {@link org.qingting.alerts.evaluation.SpikeEvaluation} measures a detector on labelled
 * counts, {@link org.qingting.alerts.backtest.Backtest} says which alerts a period would have
 * brought.
 *
 * <pre>{@code
 * SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT);
 * SeriesState state = detector.begin(Series.OVERALL);
 * ...
 * detector.observe(state, observation).ifPresent(alert -> desk.accept(alert, words, now));
 * }</pre>
 */
package org.qingting.alerts;
