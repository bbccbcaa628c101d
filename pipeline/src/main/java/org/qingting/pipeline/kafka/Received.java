package org.qingting.pipeline.kafka;

import java.time.Instant;
import org.qingting.model.Arrival;

/** What a record turned out to be. */
sealed interface Received {

  /** A post or a report. */
  record Heard(Arrival arrival) implements Received {}

  /** A crawler's word about time. */
  record Stated(String crawler, Statement statement) implements Received {}

  /**
   * Nothing that can be used. Names the place and holds nothing of the content, which may tell who
   * wrote it.
   *
   * @param at when the log took it
   * @param bytes its size; -1 for a record without value
   * @param reason for people
   */
  record Unreadable(String topic, int partition, long offset, Instant at, int bytes, String reason)
      implements Received {}
}
