package org.qingting.alerts.desk;

import java.time.Instant;
import java.util.List;

/**
 * What stored posts and earlier alerts tell about an alert, as found when it was last stated. Ids,
 * counts and names of themes and places; no text of posts.
 *
 * @param lastHour critical posts in the hour before the newest one counted
 * @param hourBefore those in the hour before that
 * @param peopleAtLeast whether more people may have written than the alert can tell apart
 * @param posts ids of the posts that tell most, at most five, the most telling first
 * @param themes the most frequent themes among its posts
 * @param places the most frequent places among its posts
 * @param kinds what its posts are
 * @param earlier earlier alerts like this one, the most alike first, at most three
 */
public record Findings(
    long lastHour,
    long hourBefore,
    boolean peopleAtLeast,
    List<String> posts,
    List<Count> themes,
    List<Count> places,
    Kinds kinds,
    List<Earlier> earlier) {

  public Findings {
    posts = posts == null ? List.of() : List.copyOf(posts);
    themes = themes == null ? List.of() : List.copyOf(themes);
    places = places == null ? List.of() : List.copyOf(places);
    kinds = kinds == null ? new Kinds(0, 0, 0, 0) : kinds;
    earlier = earlier == null ? List.of() : List.copyOf(earlier);
  }

  /** How many posts have a value. */
  public record Count(String value, long count) {}

  /**
   * What the newest posts are, by the cues in them: a hint, never a verdict.
   *
   * @param read how many were read
   * @param grievance how many are grievances
   * @param claim how many are claims of fact
   * @param crimeNews how many are news of a crime
   */
  public record Kinds(int read, int grievance, int claim, int crimeNews) {

    /**
     * The kind of most of those that could be told: {@code grievance}, {@code claim} or {@code
     * crime-news}; {@code ""} where none has the majority.
     */
    public String majority() {
      int told = grievance + claim + crimeNews;
      if (2 * grievance > told) {
        return "grievance";
      }
      if (2 * claim > told) {
        return "claim";
      }
      return 2 * crimeNews > told ? "crime-news" : "";
    }
  }

  /**
   * An earlier alert; what became of it is at the desk.
   *
   * @param id its id
   * @param onset since when it rose
   */
  public record Earlier(String id, Instant onset) {}
}
