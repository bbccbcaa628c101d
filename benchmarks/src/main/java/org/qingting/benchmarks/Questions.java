package org.qingting.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import org.qingting.model.Opinion;
import org.qingting.search.OpinionQuery;

/**
 * Questions as an office asks them: some characters of a post as they stand, within some months, of
 * the post's tone, and in turns of its theme, of its place, or of any. Not thread-safe.
 */
final class Questions {
  private final Opinions opinions;
  private final long count;
  private final Random random;

  Questions(Opinions opinions, long count, long seed) {
    this.opinions = opinions;
    this.count = count;
    this.random = new Random(seed);
  }

  /** The next one; it has at least one hit. */
  OpinionQuery next() {
    Opinion opinion = opinions.get((long) (random.nextDouble() * count));
    Instant at = opinion.post().eventTime();
    Instant from = at.minus(Duration.ofDays(random.nextInt(180)));
    OpinionQuery query =
        OpinionQuery.ALL
            .withText("\"" + phrase(opinion.post().text()) + "\"")
            .between(from, at.plus(Duration.ofDays(1L + random.nextInt(30))))
            .withTones(Set.of(opinion.analysis().tone()));
    int kind = random.nextInt(3);
    if (kind == 0 && !opinion.analysis().themes().isEmpty()) {
      return query.withThemes(Set.of(opinion.analysis().themes().get(0)));
    }
    if (kind == 1 && !opinion.analysis().places().isEmpty()) {
      return query.withPlaces(Set.of(opinion.analysis().places().get(0)));
    }
    return query;
  }

  private String phrase(String text) {
    int length = 2 + random.nextInt(4);
    int start = random.nextInt(text.length() - length);
    return text.substring(start, start + length);
  }
}
