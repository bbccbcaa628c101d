package org.qingting.pipeline.desk;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qingting.alerts.effect.StatementCounts.Vanished;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.fetch.PageProbe;
import org.qingting.ingest.fetch.PageProbe.Presence;
import org.qingting.model.Opinion;
import org.qingting.model.Post;
import org.qingting.model.Series;
import org.qingting.model.Tone;
import org.qingting.search.OpinionReader;

/**
 * How many posts that were seen before a statement are gone since: fewer critical posts mean
 * nothing where they were deleted. Keeps and tells counts only, never which ones. Thread-safe; a
 * look takes minutes, so give it a thread of its own.
 *
 * <pre>{@code
 * VanishedPosts posts = new VanishedPosts(configuration.fetch());
 * List<String> ids = VanishedPosts.sample(reader, series, onset, published);
 * Vanished counts = posts.look(reader, ids);   // an hour, a day and two days after the statement
 * }</pre>
 */
public final class VanishedPosts {
  /** Enough to tell a tenth gone from none, and few enough to ask strangers for. */
  static final int MOST = 60;

  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final FetchSettings settings;

  /** With the settings of the crawl. */
  public VanishedPosts(FetchSettings settings) {
    this.settings = settings;
  }

  /**
   * Ids of at most 60 critical posts, each with a page of its own, spread evenly over those that
   * were fetched before the statement: what was fetched later cannot have been seen. The same at
   * every stage.
   *
   * @param from since when the wave rises
   */
  public static List<String> sample(
      OpinionReader reader, Series series, Instant from, Instant published) throws IOException {
    List<String> kept = new ArrayList<>();
    Set<String> pages = new HashSet<>();
    int[] stride = {1};
    reader.forEach(
        SeriesQuery.of(series, from, published).withTones(Set.of(Tone.NEGATIVE)),
        hit -> {
          Post post = hit.opinion().post();
          if (!post.url().isEmpty()
              && !post.fetchedAt().isAfter(published)
              && pages.add(page(post.url()))
              && (pages.size() - 1) % stride[0] == 0) {
            kept.add(post.id());
            if (kept.size() > 2 * MOST) {
              stride[0] *= 2;
              List<String> half = new ArrayList<>();
              for (int i = 0; i < kept.size(); i += 2) {
                half.add(kept.get(i));
              }
              kept.clear();
              kept.addAll(half);
            }
          }
        });
    if (kept.size() <= MOST) {
      return List.copyOf(kept);
    }
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      chosen.add(kept.get((int) ((long) i * kept.size() / MOST)));
    }
    return List.copyOf(chosen);
  }

  /**
   * Looks for the pages of posts.
   *
   * @param ids of posts; beyond 60 pages none is looked for
   * @return how many pages could be looked at, and how many of these were gone; what was refused,
   *     forbidden or out of order counts for neither
   * @throws InterruptedException when the thread is interrupted; nothing is known then
   */
  public Vanished look(OpinionReader reader, Collection<String> ids)
      throws IOException, InterruptedException {
    Set<String> pages = new HashSet<>();
    List<PageProbe.Seen> asked = new ArrayList<>();
    for (Opinion opinion : reader.get(ids)) {
      Post post = opinion.post();
      if (!post.url().isEmpty() && asked.size() < MOST) {
        PageProbe.Seen seen = new PageProbe.Seen(page(post.url()), post.text());
        if (pages.add(seen.address())) {
          asked.add(seen);
        }
      }
    }
    try (PageProbe probe = new PageProbe(settings)) {
      Collection<Presence> found = probe.look(asked, LONGEST).values();
      long gone = found.stream().filter(each -> each == Presence.GONE).count();
      long present = found.stream().filter(each -> each == Presence.PRESENT).count();
      return new Vanished(gone + present, gone);
    }
  }

  /** Posts of a thread share a page. */
  private static String page(String url) {
    int fragment = url.indexOf('#');
    return fragment < 0 ? url : url.substring(0, fragment);
  }
}
