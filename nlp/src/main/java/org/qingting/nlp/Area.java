package org.qingting.nlp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.qingting.nlp.text.CleanText;

/**
 * The places that are an office's own: its configured names, and its divisions with all that lies
 * in them. Without either, every place is. Immutable and thread-safe.
 */
final class Area implements Predicate<String> {
  private final Set<String> names = new HashSet<>();
  private final List<String> codes = new ArrayList<>();
  private final Map<String, List<String>> codesOfName = new HashMap<>();

  /**
   * Reads the divisions.
   *
   * @param places the office's own names; {@code 云溪镇=云溪} counts as 云溪镇
   * @param divisions full or short names of counties, cities, provinces
   * @throws IllegalArgumentException naming a division that is unknown
   */
  Area(Collection<String> places, Collection<String> divisions) {
    Map<String, List<String>> known = new HashMap<>();
    for (String[] row : Resources.rows("places.tsv")) {
      codesOfName.computeIfAbsent(row[1], unused -> new ArrayList<>(1)).add(row[0]);
      known.computeIfAbsent(row[1], unused -> new ArrayList<>(1)).add(row[0]);
      if (!row[2].isEmpty()) {
        known.computeIfAbsent(row[2], unused -> new ArrayList<>(1)).add(row[0]);
      }
    }
    for (String place : places) {
      String form = CleanText.of(place);
      int equals = form.indexOf('=');
      String name = (equals < 0 ? form : form.substring(0, equals)).strip();
      names.add(name);
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
  }

  /** Whether a place lies in the area, and where that cannot be told from its name. */
  Belonging of(String place) {
    if (names.contains(place)) {
      return Belonging.OURS;
    }
    List<String> bearers = codesOfName.getOrDefault(place, List.of());
    long ours =
        bearers.stream().filter(inner -> codes.stream().anyMatch(inner::startsWith)).count();
    if (!bearers.isEmpty() && ours == bearers.size()) {
      return Belonging.OURS;
    }
    boolean around =
        bearers.stream().anyMatch(outer -> codes.stream().anyMatch(code -> code.startsWith(outer)));
    return bearers.isEmpty() || ours > 0 || around || names.isEmpty()
        ? Belonging.UNKNOWN
        : Belonging.ELSEWHERE;
  }

  @Override
  public boolean test(String place) {
    if (names.isEmpty() || names.contains(place)) {
      return true;
    }
    for (String inner : codesOfName.getOrDefault(place, List.of())) {
      if (codes.stream().anyMatch(inner::startsWith)) {
        return true;
      }
    }
    return false;
  }
}
