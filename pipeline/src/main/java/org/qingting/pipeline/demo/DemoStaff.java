package org.qingting.pipeline.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.qingting.alerts.staff.Person;
import org.qingting.alerts.staff.Role;
import org.qingting.alerts.staff.Staff;

/** The sample office's people, invented, with one password that is made anew at each start. */
public final class DemoStaff {
  private static final String LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";
  private static final List<Person> PEOPLE =
      List.of(
          new Person("zhiban", "值班员（示例）", Set.of(Role.OFFICER)),
          new Person("fazhi", "法制员（示例）", Set.of(Role.LEGAL)),
          new Person("lingdao", "局领导（示例）", Set.of(Role.CHIEF)));

  private DemoStaff() {}

  /**
   * Adds them.
   *
   * @return their password
   */
  public static String add(Staff staff, Instant now) throws IOException {
    SecureRandom random = new SecureRandom();
    StringBuilder password = new StringBuilder();
    while (password.chars().distinct().count() < 8 || password.length() < 12) {
      password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    for (Person person : PEOPLE) {
      staff.add(person, password.toString().toCharArray(), now);
    }
    return password.toString();
  }
}
