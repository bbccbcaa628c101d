package org.qingting.pipeline.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qingting.alerts.policy.ClockRules;
import org.qingting.alerts.policy.DeskPolicy;
import org.qingting.alerts.policy.DutyRota;
import org.qingting.alerts.policy.Jurisdiction;
import org.qingting.alerts.policy.Level;
import org.qingting.alerts.policy.LevelRules;
import org.qingting.alerts.policy.QuietHours;
import org.qingting.alerts.policy.Routing;
import org.qingting.alerts.policy.Units;
import org.qingting.alerts.policy.ZeroReport;
import org.qingting.nlp.TextAnalyzer;

/**
 * How the office works, as configured under {@code desk}; see {@code docs/desk-rules.md}.
 *
 * @param people how members of the office are reached
 * @param shifts who is on duty when
 * @param fallback who is told when nobody is
 * @param quietHours when only the two top levels are told
 * @param clocks how fast each level must be answered
 * @param levels how grave an alert is; instead of the rules that come with the product
 * @param routes which channels are told of what
 * @param units who mends causes
 * @param zeroReport time of day such as {@code 08:00}, or {@code off}
 * @param zone of all times of day
 */
public record DeskRules(
    List<DutyRota.Contact> people,
    List<DutyRota.Shift> shifts,
    List<String> fallback,
    Hours quietHours,
    Clocks clocks,
    List<LevelRules.Rule> levels,
    List<Routing.Route> routes,
    List<Units.Unit> units,
    String zeroReport,
    ZoneId zone) {

  private static final String OFF = "off";

  /** Nothing configured. */
  static final DeskRules DEFAULT =
      new DeskRules(null, null, null, null, null, null, null, null, null, null);

  /** From a time of day to another. */
  public record Hours(LocalTime from, LocalTime until) {
    public Hours {
      if (from == null || until == null) {
        throw new IllegalArgumentException("quietHours need from and until, such as 22:00");
      }
      if (from.equals(until)) {
        throw new IllegalArgumentException(
            "quietHours end when they begin: leave them out for none");
      }
    }
  }

  /** The times of one level; what is left out is as it comes. */
  public record Clock(
      Duration acknowledge, Duration answer, Duration conference, Duration warnBefore) {
    private ClockRules.Clock over(ClockRules.Clock base) {
      return new ClockRules.Clock(
          acknowledge == null ? base.acknowledge() : acknowledge,
          answer == null ? base.answer() : answer,
          conference == null ? base.conference() : conference,
          warnBefore == null ? base.warnBefore() : warnBefore);
    }
  }

  /** The times of all levels. */
  public record Clocks(Clock extreme, Clock major, Clock large, Clock ordinary) {
    @JsonCreator
    public Clocks {
      // Fails with what cannot be.
      rules(extreme, major, large, ordinary);
    }

    private ClockRules rules() {
      return rules(extreme, major, large, ordinary);
    }

    private static ClockRules rules(Clock extreme, Clock major, Clock large, Clock ordinary) {
      return new ClockRules(
          Map.of(
              Level.EXTREME, over(extreme, Level.EXTREME),
              Level.MAJOR, over(major, Level.MAJOR),
              Level.LARGE, over(large, Level.LARGE),
              Level.ORDINARY, over(ordinary, Level.ORDINARY)));
    }

    private static ClockRules.Clock over(Clock clock, Level level) {
      ClockRules.Clock base = ClockRules.DEFAULT.of(level);
      try {
        return clock == null ? base : clock.over(base);
      } catch (IllegalArgumentException e) {
        throw new RefusedValue(e.getMessage(), level.id());
      }
    }
  }

  public DeskRules {
    people = people == null ? List.of() : List.copyOf(people);
    shifts = shifts == null ? List.of() : List.copyOf(shifts);
    fallback = fallback == null ? List.of() : List.copyOf(fallback);
    clocks = clocks == null ? new Clocks(null, null, null, null) : clocks;
    levels = levels == null ? DeskPolicy.DEFAULT.levels().rules() : List.copyOf(levels);
    routes = routes == null ? List.of() : List.copyOf(routes);
    units = units == null ? List.of() : List.copyOf(units);
    zeroReport = zeroReport == null ? "08:00" : zeroReport;
    zone = zone == null ? ZoneId.of("Asia/Shanghai") : zone;
    named(people, shifts, fallback, units);
    levels(levels);
    time(zeroReport);
  }

  /** Who is named must be among the people, and no id may be given twice. */
  private static void named(
      List<DutyRota.Contact> people,
      List<DutyRota.Shift> shifts,
      List<String> fallback,
      List<Units.Unit> units) {
    Set<String> known = new HashSet<>();
    for (int i = 0; i < people.size(); i++) {
      if (!known.add(people.get(i).id())) {
        throw new RefusedValue(
            "two people have the id '" + people.get(i).id() + "'", "people", i, "id");
      }
    }
    for (int i = 0; i < shifts.size(); i++) {
      among(known, shifts.get(i).people(), "shifts", i, "people");
    }
    among(known, fallback, "fallback");
    Set<String> ids = new HashSet<>();
    boolean inspectorate = false;
    for (int i = 0; i < units.size(); i++) {
      Units.Unit unit = units.get(i);
      if (!ids.add(unit.id())) {
        throw new RefusedValue("two units have the id '" + unit.id() + "'", "units", i, "id");
      }
      if (inspectorate && unit.kind() == Units.Kind.INSPECTORATE) {
        throw new RefusedValue(
            "there can be one inspectorate only: give this unit another kind", "units", i, "kind");
      }
      inspectorate |= unit.kind() == Units.Kind.INSPECTORATE;
      among(known, unit.contacts(), "units", i, "contacts");
    }
  }

  private static void among(Set<String> known, List<String> ids, Object... path) {
    for (String id : ids) {
      if (!known.contains(id)) {
        throw new RefusedValue(
            "'" + id + "' is not among the people: add an entry with this id under desk.people",
            path);
      }
    }
  }

  private static void levels(List<LevelRules.Rule> levels) {
    if (levels.isEmpty()) {
      throw new RefusedValue(
          "there is no rule: leave levels out for those that come with the product", "levels");
    }
    for (int i = 0; i + 1 < levels.size(); i++) {
      if (levels.get(i).when().isAlways()) {
        throw new RefusedValue(
            "'"
                + levels.get(i).name()
                + "' always holds, so that no later rule is asked: move it"
                + " to the end or give it conditions",
            "levels",
            i);
      }
    }
  }

  /**
   * Checks that every rule can apply: its channels, themes and places exist.
   *
   * @param channels names of the channels that there are
   * @param places the proper name of a place; empty for what no post can name
   * @throws IllegalArgumentException naming what there is not
   */
  void check(Set<String> channels, Function<String, Optional<String>> places) {
    for (int i = 0; i < routes.size(); i++) {
      Routing.Route route = routes.get(i);
      for (String channel : route.channels()) {
        if (!channels.contains(channel)) {
          throw new RefusedValue(
              "there is no channel '"
                  + channel
                  + "'; "
                  + (channels.isEmpty()
                      ? "configure it under channels"
                      : "the channels are " + String.join(", ", new TreeSet<>(channels))),
              "desk",
              "routes",
              i,
              "channels");
        }
      }
      themes(route.themes(), "routes", i);
      places(route.places(), places, "routes", i);
    }
    for (int i = 0; i < levels.size(); i++) {
      themes(levels.get(i).when().themes(), "levels", i, "when");
      places(levels.get(i).when().places(), places, "levels", i, "when");
    }
    for (int i = 0; i < units.size(); i++) {
      themes(units.get(i).themes(), "units", i);
      places(units.get(i).places(), places, "units", i);
    }
  }

  private static void themes(Collection<String> themes, Object... path) {
    for (String theme : themes) {
      if (!TextAnalyzer.themes().contains(theme)) {
        throw new RefusedValue(
            "there is no theme '"
                + theme
                + "'; the themes are "
                + String.join(", ", TextAnalyzer.themes()),
            below(path, "themes"));
      }
    }
  }

  private static void places(
      Collection<String> places, Function<String, Optional<String>> names, Object... path) {
    for (String place : places) {
      if (names.apply(place).isEmpty()) {
        throw new RefusedValue(
            "no post can name the place '"
                + place
                + "': write the full name of a county, city or province, or add it to places or"
                + " jurisdiction",
            below(path, "places"));
      }
    }
  }

  private static Object[] below(Object[] path, String key) {
    return Stream.of(Stream.of("desk"), Arrays.stream(path), Stream.of(key))
        .flatMap(each -> each)
        .toArray();
  }

  /** All rules of the office. */
  DeskPolicy policy(Jurisdiction jurisdiction) {
    return new DeskPolicy(
        new LevelRules(
            levels.stream()
                .map(
                    rule ->
                        new LevelRules.Rule(
                            rule.level(),
                            rule.name(),
                            rule.when().withPlaces(proper(rule.when().places(), jurisdiction))))
                .toList()),
        clocks.rules(),
        new DutyRota(people, shifts, fallback, zone),
        quietHours == null
            ? QuietHours.NONE
            : new QuietHours(quietHours.from(), quietHours.until(), zone),
        new Routing(
            routes.stream()
                .map(route -> route.withPlaces(proper(route.places(), jurisdiction)))
                .toList()),
        new Units(
            units.stream()
                .map(unit -> unit.withPlaces(List.copyOf(proper(unit.places(), jurisdiction))))
                .toList()),
        jurisdiction,
        new ZeroReport(time(zeroReport), zone, !zeroReport.equals(OFF)));
  }

  /** Alerts have places by their proper names, whatever the office wrote. */
  private static Set<String> proper(Collection<String> places, Jurisdiction jurisdiction) {
    return places.stream()
        .map(jurisdiction::canonical)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static LocalTime time(String zeroReport) {
    if (zeroReport.equals(OFF)) {
      return LocalTime.of(8, 0);
    }
    try {
      return LocalTime.parse(zeroReport);
    } catch (DateTimeParseException e) {
      throw new RefusedValue(
          "zeroReport must be a time of day such as 08:00, or off", "zeroReport");
    }
  }
}
