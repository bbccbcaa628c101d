package org.qingting.pipeline.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qingting.pipeline.demo.DemoPost.Kind;
import org.qingting.pipeline.demo.DemoPost.Site;

/**
 * What is out at one moment, sorted for the three sites. Immutable.
 *
 * @param media articles of the first news site, oldest first
 * @param evening articles of the second
 * @param threads floors of each thread, oldest first
 * @param board numbers of threads, the one answered last in front; pinned ones before all
 * @param youngest when the youngest post appeared
 */
record Visible(
    List<DemoPost> media,
    List<DemoPost> evening,
    Map<Integer, List<DemoPost>> threads,
    List<Integer> board,
    Instant youngest) {

  static Visible of(List<DemoPost> posts) {
    List<DemoPost> media = new ArrayList<>();
    List<DemoPost> evening = new ArrayList<>();
    Map<Integer, List<DemoPost>> threads = new LinkedHashMap<>();
    for (DemoPost post : posts) {
      if (post.site() == Site.FORUM) {
        threads.computeIfAbsent(post.page(), p -> new ArrayList<>()).add(post);
      } else {
        (post.site() == Site.MEDIA ? media : evening).add(post);
      }
    }
    Instant youngest = posts.isEmpty() ? Instant.EPOCH : last(posts);
    List<Integer> board = new ArrayList<>(threads.keySet());
    board.sort(
        Comparator.comparing((Integer page) -> !pinned(threads.get(page)))
            .thenComparing(page -> last(threads.get(page)), Comparator.reverseOrder())
            .thenComparing(Comparator.naturalOrder()));
    return new Visible(media, evening, Collections.unmodifiableMap(threads), board, youngest);
  }

  static Instant last(List<DemoPost> floors) {
    return floors.get(floors.size() - 1).at();
  }

  static boolean pinned(List<DemoPost> floors) {
    return floors.get(0).kind() == Kind.STATEMENT;
  }
}
