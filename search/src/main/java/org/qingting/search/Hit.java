package org.qingting.search;

import java.util.List;
import org.qingting.model.Opinion;

/**
 * One hit.
 *
 * @param opinion the opinion
 * @param reposts how many reposts of it are kept
 * @param highlights ranges of {@link org.qingting.model.Post#fullText} that match the words, in
 *     order, never overlapping; empty without words
 */
public record Hit(Opinion opinion, long reposts, List<Highlight> highlights) {

  /**
   * A matching range in UTF-16 code units.
   *
   * @param start first
   * @param end behind the last
   */
  public record Highlight(int start, int end) {}
}
