package org.qingting.model;

/**
 * A post with what was read in it: what the index keeps.
 *
 * @param post the post
 * @param analysis its reading, with the models' version
 * @param incident id of the incident it was joined to; {@code ""} for none
 */
public record Opinion(Post post, Analysis analysis, String incident) {
  public Opinion {
    incident = incident == null ? "" : incident;
  }
}
