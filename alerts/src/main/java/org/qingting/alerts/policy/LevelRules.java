package org.qingting.alerts.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;

/**
 * How grave an alert is, by written rules: the first that holds decides; where none does it is
 * ordinary (一般).
 *
 * @param rules in the order in which they are asked
 */
public record LevelRules(List<Rule> rules) {
  /** The name of what decides where no rule does. */
  private static final String OTHERWISE = "其他情形";

  public LevelRules {
    rules = List.copyOf(rules);
  }

  /**
   * One rule.
   *
   * @param level what it proposes
   * @param name what the office calls it
   * @param when all of it must hold
   */
  public record Rule(Level level, String name, When when) {
    public Rule {
      if (level == null || name == null || name.isBlank() || when == null) {
        throw new IllegalArgumentException("a rule needs level, name and when");
      }
    }
  }

  /**
   * Conditions; what is left out always holds.
   *
   * @param themes one of these themes
   * @param places one of these places
   * @param claims one of these kinds of grave claims: death, gunfire, custody, minor
   * @param where one of local, elsewhere, undecided
   * @param observed at least so many critical posts
   * @param people at least so many distinct people
   * @param sources at least so many sources
   * @param reposts at least so many reposts
   * @param times at least so many times what the past explains
   */
  public record When(
      Set<String> themes,
      Set<String> places,
      Set<String> claims,
      Set<Jurisdiction.Verdict> where,
      Long observed,
      Long people,
      Long sources,
      Long reposts,
      Double times) {

    private static final Set<String> CLAIMS = Set.of("death", "gunfire", "custody", "minor");

    public When {
      themes = themes == null ? Set.of() : Set.copyOf(themes);
      places = places == null ? Set.of() : Set.copyOf(places);
      claims = claims == null ? Set.of() : Set.copyOf(claims);
      where = where == null ? Set.of() : Set.copyOf(where);
      if (!CLAIMS.containsAll(claims)) {
        throw new IllegalArgumentException("claims are death, gunfire, custody and minor");
      }
      // At least 0 always holds: whoever writes it means something else.
      for (Long least : new Long[] {observed, people, sources, reposts}) {
        if (least != null && least < 1) {
          throw new IllegalArgumentException(
              "observed, people, sources and reposts are at least 1; leave out what does not"
                  + " matter");
        }
      }
      if (times != null && !(times > 0 && times < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException("times is a number above 0, such as 5");
      }
    }

    /** The same conditions with other names of places. */
    public When withPlaces(Set<String> names) {
      return new When(themes, names, claims, where, observed, people, sources, reposts, times);
    }

    /** Whether there is none, so that it holds for every alert. */
    public boolean isAlways() {
      return themes.isEmpty()
          && places.isEmpty()
          && claims.isEmpty()
          && where.isEmpty()
          && observed == null
          && people == null
          && sources == null
          && reposts == null
          && times == null;
    }

    boolean holds(Gravity gravity) {
      return (themes.isEmpty() || themes.contains(gravity.theme()))
          && (places.isEmpty() || places.contains(gravity.place()))
          && (claims.isEmpty() || claims.stream().anyMatch(gravity.claims()::contains))
          && (where.isEmpty() || where.contains(gravity.where()))
          && atLeast(observed, gravity.observed())
          && atLeast(people, gravity.people())
          && atLeast(sources, gravity.sources())
          && atLeast(reposts, gravity.reposts())
          && (times == null || gravity.observed() >= times * Math.max(gravity.expected(), 0.1));
    }

    private static boolean atLeast(Long least, long found) {
      return least == null || found >= least;
    }
  }

  /** A level, and the rule that decided. */
  public record Proposal(Level level, String rule) {}

  /** How grave the rules hold an alert to be. */
  public Proposal propose(Gravity gravity) {
    return rules.stream()
        .filter(rule -> rule.when().holds(gravity))
        .findFirst()
        .map(rule -> new Proposal(rule.level(), rule.name()))
        .orElse(new Proposal(Level.ORDINARY, OTHERWISE));
  }

  /** The rules that come with the product, from {@code levels.json} beside this class. */
  static LevelRules standard() {
    ObjectMapper json =
        JsonMapper.builder()
            .enable(JsonParser.Feature.ALLOW_COMMENTS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    try (InputStream in = LevelRules.class.getResourceAsStream("levels.json")) {
      return new LevelRules(json.readValue(in, new TypeReference<List<Rule>>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException("the resource levels.json cannot be read", e);
    }
  }
}
