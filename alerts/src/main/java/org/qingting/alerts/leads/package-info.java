/**
 * Grave leads, the tier beside waves: one post that claims a death, gunfire, harm in custody or
 * harm to a minor at a place of the office brings a notice that asks people to verify. Few notices,
 * by limits; what is kept back is counted.
 *
 * <pre>{@code
 * LeadGate gate = stored == null ? LeadGate.empty() : LeadGate.decode(stored);
 * for (Opinion opinion : opinions) {
 *   LeadReading.of(opinion, ours)
 *       .flatMap(reading -> gate.consider(reading, LeadLimits.DEFAULT))
 *       .ifPresent(desk::accept);
 * }
 * stored = gate.encode();
 * }</pre>
 *
 * <p>{@link org.qingting.alerts.leads.LeadGate} is the entry. To see how many notices a past would
 * have brought, hand it each reading {@code asIfFetchedAtOnce()}, in the order of their times.
 * Nothing here knows who wrote a post.
 */
package org.qingting.alerts.leads;
