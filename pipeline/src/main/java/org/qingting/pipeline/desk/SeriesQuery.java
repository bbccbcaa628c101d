package org.qingting.pipeline.desk;

import java.time.Instant;
import java.util.Set;
import org.qingting.model.Alert;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.OpinionQuery;

/** What to ask the index for to see the posts behind an alert. */
public final class SeriesQuery {
  private SeriesQuery() {}

  /** The negative posts that an alert counted. */
  public static OpinionQuery observed(Alert alert) {
    return of(alert.series(), alert.onset(), alert.at().plusMillis(1))
        .withTones(Set.of(Tone.NEGATIVE));
  }

  /** All posts that concern police and belong to a series, within a time. */
  public static OpinionQuery of(Series series, Instant from, Instant until) {
    OpinionQuery all = OpinionQuery.ALL.withPolice(true).between(from, until);
    return switch (series.kind()) {
      case OVERALL -> all;
      case THEME -> all.withThemes(Set.of(series.name()));
      case PLACE -> all.withPlaces(Set.of(series.name()));
      case THEME_PLACE -> {
        int at = series.name().indexOf('@');
        yield all.withThemes(Set.of(series.name().substring(0, at)))
            .withPlaces(Set.of(series.name().substring(at + 1)));
      }
      case INCIDENT -> all.withIncidents(Set.of(series.name()));
    };
  }
}
