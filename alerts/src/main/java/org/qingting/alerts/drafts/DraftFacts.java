package org.qingting.alerts.drafts;

import java.time.LocalDateTime;
import java.util.List;
import org.qingting.alerts.cases.Outcome;

/**
 * What is known when drafts are offered. Counts of posts select drafts; they stand in none.
 *
 * @param outcome what was verified; CHECKING where it is said only that it is looked into; null
 *     before anybody verified anything
 * @param theme theme id; {@code ""} for none
 * @param place as the alert shows it, a hint in blanks; {@code ""} for none
 * @param began when the wave began, in the office's time zone, a hint in blanks; null for unknown
 * @param posts how many posts of the alert were read
 * @param crimeNews how many of them only tell of a crime or an accident; see {@link
 *     Drafts#isCrimeNews}
 * @param concerns what people ask, for the internal sheet
 */
public record DraftFacts(
    Outcome outcome,
    String theme,
    String place,
    LocalDateTime began,
    int posts,
    int crimeNews,
    List<Concern> concerns) {

  /**
   * @throws IllegalArgumentException if the counts contradict each other
   */
  public DraftFacts {
    theme = theme == null ? "" : theme;
    place = place == null ? "" : place;
    concerns = List.copyOf(concerns);
    if (posts < 0 || crimeNews < 0 || crimeNews > posts) {
      throw new IllegalArgumentException(
          "of " + posts + " posts " + crimeNews + " cannot be crime news");
    }
  }

  boolean mostlyCrimeNews() {
    return crimeNews * 2L > posts;
  }
}
