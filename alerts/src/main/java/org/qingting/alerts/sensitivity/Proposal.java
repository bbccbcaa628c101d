package org.qingting.alerts.sensitivity;

import java.time.Instant;
import org.qingting.alerts.staff.Person;
import org.qingting.model.Series;

/**
 * That a series shall be less sensitive for a while.
 *
 * @param id unique
 * @param series which
 * @param factor how many times larger a wave must be before it is an alert
 * @param days how long
 * @param reason the false alarm, in words
 * @param by log-in name of who proposes it
 * @param byName name on screens
 * @param confirmedBy log-in name of the second person; {@code ""} before
 * @param confirmedName name on screens
 * @param from since when it holds; null before it is confirmed
 * @param until when it ends; null before it is confirmed
 * @param withdrawn whether it was taken back
 * @param withdrawnBy log-in name of who took it back; {@code ""} before
 * @param withdrawnName name on screens
 * @param withdrawnAt null before
 * @param logged whether the job was told of its present state
 */
public record Proposal(
    String id,
    Series series,
    double factor,
    int days,
    String reason,
    String by,
    String byName,
    Instant at,
    String confirmedBy,
    String confirmedName,
    Instant from,
    Instant until,
    boolean withdrawn,
    String withdrawnBy,
    String withdrawnName,
    Instant withdrawnAt,
    boolean logged) {
  public Proposal {
    withdrawnBy = withdrawnBy == null ? "" : withdrawnBy;
    withdrawnName = withdrawnName == null ? "" : withdrawnName;
  }

  /** Whether it holds at a time. */
  public boolean isActive(Instant now) {
    return until != null && !withdrawn && now.isBefore(until);
  }

  /** Whether it waits for a second person. */
  public boolean isWaiting() {
    return until == null && !withdrawn;
  }

  Proposal confirmed(Person person, Instant now) {
    return new Proposal(
        id,
        series,
        factor,
        days,
        reason,
        by,
        byName,
        at,
        person.id(),
        person.name(),
        now,
        now.plusSeconds(86_400L * days),
        false,
        "",
        "",
        null,
        false);
  }

  Proposal takenBack(Person person, Instant now) {
    return new Proposal(
        id,
        series,
        factor,
        days,
        reason,
        by,
        byName,
        at,
        confirmedBy,
        confirmedName,
        from,
        until,
        true,
        person.id(),
        person.name(),
        now,
        until == null);
  }

  Proposal told() {
    return new Proposal(
        id,
        series,
        factor,
        days,
        reason,
        by,
        byName,
        at,
        confirmedBy,
        confirmedName,
        from,
        until,
        withdrawn,
        withdrawnBy,
        withdrawnName,
        withdrawnAt,
        true);
  }
}
