/**
 * The life of an alert: from the first statement of the job to the last word of the office.
 *
 * <pre>{@code
 * Casebook casebook = new Casebook(desk, policy, ears);
 * casebook.work(now);                                        // every half second, in one process
 * CaseFile file = casebook.newest(20).get(0);
 * casebook.act(file.id(), new Action.Acknowledge(), zhang, now);                      // 签收
 * casebook.act(file.id(), new Action.SetLevel(Level.MAJOR, null, ""), zhang, now);    // 定级
 * }</pre>
 *
 * <p>What is where: {@link org.qingting.alerts.cases.CaseFile} is the document; {@code Kinship}
 * says which episodes are of one matter; {@code Life} how a case goes on by itself, {@code Deeds}
 * what people may do with it, {@code Clocks} when it rings; {@link
 * org.qingting.alerts.cases.Casebook} keeps them, each change a compare-and-set of one document.
 * What is to be told is in the document as a {@link org.qingting.alerts.cases.Delivery} until it
 * was told; {@code alerts.dispatch} tells it.
 */
package org.qingting.alerts.cases;
