/**
 * The desk beside the job: takes what the job found, opens and tells cases, reads back what became
 * of posts, and hands the job what people decided.
 *
 * <pre>{@code
 * MonitoringJob.build(env, source, archive, receipts, Desk.facts(storage), Desk.control(storage), s);
 * Desk desk = Desk.open(keys, configuration, true, alerts, reader);
 * desk.begin(now);                      // from now on people are told; in one process only
 * }</pre>
 */
package org.qingting.pipeline.desk;
