/**
 * Back to the job: what people decided, as a log that the job reads.
 *
 * <pre>{@code
 * ControlLog log = new ControlLog(store);
 * log.append(new Decision.Sensitivity(id, series, 2, from, until), now);
 * for (ControlLog.Entry entry : log.since(position, 100)) { ... }
 * }</pre>
 */
package org.qingting.alerts.control;
