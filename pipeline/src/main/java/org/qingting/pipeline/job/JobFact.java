package org.qingting.pipeline.job;

import org.qingting.model.Alert;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.SourceStatus;

/**
 * What the job states to the desk; exactly one of the four is there.
 *
 * @param alert an episode raised, updated or ended
 * @param incident an incident first seen
 * @param source how a source is doing
 * @param lead a grave lead to verify
 */
public record JobFact(Alert alert, Incident incident, SourceStatus source, Lead lead) {
  static JobFact of(Alert alert) {
    return new JobFact(alert, null, null, null);
  }

  static JobFact of(Incident incident) {
    return new JobFact(null, incident, null, null);
  }

  static JobFact of(SourceStatus source) {
    return new JobFact(null, null, source, null);
  }

  static JobFact of(Lead lead) {
    return new JobFact(null, null, null, lead);
  }

  /** Of facts with the same key the later one counts. */
  String key() {
    if (alert != null) {
      return "alert " + alert.id() + " " + alert.revision();
    }
    if (lead != null) {
      return "lead " + lead.id() + " " + lead.revision();
    }
    return incident != null ? "incident " + incident.id() : "source " + source.source();
  }
}
