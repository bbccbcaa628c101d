package org.qingting.pipeline.demo;

import java.time.Duration;
import java.time.Instant;

/**
 * What the invented county's web is made from: the same settings give the same pages at the same
 * time of day.
 *
 * @param seed of everything drawn by lot
 * @param quiet true for a web in which the incident never happens
 * @param opened when the demo begins: ordinary days lie before it, the incident begins seconds
 *     after it
 * @param pace mean time between ordinary live posts in the first 20 minutes; six times that later
 */
public record DemoSettings(long seed, boolean quiet, Instant opened, Duration pace) {

  /** Checks the settings. */
  public DemoSettings {
    if (opened == null) {
      throw new IllegalArgumentException("the demo needs a time to begin");
    }
    pace = pace == null ? Duration.ofSeconds(5) : pace;
    if (pace.compareTo(Duration.ofMillis(100)) < 0) {
      throw new IllegalArgumentException("the demo's pace is at least 100 ms a post, not " + pace);
    }
  }

  /** Settings with the usual pace: an ordinary post about every five seconds. */
  public static DemoSettings of(long seed, boolean quiet, Instant opened) {
    return new DemoSettings(seed, quiet, opened, Duration.ofSeconds(5));
  }
}
