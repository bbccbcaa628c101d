package org.qingting.alerts.control;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import org.qingting.model.Series;

/** What people decided and the job has to know. One that a program does not know is passed over. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind", defaultImpl = Decision.Unknown.class)
@JsonSubTypes({@JsonSubTypes.Type(value = Decision.Sensitivity.class, name = "sensitivity")})
public sealed interface Decision {

  /**
   * A series is less sensitive for a while.
   *
   * @param id of what was proposed, where it stands who did and why; said again, it changes nothing
   * @param factor how many times larger a wave must be; 1 takes it back, for good
   * @param from event time
   * @param until event time, exclusive
   */
  record Sensitivity(String id, Series series, double factor, Instant from, Instant until)
      implements Decision {}

  /** Of a newer program. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  record Unknown() implements Decision {}
}
