package org.qingting.alerts.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A member of the office as kept.
 *
 * @param since when the member was added
 * @param passwordSince when the password was set; null where only {@code since} is known
 * @param failures failed log-ins in a row
 * @param lastFailure when the last one was; null for never
 */
record Account(
    String id,
    String name,
    Set<Role> roles,
    Password password,
    boolean disabled,
    Instant since,
    Instant passwordSince,
    int failures,
    Instant lastFailure) {
  private static final int FREE_TRIES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  /** Whoever tries an id that nobody has: it is slowed down as any other. */
  static Account stranger(String id, Instant now) {
    return new Account(id, "", Set.of(), Password.NOBODYS, true, now, null, 0, null);
  }

  Person person() {
    return new Person(id, name, roles);
  }

  /** Whether a log-in of then still counts: not for whoever was disabled or has a new password. */
  boolean trusts(Instant loggedIn) {
    return !disabled && !loggedIn.isBefore(passwordSince == null ? since : passwordSince);
  }

  /** When the next try is looked at; an account is never locked for good. */
  Instant nextTry(Instant now) {
    if (failures < FREE_TRIES || lastFailure == null) {
      return Instant.EPOCH;
    }
    if (lastFailure.isAfter(now.plus(LONGEST_WAIT))) {
      // The clock was ahead then: waiting for that time could take years.
      return Instant.EPOCH;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(20, failures - FREE_TRIES + 2));
    return lastFailure.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  Account failed(Instant now) {
    return counted(failures + 1, now);
  }

  Account cleared() {
    return counted(0, null);
  }

  private Account counted(int newFailures, Instant last) {
    return new Account(
        id, name, roles, password, disabled, since, passwordSince, newFailures, last);
  }

  Account with(Set<Role> newRoles) {
    return new Account(
        id, name, newRoles, password, disabled, since, passwordSince, failures, lastFailure);
  }

  Account with(Password newPassword, Instant now) {
    return new Account(id, name, roles, newPassword, disabled, since, now, 0, null);
  }

  /** The same password, hashed as is usual today. */
  Account rehashed(Password samePassword) {
    return new Account(
        id, name, roles, samePassword, disabled, since, passwordSince, failures, lastFailure);
  }

  Account with(boolean nowDisabled) {
    return new Account(id, name, roles, password, nowDisabled, since, passwordSince, 0, null);
  }
}
