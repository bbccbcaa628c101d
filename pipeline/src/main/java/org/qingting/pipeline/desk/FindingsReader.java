package org.qingting.pipeline.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qingting.alerts.desk.AlertDesk;
import org.qingting.alerts.desk.Findings;
import org.qingting.alerts.spikes.SpikeSettings;
import org.qingting.model.Alert;
import org.qingting.model.Opinion;
import org.qingting.model.Tone;
import org.qingting.nlp.kinds.PostKind;
import org.qingting.nlp.kinds.PostKinds;
import org.qingting.nlp.telling.TellingPosts;
import org.qingting.search.Facet;
import org.qingting.search.FacetCount;
import org.qingting.search.Hit;
import org.qingting.search.OpinionQuery;
import org.qingting.search.OpinionReader;
import org.qingting.search.Order;

/** Gathers what index and desk tell about an alert. */
final class FindingsReader {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final int NEWEST = 50;
  private static final int TELLING = 5;
  private static final int NAMES = 3;

  private final OpinionReader reader;
  private final AlertDesk desk;
  private final PostKinds kinds = PostKinds.standard();

  FindingsReader(OpinionReader reader, AlertDesk desk) {
    this.reader = reader;
    this.desk = desk;
  }

  /**
   * What is found at present.
   *
   * @param words the words that stand out in the alert
   */
  Findings find(Alert alert, List<String> words) throws IOException {
    OpinionQuery observed = SeriesQuery.observed(alert);
    List<Opinion> newest = new ArrayList<>();
    for (Hit hit : reader.search(observed, Order.NEWEST, NEWEST, "").hits()) {
      newest.add(hit.opinion());
    }
    Instant end = alert.at().plusMillis(1);
    return new Findings(
        critical(alert, end.minus(HOUR), end),
        critical(alert, end.minus(HOUR).minus(HOUR), end.minus(HOUR)),
        alert.people() >= SpikeSettings.DEFAULT.peopleLimit(),
        TellingPosts.of(newest, TELLING).stream().map(opinion -> opinion.post().id()).toList(),
        counts(observed, Facet.THEME),
        counts(observed, Facet.PLACE),
        kinds(newest),
        // An import of a year may bring thousands of these.
        alert.silent() ? List.of() : desk.earlier(alert, words));
  }

  private long critical(Alert alert, Instant from, Instant until) throws IOException {
    return reader.count(
        SeriesQuery.of(alert.series(), from, until).withTones(Set.of(Tone.NEGATIVE)));
  }

  private List<Findings.Count> counts(OpinionQuery query, Facet facet) throws IOException {
    List<Findings.Count> counts = new ArrayList<>();
    for (FacetCount count : reader.facet(query, facet, NAMES)) {
      counts.add(new Findings.Count(count.value(), count.count()));
    }
    return counts;
  }

  private Findings.Kinds kinds(List<Opinion> opinions) {
    Map<PostKind, Integer> counts = new EnumMap<>(PostKind.class);
    for (Opinion opinion : opinions) {
      kinds.of(opinion.post().fullText()).ifPresent(kind -> counts.merge(kind, 1, Integer::sum));
    }
    return new Findings.Kinds(
        opinions.size(),
        counts.getOrDefault(PostKind.GRIEVANCE, 0),
        counts.getOrDefault(PostKind.CLAIM, 0),
        counts.getOrDefault(PostKind.CRIME_NEWS, 0));
  }
}
