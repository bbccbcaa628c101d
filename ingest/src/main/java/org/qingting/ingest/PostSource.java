package org.qingting.ingest;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.ingest.source.Crawl;
import org.qingting.ingest.source.EnumeratorState;
import org.qingting.ingest.source.PostSplit;
import org.qingting.model.Arrival;

/**
 * The intake of the job as a Flink source (FLIP-27): crawled sources and the intake spool, posts
 * and reports about fetches. Unbounded. It brings its own watermarks, so a job uses {@code
 * WatermarkStrategy.noWatermarks()}; a source's watermark says through which time it was polled,
 * less the slack, is withheld during its first backfill and idle while it fails. Records carry the
 * post's event time.
 */
public final class PostSource
    implements Source<Arrival, PostSplit, EnumeratorState>, ResultTypeQueryable<Arrival> {
  private static final long serialVersionUID = 1L;

  private final Crawl crawl;

  /**
   * Describes an intake.
   *
   * @param sources what to crawl; may be empty
   * @param spoolDirectory the intake spool, on a file system that the readers share; need not exist
   * @param fetching true for {@code run}; false for {@code import}, which reads the spool only and
   *     leaves the state of the crawl as it is
   * @param slack how much later than its publishing a post may show up in a list
   * @throws IllegalArgumentException naming a source that cannot be fetched
   */
  public PostSource(
      List<SourceSpec> sources,
      FetchSettings settings,
      Anonymizer anonymizer,
      String spoolDirectory,
      boolean fetching,
      Duration slack,
      CrawlLimits limits) {
    this(sources, settings, anonymizer, spoolDirectory, fetching, slack, limits, Clock.systemUTC());
  }

  /** The same by a clock of one's own, which must be serializable. */
  PostSource(
      List<SourceSpec> sources,
      FetchSettings settings,
      Anonymizer anonymizer,
      String spoolDirectory,
      boolean fetching,
      Duration slack,
      CrawlLimits limits,
      Clock clock) {
    this.crawl =
        new Crawl(sources, settings, anonymizer, spoolDirectory, fetching, slack, limits, clock);
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.CONTINUOUS_UNBOUNDED;
  }

  @Override
  public SourceReader<Arrival, PostSplit> createReader(SourceReaderContext context) {
    return crawl.reader(context::sendSourceEventToCoordinator);
  }

  @Override
  public SplitEnumerator<PostSplit, EnumeratorState> createEnumerator(
      SplitEnumeratorContext<PostSplit> context) {
    return crawl.enumerator(context, null);
  }

  @Override
  public SplitEnumerator<PostSplit, EnumeratorState> restoreEnumerator(
      SplitEnumeratorContext<PostSplit> context, EnumeratorState state) {
    return crawl.enumerator(context, state);
  }

  @Override
  public SimpleVersionedSerializer<PostSplit> getSplitSerializer() {
    return Crawl.splitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
    return Crawl.enumeratorSerializer();
  }

  @Override
  public TypeInformation<Arrival> getProducedType() {
    return TypeInformation.of(Arrival.class);
  }
}
