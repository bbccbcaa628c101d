package org.qingting.model;

import java.time.Instant;
import java.util.List;

/**
 * A grave lead (重大线索): posts claim that something grave happened at a place of the office. It asks
 * people to verify; it is no finding, and says nothing about how many are angry. Two leads with the
 * same id speak of the same matter; {@code revision} tells which is newer.
 *
 * @param id 32 lower-case hex digits, fixed when the matter was first read
 * @param revision 0 for the notice, one more each time the posts have doubled or a category is new
 * @param categories what is claimed: {@code death}, {@code gunfire}, {@code custody}, {@code minor}
 * @param place where, as the first post names it
 * @param incident id of the incident it was joined to; {@code ""} for none
 * @param at event time of the first post
 * @param posts ids of the first posts, at most five
 * @param count distinct posts that claim it, reposts left out
 * @param heldBack other matters kept back since the notice before, because too many came at once
 * @param version version of the rules
 */
public record Lead(
    String id,
    int revision,
    List<String> categories,
    String place,
    String incident,
    Instant at,
    List<String> posts,
    long count,
    long heldBack,
    String version) {

  public Lead {
    categories = categories == null ? List.of() : categories;
    place = place == null ? "" : place;
    incident = incident == null ? "" : incident;
    posts = posts == null ? List.of() : posts;
    version = version == null ? "" : version;
  }
}
