package org.qingting.acceptance.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.DeskStore;
import org.qingting.alerts.desk.Episode;
import org.qingting.model.Alert;
import org.qingting.model.Series;

/** What a desk was told about an episode, without what depends on when it was told. */
record Stated(String id, Instant onset, Alert.Phase phase, long observed, long people) {

  /** All that a desk holds, by series; its store is closed. */
  static Map<String, List<Stated>> at(DeskStore store) throws IOException {
    try (AlertDesk desk = new AlertDesk(store)) {
      return desk.alerts(1000, true).stream()
          .map(Episode::latest)
          .collect(
              Collectors.groupingBy(
                  alert -> alert.series().id(),
                  TreeMap::new,
                  Collectors.mapping(Stated::of, Collectors.toList())));
    }
  }

  private static Stated of(Alert alert) {
    return new Stated(alert.id(), alert.onset(), alert.phase(), alert.observed(), alert.people());
  }

  /**
   * Whether it is an incident's. Which post comes first at a place names the incident, and posts
   * that several tasks pass on come in no fixed order.
   */
  static boolean ofIncident(String series) {
    return series.startsWith(new Series(Series.Kind.INCIDENT, "x").id().replace("x", ""));
  }

  static Set<String> incidents(Map<String, List<Stated>> all) {
    return all.keySet().stream().filter(Stated::ofIncident).collect(Collectors.toSet());
  }
}
