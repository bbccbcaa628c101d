package org.qingting.alerts.leads;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.qingting.model.Analysis;
import org.qingting.model.Opinion;
import org.qingting.model.Post;

/**
 * What one post claims, as the gate sees it. Holds no text.
 *
 * @param post id of the post
 * @param at event time
 * @param fetchedAt when it was taken in: when a notice would go out
 * @param categories what it claims, at least one
 * @param place the first place of the office that it names
 * @param incident id of its incident; {@code ""} for none
 */
public record LeadReading(
    String post,
    Instant at,
    Instant fetchedAt,
    List<String> categories,
    String place,
    String incident) {

  /** The same claim as if it had been taken in when it was made: for a look back at the past. */
  public LeadReading asIfFetchedAtOnce() {
    return new LeadReading(post, at, at, categories, place, incident);
  }

  /**
   * The claim of an opinion; empty where it claims nothing grave, repeats another post, or names no
   * place of the office.
   *
   * @param ours which places are the office's own
   */
  public static Optional<LeadReading> of(Opinion opinion, Predicate<String> ours) {
    Post post = opinion.post();
    Analysis analysis = opinion.analysis();
    if (analysis.leads().isEmpty() || !post.repostOf().isEmpty()) {
      return Optional.empty();
    }
    return analysis.places().stream()
        .filter(ours)
        .findFirst()
        .map(
            place ->
                new LeadReading(
                    post.id(),
                    post.eventTime(),
                    post.fetchedAt(),
                    analysis.leads(),
                    place,
                    opinion.incident()));
  }
}
