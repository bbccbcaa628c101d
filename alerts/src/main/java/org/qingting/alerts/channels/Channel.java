package org.qingting.alerts.channels;

/** One configured way to tell people something (推送方式). Thread-safe. */
public interface Channel {

  /** Its name in the configuration. */
  String name();

  /**
   * Tries once to send a message and says what became of it. Takes as long as the service lets it,
   * within the channel's timeout; never sleeps, never throws. A message may arrive although the
   * outcome is {@link Outcome.RetryLater}: a duplicate beats a loss, and {@link Message#id()} tells
   * receivers.
   *
   * @param failures how often it was tried before and failed; the back-off grows with it
   */
  Outcome send(Message message, int failures);
}
