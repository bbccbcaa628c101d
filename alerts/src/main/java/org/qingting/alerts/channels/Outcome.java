package org.qingting.alerts.channels;

import java.time.Duration;

/** What became of a message. Reasons are for logs and people; they hold no secret. */
public sealed interface Outcome {

  /**
   * The service has taken it.
   *
   * @param remark what a person should know all the same; {@code ""} for nothing
   */
  record Delivered(String remark) implements Outcome {}

  /**
   * Not now.
   *
   * @param after how long to wait at least
   * @param tried whether something was sent and failed; where not, a limit or a better moment is
   *     waited for, which is no failure
   * @param reason why
   */
  record RetryLater(Duration after, boolean tried, String reason) implements Outcome {}

  /**
   * Never as things are configured: somebody has to be told.
   *
   * @param reason why, and what to look at
   */
  record Refused(String reason) implements Outcome {}
}
