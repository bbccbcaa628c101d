package org.qingting.pipeline.job;

import java.util.List;
import org.qingting.alerts.leads.LeadLimits;
import org.qingting.alerts.spikes.SpikeSettings;

/**
 * What the topology needs to know.
 *
 * @param places the office's own place names
 * @param keepAll whether crawled posts that do not concern police are kept too
 * @param spikes how alerts are judged
 * @param area counties, cities, provinces that are the office's own, beside its places
 */
public record JobSettings(
    List<String> places, boolean keepAll, SpikeSettings spikes, List<String> area) {

  /** How much the office is asked to verify. */
  LeadLimits leads() {
    return LeadLimits.DEFAULT.withPast(spikes.past());
  }
}
