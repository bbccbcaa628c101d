package org.qingting.alerts.cases;

import java.time.Instant;
import org.qingting.alerts.policy.Level;

/**
 * Something to be told through one channel; kept with the case until it is delivered, so that it is
 * neither lost nor told again.
 *
 * @param id unique; the key by which receivers know a repeated one
 * @param kind why
 * @param channel name of the channel
 * @param to whom in person, a staff id; {@code ""} for the whole group, with those on duty
 *     mentioned
 * @param about what kind of thing it is about: the number of a task, say; {@code ""} for none
 * @param level how grave the case was then
 * @param status what became of it
 * @param from not before
 * @param tries how often it failed
 * @param at when the status last changed
 * @param remark what the channel said
 */
public record Delivery(
    String id,
    Kind kind,
    String channel,
    String to,
    String about,
    Level level,
    Status status,
    Instant from,
    int tries,
    Instant at,
    String remark) {

  /** Why something is told. */
  public enum Kind {
    /** It was raised, became graver or doubled. */
    ALERT,
    /** What was told of was none. */
    WITHDRAWN,
    /** A clock runs out soon. */
    WARNING,
    /** A clock has run out; the next on duty is told. */
    ESCALATION,
    /** A task for a unit, or its copy for the inspectorate. */
    TASK
  }

  /** What became of it. */
  public enum Status {
    /** To be sent. */
    PENDING,
    /** The channel took it. */
    DELIVERED,
    /** The channel will never take it as things are configured. */
    REFUSED,
    /** A newer one says more. */
    REPLACED
  }

  boolean isPending() {
    return status == Status.PENDING;
  }

  /** The same after something became of it. */
  public Delivery with(
      Status newStatus, Instant newFrom, int newTries, Instant now, String newRemark) {
    return new Delivery(
        id, kind, channel, to, about, level, newStatus, newFrom, newTries, now, newRemark);
  }
}
