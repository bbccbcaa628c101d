/**
 * Measures a detector on anyone's labelled counts, as the Numenta Anomaly Benchmark does:
 *
 * <pre>{@code
 * SpikeEvaluation result =
 *     SpikeEvaluation.of(directory, () -> CountDetector.ofPosts(CountDetector.COUNTS));
 * System.out.println(result.toJson());   // {"nabScore":..,"windows":..,"found":..,...}
 * }</pre>
 */
package org.qingting.alerts.evaluation;
