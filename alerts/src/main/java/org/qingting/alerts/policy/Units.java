package org.qingting.alerts.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The units that can mend the cause of an alert, and the inspectorate (督察), which gets a copy of
 * every complaint about one of them.
 *
 * @param units with different ids
 */
public record Units(List<Unit> units) {
  /** None. */
  public static final Units NONE = new Units(List.of());

  /**
   * Checks the ids.
   *
   * @throws IllegalArgumentException when two have the same, or there are two inspectorates
   */
  public Units {
    units = List.copyOf(units);
    Set<String> ids = new TreeSet<>();
    for (Unit unit : units) {
      if (!ids.add(unit.id())) {
        throw new IllegalArgumentException("two units have the id '" + unit.id() + "'");
      }
    }
    if (units.stream().filter(unit -> unit.kind() == Kind.INSPECTORATE).count() > 1) {
      throw new IllegalArgumentException("there can be one inspectorate only");
    }
  }

  /** What a unit is. */
  public enum Kind {
    /** 派出所. */
    STATION,
    /** 大队, 支队. */
    BRIGADE,
    /** 机关科室. */
    OFFICE,
    /** 督察. */
    INSPECTORATE
  }

  /**
   * A unit.
   *
   * @param id lower-case letters, digits, {@code -}
   * @param name for people
   * @param places it answers for; none for all
   * @param themes it answers for; none for all
   * @param contacts ids of those who get its tasks
   */
  public record Unit(
      String id,
      String name,
      Kind kind,
      List<String> places,
      List<String> themes,
      List<String> contacts) {
    public Unit {
      if (id == null || !id.matches("[a-z0-9][a-z0-9-]{0,39}")) {
        throw new IllegalArgumentException(
            "a unit's id has 1 to 40 lower-case letters, digits and dashes");
      }
      name = name == null || name.isBlank() ? id : name.strip();
      kind = kind == null ? Kind.STATION : kind;
      places = places == null ? List.of() : List.copyOf(places);
      themes = themes == null ? List.of() : List.copyOf(themes);
      contacts = contacts == null ? List.of() : List.copyOf(contacts);
    }

    /** The same unit with other names of places. */
    public Unit withPlaces(List<String> names) {
      return new Unit(id, name, kind, names, themes, contacts);
    }
  }

  /** The unit of that id. */
  public Optional<Unit> unit(String id) {
    return units.stream().filter(each -> each.id().equals(id)).findFirst();
  }

  /** The inspectorate, if the office named one. */
  public Optional<Unit> inspectorate() {
    return units.stream().filter(each -> each.kind() == Kind.INSPECTORATE).findFirst();
  }

  /** Units that name the theme or the place of an alert, those that name both first. */
  public List<Unit> responsible(String theme, String place) {
    return units.stream()
        .filter(unit -> unit.kind() != Kind.INSPECTORATE && score(unit, theme, place) > 0)
        .sorted((a, b) -> Integer.compare(score(b, theme, place), score(a, theme, place)))
        .toList();
  }

  private static int score(Unit unit, String theme, String place) {
    boolean otherPlace = !unit.places().isEmpty() && !unit.places().contains(place);
    boolean otherTheme = !unit.themes().isEmpty() && !unit.themes().contains(theme);
    if (otherPlace || otherTheme) {
      return 0;
    }
    return (unit.places().isEmpty() ? 0 : 2) + (unit.themes().isEmpty() ? 0 : 1);
  }
}
