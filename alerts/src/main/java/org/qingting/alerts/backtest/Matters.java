package org.qingting.alerts.backtest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.qingting.model.Series;

/**
 * Which alerts belong together: those whose times overlap, and of which one series holds the other
 * (all of a theme, a place), or which were raised over some of the same posts.
 *
 * @param matters the matter of each alert, from 1 in the order in which they were told
 * @param count how many there are
 */
record Matters(List<Integer> matters, int count) {

  static Matters of(List<Told> told) {
    Groups groups = new Groups(told.size());
    for (int i = 0; i < told.size(); i++) {
      for (int j = 0; j < i; j++) {
        Told one = told.get(i);
        Told other = told.get(j);
        if (groups.of(i) != groups.of(j)
            && one.overlaps(other)
            && (holds(one.series(), other.series())
                || holds(other.series(), one.series())
                || one.sharesPosts(other))) {
          groups.join(i, j);
        }
      }
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    List<Integer> matters =
        IntStream.range(0, told.size())
            .mapToObj(i -> numbers.computeIfAbsent(groups.of(i), root -> numbers.size() + 1))
            .toList();
    return new Matters(matters, numbers.size());
  }

  int matter(int index) {
    return matters.get(index);
  }

  private static boolean holds(Series wide, Series narrow) {
    return switch (wide.kind()) {
      case OVERALL -> true;
      case THEME -> narrow.equals(wide) || narrow.name().startsWith(wide.name() + "@");
      case PLACE -> narrow.equals(wide) || narrow.name().endsWith("@" + wide.name());
      case THEME_PLACE, INCIDENT -> narrow.equals(wide);
    };
  }
}
