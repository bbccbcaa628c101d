/**
 * From counts to answers. A newcomer finds
 *
 * <ul>
 *   <li>in {@code spikes} when a series rises beyond what its own past explains, in {@code leads}
 *       which single claim asks to be verified;
 *   <li>in {@code desk} what the job stated, and the store with its compare-and-set;
 *   <li>in {@code cases} the life of an alert, by the rules of {@code policy} and the people of
 *       {@code staff}; in {@code drafts} what a statement may begin with;
 *   <li>in {@code notices} what is told beside cases: gaps of the watch, the zero report;
 *   <li>in {@code dispatch} how all of it reaches the {@code channels};
 *   <li>in {@code effect} whether a statement worked; in {@code sensitivity} what is learnt from
 *       false alarms, which goes back to the job by {@code control};
 *   <li>in {@code evaluation} and {@code backtest} how well all this detects.
 * </ul>
 *
 * <pre>{@code
 * for (Alert alert : detector.observe(Counting.series(opinion), observation)) {
 *   desk.accept(alert, words, now);             // a fact, durable
 * }
 * casebook.work(now);                           // becomes a case, with what is to be told
 * casebook.act(id, new Action.Acknowledge(), zhang, now);
 * }</pre>
 */
package org.qingting.alerts;
