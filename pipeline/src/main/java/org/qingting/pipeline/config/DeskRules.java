package org.qingting.pipeline.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

/**
 * How the office works, as configured under {@code desk}; see {@code docs/desk.md}.
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

  /** Nothing configured. */
  static final DeskRules DEFAULT =
      new DeskRules(null, null, null, null, null, null, null, null, null, null);

  /** From a time of day to another. */
  public record Hours(LocalTime from, LocalTime until) {
    public Hours {
      if (from == null || until == null) {
        throw new IllegalArgumentException("quietHours need from and until, such as 22:00");
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
      return clock == null ? base : clock.over(base);
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
    DutyRota rota = new DutyRota(people, shifts, fallback, zone);
    new Units(units);
    time(zeroReport);
    for (Units.Unit unit : units) {
      for (String contact : unit.contacts()) {
        if (rota.contact(contact).isEmpty()) {
          throw new IllegalArgumentException(
              "unit '" + unit.id() + "' names '" + contact + "', who is not among the people");
        }
      }
    }
  }

  /**
   * Checks that routes lead somewhere.
   *
   * @throws IllegalArgumentException naming the channel that there is not
   */
  void check(List<String> channels) {
    for (Routing.Route route : routes) {
      for (String channel : route.channels()) {
        if (!channels.contains(channel)) {
          throw new IllegalArgumentException(
              "a route leads to the channel '" + channel + "', which is not among the channels");
        }
      }
    }
  }

  /** All rules of the office. */
  DeskPolicy policy(Jurisdiction jurisdiction) {
    return new DeskPolicy(
        new LevelRules(levels),
        clocks.rules(),
        new DutyRota(people, shifts, fallback, zone),
        quietHours == null
            ? QuietHours.NONE
            : new QuietHours(quietHours.from(), quietHours.until(), zone),
        new Routing(routes),
        new Units(units),
        jurisdiction,
        new ZeroReport(time(zeroReport), zone, !zeroReport.equals("off")));
  }

  private static LocalTime time(String zeroReport) {
    if (Arrays.asList("off", "").contains(zeroReport)) {
      return LocalTime.of(8, 0);
    }
    try {
      return LocalTime.parse(zeroReport);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "zeroReport must be a time of day such as 08:00, or off", e);
    }
  }
}
