package org.qingting.pipeline.faults;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The wall clock until it is stopped: then the invented county publishes nothing more. */
final class PausableClock extends Clock {
  private volatile Instant stopped;

  Instant stop() {
    stopped = Instant.now();
    return stopped;
  }

  @Override
  public Instant instant() {
    Instant at = stopped;
    return at == null ? Instant.now() : at;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
