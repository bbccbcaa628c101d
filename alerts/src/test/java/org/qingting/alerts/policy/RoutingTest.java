package org.qingting.alerts.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.qingting.alerts.policy.Routing.Route;

class RoutingTest {
  private static final List<String> ALL = List.of("group", "mail", "sms");
  private static final List<String> THEMES = List.of("force", "traffic", "");
  private static final List<String> PLACES = List.of("云溪镇", "河西镇", "");

  @Property
  void oneMoreRoute_addsItsChannels_orNoneWhereItDoesNotMatch(
      @ForAll("routes") List<Route> routes,
      @ForAll("route") Route more,
      @ForAll Level level,
      @ForAll("themes") String theme,
      @ForAll("places") String place) {
    boolean matches =
        (more.levels().isEmpty() || more.levels().contains(level))
            && (more.themes().isEmpty() || more.themes().contains(theme))
            && (more.places().isEmpty() || more.places().contains(place));
    List<String> before = new Routing(routes).channels(level, theme, place, ALL);
    List<Route> longer = new java.util.ArrayList<>(routes);
    longer.add(more);
    List<String> after = new Routing(longer).channels(level, theme, place, ALL);
    assertThat(after).isNotEmpty().isSubsetOf(ALL).isSorted();
    if (!matches) {
      assertThat(after).isEqualTo(before);
    } else if (routes.isEmpty()) {
      assertThat(after).containsExactlyInAnyOrderElementsOf(Set.copyOf(more.channels()));
    } else {
      assertThat(after).containsAll(more.channels());
    }
  }

  @Example
  void allRoutesThatMatch_addUp() {
    Routing routing =
        new Routing(
            List.of(
                new Route(Set.of(Level.EXTREME, Level.MAJOR), null, null, List.of("sms")),
                new Route(null, Set.of("force"), Set.of("云溪镇"), List.of("mail", "sms")),
                new Route(null, Set.of("traffic"), null, List.of("group"))));
    assertThat(routing.channels(Level.MAJOR, "traffic", "", ALL)).containsExactly("group", "sms");
    assertThat(routing.channels(Level.LARGE, "force", "云溪镇", ALL)).containsExactly("mail", "sms");
    assertThat(routing.channels(Level.LARGE, "force", "河西镇", ALL)).isEqualTo(ALL);
  }

  @Example
  void whereNoRouteMatches_orLeadsAnywhere_allAreTold() {
    assertThat(Routing.EVERYWHERE.channels(Level.ORDINARY, "", "", ALL)).isEqualTo(ALL);
    Routing gone = new Routing(List.of(new Route(null, null, null, List.of("closed-down"))));
    assertThat(gone.channels(Level.ORDINARY, "", "", ALL)).isEqualTo(ALL);
    assertThat(gone.channels(Level.ORDINARY, "", "", List.of())).isEmpty();
  }

  @Example
  void aRouteWithoutChannels_isRefused() {
    assertThatThrownBy(() -> new Route(null, null, null, List.of()))
        .hasMessageContaining("needs channels");
  }

  @Provide
  Arbitrary<Route> route() {
    return Combinators.combine(
            Arbitraries.of(Level.class).set().ofMaxSize(2),
            themes().set().ofMaxSize(2),
            places().set().ofMaxSize(2),
            Arbitraries.of(ALL).list().ofMinSize(1).ofMaxSize(2))
        .as(Route::new);
  }

  @Provide
  Arbitrary<List<Route>> routes() {
    return route().list().ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> themes() {
    return Arbitraries.of(THEMES);
  }

  @Provide
  Arbitrary<String> places() {
    return Arbitraries.of(PLACES);
  }
}
