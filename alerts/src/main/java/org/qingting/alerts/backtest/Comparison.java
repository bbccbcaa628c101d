package org.qingting.alerts.backtest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares like with like: how late each sensitivity tells the very episodes that all of them find,
 * matched by series and overlapping time, from the earliest onset that any of them saw.
 */
final class Comparison {
  private final List<List<Double>> delays = new ArrayList<>();

  private Comparison(int sensitivities) {
    for (int i = 0; i < sensitivities; i++) {
      delays.add(new ArrayList<>());
    }
  }

  /** Compares what each sensitivity told; what was withdrawn is no episode. */
  static Comparison of(List<List<Told>> bySensitivity) {
    List<Told> all = new ArrayList<>();
    List<Integer> whose = new ArrayList<>();
    for (int i = 0; i < bySensitivity.size(); i++) {
      for (Told told : bySensitivity.get(i)) {
        if (!told.withdrawn()) {
          all.add(told);
          whose.add(i);
        }
      }
    }
    Groups groups = new Groups(all.size());
    for (int i = 0; i < all.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (all.get(i).series().equals(all.get(j).series()) && all.get(i).overlaps(all.get(j))) {
          groups.join(i, j);
        }
      }
    }
    Comparison comparison = new Comparison(bySensitivity.size());
    for (List<Integer> group : groups.all()) {
      comparison.take(group, all, whose);
    }
    return comparison;
  }

  private void take(List<Integer> group, List<Told> all, List<Integer> whose) {
    Instant onset = null;
    Instant[] raised = new Instant[delays.size()];
    int found = 0;
    for (int index : group) {
      Told told = all.get(index);
      int of = whose.get(index);
      onset = onset == null || told.onset().isBefore(onset) ? told.onset() : onset;
      found += raised[of] == null ? 1 : 0;
      if (raised[of] == null || told.raisedAt().isBefore(raised[of])) {
        raised[of] = told.raisedAt();
      }
    }
    if (found == raised.length) {
      for (int i = 0; i < raised.length; i++) {
        delays.get(i).add(Duration.between(onset, raised[i]).toMillis() / 60_000.0);
      }
    }
  }

  /** How many episodes all of them find. */
  int compared() {
    return delays.get(0).size();
  }

  /** Median delay in minutes of one of them; NaN where nothing is compared. */
  double medianDelay(int sensitivity) {
    return DailyCounts.median(delays.get(sensitivity));
  }
}
