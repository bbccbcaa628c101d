package org.qingting.nlp.telling;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qingting.model.Opinion;
import org.qingting.nlp.reposts.TextSketch;

/**
 * Chooses by maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): each next post is
 * the one that is most negative and least like those chosen before, and rather of a source that has
 * not spoken yet. Pure.
 */
public final class TellingPosts {
  /** How much of the score is relevance; the rest is being different. */
  private static final double RELEVANCE = 0.6;

  /** What a source that has spoken already costs. */
  private static final double SAME_SOURCE = 0.1;

  private TellingPosts() {}

  private record Candidate(Opinion opinion, TextSketch sketch) {
    double likeness(Candidate other) {
      // Short texts have no sketch: they are alike when they are equal.
      return opinion.post().fullText().equals(other.opinion.post().fullText())
          ? 1
          : sketch.similarity(other.sketch);
    }
  }

  /**
   * At most so many of them, the most telling first; of equal ones the first given. What is the
   * same text as one chosen before is left out.
   */
  public static List<Opinion> of(List<Opinion> opinions, int most) {
    List<Candidate> left = new ArrayList<>();
    for (Opinion opinion : opinions) {
      left.add(new Candidate(opinion, TextSketch.of(opinion.post().fullText())));
    }
    List<Candidate> chosen = new ArrayList<>();
    Set<String> sources = new HashSet<>();
    while (chosen.size() < most && !left.isEmpty()) {
      left.removeIf(each -> chosen.stream().anyMatch(one -> one.likeness(each) >= TextSketch.SAME));
      Candidate best = null;
      double bestScore = Double.NEGATIVE_INFINITY;
      for (Candidate each : left) {
        double score = score(each, chosen, sources);
        if (score > bestScore) {
          best = each;
          bestScore = score;
        }
      }
      if (best != null) {
        chosen.add(best);
        left.remove(best);
        sources.add(best.opinion().post().source());
      }
    }
    return chosen.stream().map(Candidate::opinion).toList();
  }

  private static double score(Candidate each, List<Candidate> chosen, Set<String> sources) {
    double likest = chosen.stream().mapToDouble(each::likeness).max().orElse(0);
    double spoken = sources.contains(each.opinion().post().source()) ? SAME_SOURCE : 0;
    return RELEVANCE * each.opinion().analysis().negative() - (1 - RELEVANCE) * likest - spoken;
  }
}
