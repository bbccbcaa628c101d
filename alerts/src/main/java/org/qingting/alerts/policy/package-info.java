/**
 * The written rules by which an office works, without clock and without I/O: how grave an alert is,
 * how fast it must be answered, who is on duty, what waits for the morning, who is told.
 *
 * <pre>{@code
 * DeskPolicy policy = configuration.policy(); // or DeskPolicy.DEFAULT
 * Jurisdiction.Verdict where = policy.jurisdiction().judge(List.of("云溪镇"));
 * LevelRules.Proposal proposal = policy.levels().propose(gravity);
 * List<String> told = policy.routing().channels(proposal.level(), theme, place, channels);
 * Instant from = policy.quietHours().release(proposal.level(), now);
 * List<DutyRota.Contact> whom = policy.rota().onDuty(now);
 * }</pre>
 *
 * Everything here is immutable and thread-safe, and refuses in its constructor what cannot be.
 */
package org.qingting.alerts.policy;
