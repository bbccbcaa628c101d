package org.qingting.ingest.source;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.fetch.Fetcher;
import org.qingting.ingest.privacy.Anonymizer;
import org.qingting.model.Arrival;

/**
 * What is read and how, and the parts of the Flink source that do it.
 *
 * @param sources what to crawl
 * @param spoolDirectory the intake spool, as a path; need not exist yet
 * @param fetching false keeps the hosts' splits as they are and fetches nothing
 * @param slack how much later than its publishing a post may show up in a list
 * @param clock a serializable clock
 */
public record Crawl(
    List<SourceSpec> sources,
    FetchSettings settings,
    Anonymizer anonymizer,
    String spoolDirectory,
    boolean fetching,
    Duration slack,
    CrawlLimits limits,
    Clock clock)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks the sources' addresses.
   *
   * @throws IllegalArgumentException naming the source whose address cannot be fetched, or an id
   *     given twice
   */
  public Crawl {
    sources = List.copyOf(sources);
    Set<String> ids = new HashSet<>();
    for (SourceSpec source : sources) {
      if (!ids.add(source.id())) {
        throw new IllegalArgumentException("two sources have the id '" + source.id() + "'");
      }
      try {
        URI url = Fetcher.address(source.url());
        Fetcher.hostAndPort(url);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "source '" + source.id() + "': its url cannot be fetched: " + e.getMessage(), e);
      }
    }
  }

  /**
   * A reader; nothing runs before Flink starts it.
   *
   * @param enumerator takes what the enumerator is to know
   */
  public SourceReader<Arrival, PostSplit> reader(Consumer<SourceEvent> enumerator) {
    return new PostReader(this, enumerator);
  }

  /**
   * An enumerator.
   *
   * @param restored its state; null to begin
   */
  public SplitEnumerator<PostSplit, EnumeratorState> enumerator(
      SplitEnumeratorContext<PostSplit> context, EnumeratorState restored) {
    SortedSet<String> wanted = new TreeSet<>();
    wanted.add(PostSplit.SPOOL);
    if (fetching) {
      sources.forEach(source -> wanted.add(splitOf(source)));
    }
    return new PostEnumerator(context, wanted, !fetching, restored);
  }

  /** How splits are stored. */
  public static SimpleVersionedSerializer<PostSplit> splitSerializer() {
    return new PostSplitSerializer();
  }

  /** How an enumerator's state is stored. */
  public static SimpleVersionedSerializer<EnumeratorState> enumeratorSerializer() {
    return new EnumeratorStateSerializer();
  }

  List<SourceSpec> sourcesOf(String split) {
    return sources.stream().filter(source -> splitOf(source).equals(split)).toList();
  }

  Path spool() {
    return Path.of(spoolDirectory);
  }

  private static String splitOf(SourceSpec source) {
    return PostSplit.idOf(Fetcher.hostAndPort(Fetcher.address(source.url())));
  }
}
