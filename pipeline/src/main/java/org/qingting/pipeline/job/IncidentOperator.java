package org.qingting.pipeline.job;

import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.qingting.model.Analysis;
import org.qingting.model.Incident;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.nlp.incidents.IncidentClusterer;

/** Joins opinions to incidents, keyed by place. */
final class IncidentOperator extends CachingOperator<IncidentClusterer, Heard, Heard> {
  private static final long serialVersionUID = 1L;

  static final OutputTag<JobFact> INCIDENTS = new OutputTag<>("incidents") {};

  /** Where an opinion looks for its incident. */
  static String key(Heard heard) {
    return heard.opinion().analysis().places().get(0);
  }

  /** Only what concerns police at a named place can be the same matter at the same place. */
  static boolean mayBelong(Heard heard) {
    Analysis analysis = heard.opinion().analysis();
    return analysis.police() && !analysis.places().isEmpty();
  }

  @Override
  StateTtlConfig remembered() {
    return StateTtlConfig.newBuilder(Duration.ofDays(14)).build();
  }

  @Override
  IncidentClusterer decode(byte[] bytes) {
    return IncidentClusterer.decode(bytes);
  }

  @Override
  byte[] encode(IncidentClusterer state) {
    return state.encode();
  }

  @Override
  public void processElement(StreamRecord<Heard> record) throws Exception {
    Heard heard = record.getValue();
    Opinion opinion = heard.opinion();
    Post post = opinion.post();
    Analysis analysis = opinion.analysis();
    Cached<IncidentClusterer> cached = load(key(heard), IncidentClusterer::empty);
    cached.changed = true;
    Optional<Incident> incident =
        cached.state.assign(
            post.eventTime(), key(heard), analysis.themes(), analysis.keywords(), post.id());
    if (incident.isPresent()) {
      output.collect(INCIDENTS, new StreamRecord<>(JobFact.of(incident.get())));
      Opinion joined = new Opinion(post, analysis, incident.get().id());
      output.collect(record.replace(new Heard(joined, heard.person(), heard.batch())));
    } else {
      output.collect(record);
    }
    trim();
  }
}
