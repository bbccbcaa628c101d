package org.qingting.acceptance.cluster;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
   * The same with incidents by what was counted alone. The post that comes first names an incident,
   * and posts that several tasks pass on come in no fixed order.
   */
  static List<String> withoutNamesOfIncidents(Map<String, List<Stated>> all) {
    return all.entrySet().stream()
        .flatMap(each -> each.getValue().stream().map(stated -> told(each.getKey(), stated)))
        .sorted()
        .toList();
  }

  private static String told(String series, Stated stated) {
    String incidents = Series.Kind.INCIDENT.name().toLowerCase(Locale.ROOT);
    return series.startsWith(incidents + ":")
        ? incidents
            + " "
            + new Stated("", stated.onset, stated.phase, stated.observed, stated.people)
        : series + " " + stated;
  }
}
