/**
 * Learning from false alarms, within bounds.
 *
 * <pre>{@code
 * Proposal proposal = sensitivities.propose(series, 2, 14, "校园活动引发，非警情", zhang, now);
 * sensitivities.confirm(proposal.id(), chief, now);       // a second person; the job hears of it
 * }</pre>
 */
package org.qingting.alerts.sensitivity;
