package org.qingting.alerts.spikes;

import java.util.ArrayList;
import java.util.List;
import org.qingting.model.Analysis;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;

/** Which series an opinion counts in, and as what. Pure. */
public final class Counting {
  /**
   * Enough for any real post; one that names every theme and place must not fan out without bound.
   */
  private static final int MOST_THEMES = 3;

  private static final int MOST_PLACES = 3;

  private Counting() {}

  /** The series it counts in: none where it does not concern police. */
  public static List<Series> series(Opinion opinion) {
    Analysis analysis = opinion.analysis();
    if (!analysis.police()) {
      return List.of();
    }
    List<Series> all = new ArrayList<>();
    all.add(Series.OVERALL);
    List<String> themes = first(analysis.themes(), MOST_THEMES);
    for (String theme : themes) {
      all.add(new Series(Series.Kind.THEME, theme));
    }
    for (String place : first(analysis.places(), MOST_PLACES)) {
      all.add(new Series(Series.Kind.PLACE, place));
      for (String theme : themes) {
        all.add(new Series(Series.Kind.THEME_PLACE, theme + "@" + place));
      }
    }
    if (!opinion.incident().isEmpty()) {
      all.add(new Series(Series.Kind.INCIDENT, opinion.incident()));
    }
    return all;
  }

  /**
   * What each of its series sees of it.
   *
   * @param person pseudonym of its author; 0 for none
   * @param batch the import that brought it; {@code ""} for crawled posts
   */
  public static Observation observation(Opinion opinion, long person, String batch) {
    Post post = opinion.post();
    String feed = batch.isEmpty() ? post.source() : "import " + post.channel();
    return new Observation(
        post.eventTime(),
        post.fetchedAt(),
        opinion.analysis().tone() == Tone.NEGATIVE,
        !post.repostOf().isEmpty(),
        person,
        post.source(),
        feed,
        post.id(),
        opinion.analysis().version());
  }

  private static List<String> first(List<String> all, int most) {
    return all.subList(0, Math.min(most, all.size()));
  }
}
