package org.qingting.alerts.channels;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until it is told to go on. */
final class TestClock implements InstantSource {
  /** 2023-11-14 22:13:20 UTC, the moment of the signature vectors. */
  static final Instant START = Instant.ofEpochSecond(1_700_000_000L);

  private volatile Instant now = START;

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  void set(Instant time) {
    now = time;
  }
}
