package org.qingting.dashboards;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qingting.model.Channel;
import org.qingting.model.Tone;
import org.qingting.search.OpinionQuery;

/** Reads the parameters of one request; every complaint says what would be right. */
final class Parameters {
  /** Those that choose posts, accepted wherever posts are counted or listed. */
  static final Set<String> FILTERS =
      Set.of(
          "q",
          "tone",
          "theme",
          "place",
          "source",
          "channel",
          "incident",
          "from",
          "until",
          "last",
          "police",
          "reposts");

  private static final int MAX_TEXT = 500;
  private static final int MAX_VALUE = 200;
  private static final int MAX_VALUES = 50;
  private static final Pattern SPAN = Pattern.compile("([1-9]\\d{0,3})([hd])");

  private final Map<String, List<String>> given;
  private final Clock clock;

  /**
   * Takes what a request asked for.
   *
   * @param given values by name, decoded
   * @param clock now, and the zone of bare dates
   * @param accepted names beside the filters
   * @param filters whether the filters are accepted too
   */
  Parameters(Map<String, List<String>> given, Clock clock, Set<String> accepted, boolean filters) {
    this.given = given;
    this.clock = clock;
    Set<String> known = new TreeSet<>(accepted);
    if (filters) {
      known.addAll(FILTERS);
    }
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new BadParameterException(
            known.isEmpty()
                ? "no parameter is taken here"
                : "a parameter is not known here: use " + String.join(", ", known));
      }
    }
  }

  /** What the filters ask for. */
  OpinionQuery query() {
    String text = one("q", "");
    if (text.length() > MAX_TEXT) {
      throw new BadParameterException("q is too long: use at most " + MAX_TEXT + " characters");
    }
    Instant from = time("from");
    Instant until = time("until");
    String last = one("last", "");
    if (!last.isEmpty()) {
      if (from != null || until != null) {
        throw new BadParameterException("use either last, or from and until");
      }
      from = clock.instant().minus(span("last", last));
    }
    if (from != null && until != null && !from.isBefore(until)) {
      throw new BadParameterException("from must be earlier than until");
    }
    Set<Tone> tones = new LinkedHashSet<>();
    Set<Channel> channels = new LinkedHashSet<>();
    try {
      many("tone").forEach(id -> tones.add(Tone.of(id)));
      many("channel").forEach(id -> channels.add(Channel.of(id)));
    } catch (IllegalArgumentException e) {
      throw new BadParameterException(
          "a tone is negative, neutral or positive;"
              + " a channel is online, calls, letters or delegates");
    }
    return new OpinionQuery(
        text,
        from,
        until,
        tones,
        many("theme"),
        many("place"),
        many("source"),
        channels,
        many("incident"),
        flag("police"),
        flag("reposts"));
  }

  /** One value; the given one where it is absent or empty. */
  String one(String name, String absent) {
    List<String> values = given.getOrDefault(name, List.of());
    if (values.size() > 1) {
      throw new BadParameterException(name + " is given more than once: give it once");
    }
    return values.isEmpty() || values.get(0).isEmpty() ? absent : values.get(0);
  }

  /** A whole number within bounds. */
  int number(String name, int min, int max, int absent) {
    String value = one(name, "");
    if (value.isEmpty()) {
      return absent;
    }
    if (value.matches("\\d{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    }
    throw new BadParameterException(name + " must be a whole number from " + min + " to " + max);
  }

  /** True or false; false where absent. */
  boolean flag(String name) {
    return switch (one(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadParameterException(name + " must be true or false");
    };
  }

  /** The length of a bucket; null for one that suits the span. */
  Duration bucket() {
    return switch (one("bucket", "hour")) {
      case "auto" -> null;
      case "hour" -> Duration.ofHours(1);
      case "day" -> Duration.ofDays(1);
      default -> span("bucket", one("bucket", ""));
    };
  }

  /** Values separated by commas or given again and again. */
  private Set<String> many(String name) {
    Set<String> all = new LinkedHashSet<>();
    for (String value : given.getOrDefault(name, List.of())) {
      for (String part : new ArrayList<>(List.of(value.split(",", -1)))) {
        if (part.length() > MAX_VALUE) {
          throw new BadParameterException(
              name + " is too long: use at most " + MAX_VALUE + " characters each");
        }
        if (!part.isBlank()) {
          all.add(part.strip());
        }
      }
    }
    if (all.size() > MAX_VALUES) {
      throw new BadParameterException(name + " takes at most " + MAX_VALUES + " values");
    }
    return all;
  }

  private Instant time(String name) {
    String value = one(name, "");
    if (value.isEmpty()) {
      return null;
    }
    try {
      if (value.length() == 10) {
        return LocalDate.parse(value).atStartOfDay(clock.getZone()).toInstant();
      }
      return OffsetDateTime.parse(value).toInstant();
    } catch (DateTimeException e) {
      throw new BadParameterException(
          name
              + " is not a time: write 2026-11-01, or 2026-11-01T08:00:00Z, or with an offset such"
              + " as %2B08:00 behind it");
    }
  }

  private static Duration span(String name, String value) {
    Matcher matcher = SPAN.matcher(value);
    if (!matcher.matches()) {
      throw new BadParameterException(name + " must be hours or days, such as 24h or 7d");
    }
    int number = Integer.parseInt(matcher.group(1));
    return matcher.group(2).equals("h") ? Duration.ofHours(number) : Duration.ofDays(number);
  }
}
