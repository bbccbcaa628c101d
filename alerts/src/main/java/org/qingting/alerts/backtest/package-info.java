/**
 * Which alerts a period would have brought, at several sensitivities:
 *
 * <pre>{@code
 * Backtest backtest = new Backtest(SpikeSettings.DEFAULT, List.of(0.05, 0.25, 1.0), null);
 * for (each opinion, oldest first) {
 *   backtest.take(opinion, person, batch);
 * }
 * Backtest.Report report = backtest.report();
 * report.sensitivities();   // alerts a week against the median delay
 * report.episodes();        // what would have been told, at the sensitivity of the settings
 * }</pre>
 */
package org.qingting.alerts.backtest;
