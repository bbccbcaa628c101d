package org.qingting.alerts.desk;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qingting.model.Alert;
import org.qingting.model.Incident;
import org.qingting.model.Series;

/**
 * How alike two alerts are: the same series, the same theme or place, and the Jaccard similarity of
 * the words that stood out.
 */
final class Likeness {
  private static final int MOST = 3;
  private static final double SAME_SERIES = 2;

  /** What words alone must have in common. */
  private static final double LEAST_WORDS = 0.2;

  private final Subject subject;
  private final Set<String> words;

  /** What an alert is about; {@code ""} for all. */
  record Subject(Series series, String theme, String place) {
    static Subject of(Series series) {
      String name = series.name();
      int at = name.indexOf('@');
      return switch (series.kind()) {
        case THEME -> new Subject(series, name, "");
        case PLACE -> new Subject(series, "", name);
        case THEME_PLACE -> new Subject(series, name.substring(0, at), name.substring(at + 1));
        case OVERALL, INCIDENT -> new Subject(series, "", "");
      };
    }

    static Subject of(Series series, Incident incident) {
      return new Subject(series, incident.theme(), incident.place());
    }
  }

  /** A case and what it is about. */
  record Known(Episode alert, Subject subject) {}

  private record Scored(Episode alert, double score) {}

  Likeness(Subject subject, List<String> words) {
    this.subject = subject;
    this.words = Set.copyOf(words);
  }

  /** Those that were over before an onset and are alike, the most alike and then newest first. */
  List<Findings.Earlier> mostAlike(List<Known> all, Alert than) {
    List<Scored> scored = new ArrayList<>();
    for (Known known : all) {
      Episode alert = known.alert();
      double score = score(known);
      if (score > 0
          && !alert.id().equals(than.id())
          && alert.latest().at().isBefore(than.onset())) {
        scored.add(new Scored(alert, score));
      }
    }
    scored.sort(
        Comparator.comparingDouble(Scored::score)
            .thenComparing(each -> each.alert().latest().onset())
            .reversed());
    return scored.stream()
        .limit(MOST)
        .map(each -> new Findings.Earlier(each.alert().id(), each.alert().latest().onset()))
        .toList();
  }

  private double score(Known known) {
    Subject other = known.subject();
    double score = subject.series().equals(other.series()) ? SAME_SERIES : 0;
    score += !subject.theme().isEmpty() && subject.theme().equals(other.theme()) ? 1 : 0;
    score += !subject.place().isEmpty() && subject.place().equals(other.place()) ? 1 : 0;
    double shared = jaccard(known.alert().words());
    return score > 0 || shared >= LEAST_WORDS ? score + shared : 0;
  }

  private double jaccard(List<String> others) {
    Set<String> both = new HashSet<>(words);
    both.retainAll(others);
    Set<String> either = new HashSet<>(words);
    either.addAll(others);
    return either.isEmpty() ? 0 : both.size() / (double) either.size();
  }
}
