package org.qingting.alerts.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * A member of the office as kept.
 *
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
    int failures,
    Instant lastFailure) {
  private static final int FREE_TRIES = 5;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

  Person person() {
    return new Person(id, name, roles);
  }

  /** When the next try is looked at; an account is never locked for good. */
  Instant nextTry() {
    if (failures < FREE_TRIES || lastFailure == null) {
      return Instant.EPOCH;
    }
    Duration wait = Duration.ofSeconds(1L << Math.min(20, failures - FREE_TRIES + 2));
    return lastFailure.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
  }

  Account failed(Instant now) {
    return new Account(id, name, roles, password, disabled, since, failures + 1, now);
  }

  Account cleared() {
    return new Account(id, name, roles, password, disabled, since, 0, null);
  }

  Account with(Set<Role> newRoles) {
    return new Account(id, name, newRoles, password, disabled, since, failures, lastFailure);
  }

  Account with(Password newPassword) {
    return new Account(id, name, roles, newPassword, disabled, since, 0, null);
  }

  Account with(boolean nowDisabled) {
    return new Account(id, name, roles, password, nowDisabled, since, 0, null);
  }
}
