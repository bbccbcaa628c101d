package org.qingting.alerts.cases;

import org.qingting.alerts.staff.Person;

/**
 * Who did something: a member of the office, as named at the time.
 *
 * @param id log-in name; {@code system} for what the program did by itself
 * @param name on screens
 */
public record By(String id, String name) {
  /** The program itself. */
  public static final By SYSTEM = of(Person.SYSTEM);

  static By of(Person person) {
    return new By(person.id(), person.name());
  }
}
