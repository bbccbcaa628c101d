package org.qingting.pipeline.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.qingting.model.FetchReport;

/** Tells people of unreadable records as of any source that cannot be read, but not of each. */
final class Unread {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final String notes;
  private Received.Unreadable latest;
  private int count;
  private Instant told = Instant.MIN;

  /**
   * @param notes the topic in which each is noted
   */
  Unread(String notes) {
    this.notes = notes;
  }

  void add(Received.Unreadable record) {
    latest = record;
    count++;
  }

  /** A report, if there is something new and the last was some time ago. */
  Optional<FetchReport> report(Instant now) {
    if (count == 0 || now.isBefore(told.plus(PAUSE))) {
      return Optional.empty();
    }
    FetchReport report =
        new FetchReport(
            latest.topic(),
            now,
            FetchReport.Outcome.UNREADABLE,
            0,
            count
                + " unreadable records, the latest in partition "
                + latest.partition()
                + " at offset "
                + latest.offset()
                + ": "
                + latest.reason()
                + "; all are noted in the topic "
                + notes);
    count = 0;
    told = now;
    return Optional.of(report);
  }
}
