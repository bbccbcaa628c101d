package org.qingting.alerts.cases;

import java.util.List;
import java.util.Set;

/**
 * The channels that there are.
 *
 * @param all their names
 * @param direct those that reach one person each, such as SMS to whoever is on duty; what goes
 *     there may hold a personal link
 */
public record Ears(List<String> all, Set<String> direct) {
  /** No channel. */
  public static final Ears NONE = new Ears(List.of(), Set.of());

  public Ears {
    all = List.copyOf(all);
    direct = Set.copyOf(direct);
  }
}
