package org.qingting.alerts.staff;

import java.util.Set;

/**
 * A member of the office, never of the public.
 *
 * @param id the log-in name: 2 to 32 lower-case letters, digits, {@code _ . -}; it stands in
 *     histories and on the duty rota
 * @param name the name on screens, such as 张敏
 * @param roles what the person may do
 */
public record Person(String id, String name, Set<Role> roles) {
  /** What the program does by itself. */
  public static final Person SYSTEM = new Person("system", "系统", Set.of());

  public Person {
    roles = Set.copyOf(roles);
  }

  /** Whether the person has one of these roles. */
  public boolean is(Role... any) {
    for (Role role : any) {
      if (roles.contains(role)) {
        return true;
      }
    }
    return false;
  }
}
