package org.qingting.pipeline.job;

import org.qingting.model.Alert;
import org.qingting.model.Incident;
import org.qingting.model.Lead;
import org.qingting.model.SourceStatus;
import org.qingting.model.WatchStatus;

/**
 * What the job states to the desk; exactly one of the five is there.
 *
 * @param alert an episode raised, updated or ended
 * @param incident an incident first seen
 * @param source how a source is doing
 * @param lead a grave lead to verify
 * @param watch how far the watch has come
 */
public record JobFact(
    Alert alert, Incident incident, SourceStatus source, Lead lead, WatchStatus watch) {
  static JobFact of(Alert alert) {
    return new JobFact(alert, null, null, null, null);
  }

  static JobFact of(Incident incident) {
    return new JobFact(null, incident, null, null, null);
  }

  static JobFact of(SourceStatus source) {
    return new JobFact(null, null, source, null, null);
  }

  static JobFact of(Lead lead) {
    return new JobFact(null, null, null, lead, null);
  }

  static JobFact of(WatchStatus watch) {
    return new JobFact(null, null, null, null, watch);
  }

  /** Of facts with the same key the later one counts. */
  String key() {
    if (alert != null) {
      return "alert " + alert.id() + " " + alert.revision();
    }
    if (lead != null) {
      return "lead " + lead.id() + " " + lead.revision();
    }
    if (watch != null) {
      return "watch";
    }
    return incident != null ? "incident " + incident.id() : "source " + source.source();
  }
}
