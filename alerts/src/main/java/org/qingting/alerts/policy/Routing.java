package org.qingting.alerts.policy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which channels are told of what: those of all routes that match; where none does, all.
 *
 * @param routes in any order
 */
public record Routing(List<Route> routes) {
  /** Everything goes everywhere. */
  public static final Routing EVERYWHERE = new Routing(List.of());

  public Routing {
    routes = List.copyOf(routes);
  }

  /**
   * One route; what is left out always matches.
   *
   * @param levels one of these
   * @param themes one of these theme ids
   * @param places one of these
   * @param channels names of channels
   */
  public record Route(
      Set<Level> levels, Set<String> themes, Set<String> places, List<String> channels) {
    public Route {
      levels = levels == null ? Set.of() : Set.copyOf(levels);
      themes = themes == null ? Set.of() : Set.copyOf(themes);
      places = places == null ? Set.of() : Set.copyOf(places);
      channels = channels == null ? List.of() : List.copyOf(channels);
      if (channels.isEmpty()) {
        throw new IllegalArgumentException("a route needs channels");
      }
    }

    /** The same route with other names of places. */
    public Route withPlaces(Set<String> names) {
      return new Route(levels, themes, names, channels);
    }

    private boolean matches(Level level, String theme, String place) {
      return (levels.isEmpty() || levels.contains(level))
          && (themes.isEmpty() || themes.contains(theme))
          && (places.isEmpty() || places.contains(place));
    }
  }

  /**
   * The channels that are told, in the order of {@code all}.
   *
   * @param all the channels that there are
   */
  public List<String> channels(Level level, String theme, String place, List<String> all) {
    Set<String> wanted = new TreeSet<>();
    for (Route route : routes) {
      if (route.matches(level, theme, place)) {
        wanted.addAll(route.channels());
      }
    }
    List<String> found = all.stream().filter(wanted::contains).toList();
    // A route to a channel that is gone must not lead nowhere.
    return found.isEmpty() ? List.copyOf(all) : found;
  }
}
