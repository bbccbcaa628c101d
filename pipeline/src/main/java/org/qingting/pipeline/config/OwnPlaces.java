package org.qingting.pipeline.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * 辖区: the names of an office's own places, as configured under {@code jurisdiction}.
 *
 * @param towns 乡镇
 * @param streets 街道, 社区
 * @param stations 派出所 and other units
 * @param estates 小区
 * @param roads 道路
 * @param aliases other names, with the one that they stand for
 */
public record OwnPlaces(
    List<String> towns,
    List<String> streets,
    List<String> stations,
    List<String> estates,
    List<String> roads,
    Map<String, String> aliases) {

  /** None. */
  static final OwnPlaces NONE = new OwnPlaces(null, null, null, null, null, null);

  public OwnPlaces {
    towns = towns == null ? List.of() : List.copyOf(towns);
    streets = streets == null ? List.of() : List.copyOf(streets);
    stations = stations == null ? List.of() : List.copyOf(stations);
    estates = estates == null ? List.of() : List.copyOf(estates);
    roads = roads == null ? List.of() : List.copyOf(roads);
    aliases = aliases == null ? Map.of() : Map.copyOf(aliases);
    aliases.forEach(OwnPlaces::check);
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      if (aliases.containsKey(alias.getValue())) {
        throw new RefusedValue(
            "'"
                + alias.getKey()
                + "' stands for '"
                + alias.getValue()
                + "', which is an alias itself: write the name that it stands for",
            "aliases",
            alias.getKey());
      }
    }
  }

  private static void check(String alias, String name) {
    if (alias.contains("=") || name.contains("=") || alias.isBlank() || name.isBlank()) {
      throw new RefusedValue("aliases are written 别名: 正名", "aliases", alias);
    }
  }

  /** In the form in which the analyser takes them: {@code 云溪镇} or {@code 云溪镇=云溪}. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (List<String> some : List.of(towns, streets, stations, estates, roads)) {
      names.addAll(some);
    }
    new TreeMap<>(aliases).forEach((alias, name) -> names.add(name + "=" + alias));
    return names;
  }
}
