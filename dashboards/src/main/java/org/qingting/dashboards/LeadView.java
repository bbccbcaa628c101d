package org.qingting.dashboards;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.qingting.model.Lead;
import org.qingting.model.Opinion;
import org.qingting.search.OpinionReader;

/**
 * One grave lead as it is shown: what is claimed, to be verified; never a finding.
 *
 * @param id lead id
 * @param revision grows with each update
 * @param categories death, gunfire, custody, minor
 * @param place where
 * @param incident id of its incident; {@code ""} for none
 * @param at event time of the first post
 * @param count distinct posts, reposts left out
 * @param heldBack other matters kept back before its notice
 * @param posts those of its first posts that the index still keeps, oldest first
 */
record LeadView(
    String id,
    int revision,
    List<String> categories,
    String place,
    String incident,
    Instant at,
    long count,
    long heldBack,
    List<PostView> posts) {

  LeadView withoutTexts() {
    return new LeadView(
        id,
        revision,
        categories,
        place,
        incident,
        at,
        count,
        heldBack,
        PostView.withoutTexts(posts));
  }

  static LeadView of(OpinionReader reader, Lead lead) throws IOException {
    List<PostView> posts = new ArrayList<>();
    for (Opinion opinion : reader.get(lead.posts())) {
      posts.add(PostView.of(opinion, 0, List.of(), PostView.SNIPPET));
    }
    posts.sort((a, b) -> a.at().compareTo(b.at()));
    return new LeadView(
        lead.id(),
        lead.revision(),
        lead.categories(),
        lead.place(),
        lead.incident(),
        lead.at(),
        lead.count(),
        lead.heldBack(),
        posts);
  }
}
