/**
 * From counts to alerts: {@link org.qingting.alerts.spikes.SpikeDetector} says when a series rises
 * beyond what its own past explains, {@link org.qingting.alerts.leads.LeadGate} which single claim
 * asks to be verified, {@link org.qingting.alerts.desk.AlertDesk} keeps what was said, {@link
 * org.qingting.alerts.effect.StatementEffect} what followed a statement, {@link
 * org.qingting.alerts.evaluation.SpikeEvaluation} measures a detector on labelled counts, {@link
 * org.qingting.alerts.backtest.Backtest} says which alerts a period would have brought.
 *
 * <pre>{@code
 * SpikeDetector detector = new SpikeDetector(SpikeSettings.DEFAULT, panel, store);
 * ...
 * for (Alert alert : detector.observe(Counting.series(opinion), observation)) {
 *   desk.accept(alert, words, now);
 * }
 * }</pre>
 */
package org.qingting.alerts;
