package org.qingting.search;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qingting.model.Opinion;

/** Finds and counts opinions. Thread-safe. */
public interface OpinionReader extends Closeable {

  /** Sees what was committed since; cheap when nothing was. */
  void refresh() throws IOException;

  /** One opinion by its post id. */
  Optional<Opinion> get(String id) throws IOException;

  /** The opinions that exist of these post ids, in the order asked. */
  List<Opinion> get(Collection<String> ids) throws IOException;

  /**
   * One page of hits.
   *
   * @param size at most this many, 1 to 1000
   * @param after {@link Page#next} of the page before; {@code ""} for the first
   * @throws IllegalArgumentException when size or after make no sense
   */
  Page search(OpinionQuery query, Order order, int size, String after) throws IOException;

  /** Every hit, oldest first, one at a time in bounded memory; for exports. Without highlights. */
  void forEach(OpinionQuery query, Consumer<Hit> consumer) throws IOException;

  /** How many hits, exactly. */
  long count(OpinionQuery query) throws IOException;

  /**
   * Counts by tone over event time, without gaps between the first and the last bucket.
   *
   * @param bucket one hour or a multiple of it; days begin at midnight in the zone
   */
  List<ToneCount> timeline(OpinionQuery query, Duration bucket, ZoneId zone) throws IOException;

  /** The most frequent values of a facet among the hits, with how many of them are negative. */
  List<FacetCount> facet(OpinionQuery query, Facet facet, int limit) throws IOException;

  /**
   * The words that stand out among some hits against others, by Dunning's log-likelihood ratio
   * (1993), strongest first; counted by documents, not by occurrences.
   */
  List<WordScore> standoutWords(OpinionQuery foreground, OpinionQuery background, int limit)
      throws IOException;
}
