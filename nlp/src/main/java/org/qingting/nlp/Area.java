package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.qingting.nlp.text.CleanText;

/**
 * The places that are an office's own: its configured names, and its divisions with all that lies
 * in them. Without either, every place is. Immutable and thread-safe.
 */
final class Area implements Predicate<String> {
  private static final String SUFFIXES = "省市区县旗镇乡道";

  private final Set<String> names = new HashSet<>();
  private final List<String> codes = new ArrayList<>();
  private final Map<String, List<String>> codesOfName = new HashMap<>();
  private final Map<String, String> nameOfForm = new HashMap<>();
  private final Map<String, String> shortOfName = new HashMap<>();
  private final Set<String> ownShorts = new HashSet<>();

  /**
   * Reads the divisions.
   *
   * @param places the office's own names; {@code 云溪镇=云溪} counts as 云溪镇
   * @param divisions full or short names of counties, cities, provinces
   * @throws IllegalArgumentException naming a division that is unknown
   */
  Area(Collection<String> places, Collection<String> divisions) {
    Map<String, List<String>> known = new HashMap<>();
    List<String[]> rows = Resources.rows("places.tsv");
    for (String[] row : rows) {
      nameOfForm.put(row[1], row[1]);
      codesOfName.computeIfAbsent(row[1], unused -> new ArrayList<>(1)).add(row[0]);
      known.computeIfAbsent(row[1], unused -> new ArrayList<>(1)).add(row[0]);
      if (!row[2].isEmpty()) {
        known.computeIfAbsent(row[2], unused -> new ArrayList<>(1)).add(row[0]);
        shortOfName.put(row[1], row[2]);
      }
    }
    shortOfName.forEach((name, form) -> nameOfForm.putIfAbsent(form, name));
    for (String place : places) {
      String form = CleanText.of(place);
      int equals = form.indexOf('=');
      String name = (equals < 0 ? form : form.substring(0, equals)).strip();
      names.add(name);
      for (String written : form.split("=")) {
        nameOfForm.put(written.strip(), name);
      }
      codes.addAll(codesOfName.getOrDefault(name, List.of()));
    }
    for (String division : divisions) {
      String name = CleanText.of(division).strip();
      List<String> found = known.get(name);
      if (found == null && !names.contains(name)) {
        throw new IllegalArgumentException(
            "area '"
                + division
                + "' is no county, city or province: write its full name, or add it to places");
      }
      names.add(name);
      codes.addAll(found == null ? List.of() : found);
    }
    names.forEach(name -> ownShorts.add(shortOf(name)));
    for (String[] row : rows) {
      if (lies(row[0])) {
        ownShorts.add(shortOf(row[1]));
      }
    }
  }

  /** What people leave of a name: 朝阳 of 朝阳区, also where several bear it. */
  private String shortOf(String name) {
    String form = shortOfName.get(name);
    if (form != null) {
      return form;
    }
    int suffix = name.endsWith("街道") ? 2 : 1;
    return name.length() - suffix >= 2 && SUFFIXES.indexOf(name.charAt(name.length() - 1)) >= 0
        ? name.substring(0, name.length() - suffix)
        : name;
  }

  private boolean lies(String code) {
    return codes.stream().anyMatch(code::startsWith);
  }

  /**
   * The name by which {@link org.qingting.model.Analysis#places} gives a place that somebody wrote:
   * the full one for a short form or an alias; empty where it gives none.
   */
  Optional<String> name(String written) {
    return Optional.ofNullable(nameOfForm.get(CleanText.of(written).strip()));
  }

  /** Whether a place lies in the area, and where that cannot be told from its name. */
  Belonging of(String written) {
    String place = name(written).orElse(written);
    if (names.contains(place)) {
      return Belonging.OURS;
    }
    List<String> bearers = codesOfName.getOrDefault(place, List.of());
    long ours = bearers.stream().filter(this::lies).count();
    if (!bearers.isEmpty() && ours == bearers.size()) {
      return Belonging.OURS;
    }
    boolean around =
        bearers.stream().anyMatch(outer -> codes.stream().anyMatch(code -> code.startsWith(outer)));
    // 朝阳警方 is read as 朝阳市, but may be those of a 朝阳区 that is the office's own. And whoever
    // names no division of its own has not said what is outside.
    boolean alike = ownShorts.contains(shortOfName.getOrDefault(place, ""));
    return bearers.isEmpty() || ours > 0 || around || alike || codes.isEmpty()
        ? Belonging.UNKNOWN
        : Belonging.ELSEWHERE;
  }

  @Override
  public boolean test(String place) {
    if (names.isEmpty() || names.contains(place)) {
      return true;
    }
    for (String inner : codesOfName.getOrDefault(place, List.of())) {
      if (lies(inner)) {
        return true;
      }
    }
    return false;
  }
}
