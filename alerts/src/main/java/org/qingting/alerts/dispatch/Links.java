package org.qingting.alerts.dispatch;

import java.time.Instant;

/** Personal links, by which one member of the office can acknowledge one alert. */
@FunctionalInterface
public interface Links {
  /** A path below the console's public address, such as {@code /a/TOKEN}. */
  String personal(String staff, String caseId, Instant now);
}
