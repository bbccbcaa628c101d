package org.qingting.ingest.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.core.io.InputStatus;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.fetch.Fetcher;
import org.qingting.ingest.fetch.Politeness;
import org.qingting.model.Arrival;
import org.qingting.model.FetchReport;
import org.qingting.model.FetchReport.Outcome;

/**
 * Reads hosts and the spool. Everything but fetching and parsing happens on Flink's thread: an
 * outcome is applied, its posts handed on and the host's cursor advanced, within one {@link
 * #pollNext}, so a checkpoint holds both or neither.
 */
final class PostReader implements SourceReader<Arrival, PostSplit> {
  private static final int SPOOL_CHUNK = 500;
  private static final long TICK_MILLIS = 100;

  private final Crawl crawl;
  private final Consumer<SourceEvent> enumerator;
  private final Politeness politeness;
  private final Map<String, HostFrontier> hosts = new LinkedHashMap<>();
  private final Map<String, PostSplit> asleep = new LinkedHashMap<>();
  private final Watermarks watermarks = new Watermarks();
  private final Availability availability = new Availability();
  private final ConcurrentLinkedQueue<PageOutcome> outcomes = new ConcurrentLinkedQueue<>();
  private SpoolCursor spool;
  private Fetcher fetcher;
  private PageTask task;
  private ExecutorService fetchers;
  private ScheduledExecutorService ticker;
  private int inFlight;
  private int turn;
  private Optional<SpoolBacklog> told = Optional.empty();

  /**
   * A reader.
   *
   * @param enumerator takes what the enumerator is to know
   */
  PostReader(Crawl crawl, Consumer<SourceEvent> enumerator) {
    this.crawl = crawl;
    this.enumerator = enumerator;
    this.politeness = new Politeness(crawl.settings());
  }

  @Override
  public void start() {
    fetcher = new Fetcher(crawl.settings());
    task = new PageTask(fetcher, crawl.anonymizer(), crawl.clock());
    fetchers = Executors.newFixedThreadPool(crawl.limits().fetchThreads(), threads("fetch-"));
    ticker = Executors.newSingleThreadScheduledExecutor(threads("fetch-clock-"));
    // Whatever becomes due by time alone (looks, delays, spool files) is found within one tick.
    var unused =
        ticker.scheduleWithFixedDelay(availability::wake, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  @Override
  public void addSplits(List<PostSplit> splits) {
    try {
      for (PostSplit split : splits) {
        add(split);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    availability.wake();
  }

  private void add(PostSplit split) throws IOException {
    if (split.isSpool()) {
      spool = SpoolCursor.restore(crawl.spool(), split.state());
    } else if (!crawl.fetching()) {
      asleep.put(split.splitId(), split);
    } else {
      List<SourceSpec> configured = crawl.sourcesOf(split.splitId());
      // A host without a configured source is dropped here, and by the enumerator.
      if (!configured.isEmpty()) {
        String host = Fetcher.hostAndPort(Fetcher.address(configured.get(0).url()));
        BackOff backOff = BackOff.of(politeness.relaxed(host), crawl.limits().longestBackOff());
        hosts.put(
            split.splitId(), HostFrontier.restore(split, configured, crawl.limits(), backOff));
      }
    }
  }

  @Override
  public void notifyNoMoreSplits() {
    // The web does not end: the reader goes on with what it has.
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return availability.future();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Arrival> output) throws Exception {
    // First reset, then look: what arrives after the look completes the new future.
    availability.reset();
    for (PageOutcome outcome = outcomes.poll(); outcome != null; outcome = outcomes.poll()) {
      apply(outcome, output);
    }
    boolean more = readSpool(output);
    long now = crawl.clock().millis();
    dispatch(now);
    tellProgress(output, now);
    return more || !outcomes.isEmpty() ? InputStatus.MORE_AVAILABLE : InputStatus.NOTHING_AVAILABLE;
  }

  private void apply(PageOutcome outcome, ReaderOutput<Arrival> output) throws IOException {
    if (outcome.fault() != null) {
      throw new IOException("fetching cannot go on", outcome.fault());
    }
    inFlight--;
    long now = crawl.clock().millis();
    PageRequest request = outcome.request();
    politeness.end(request.url(), outcome.url(), outcome.crawlDelay(), now);
    SourceOutput<Arrival> split = output.createOutputForSplit(request.split());
    int fresh = hosts.get(request.split()).apply(outcome, now, arrival -> collect(arrival, split));
    FetchReport report =
        new FetchReport(
            request.spec().id(), outcome.at(), outcomeOf(outcome), fresh, outcome.message());
    split.collect(Arrival.of(report), outcome.at().toEpochMilli());
  }

  private static void collect(Arrival arrival, SourceOutput<Arrival> output) {
    output.collect(arrival, arrival.post().eventTime().toEpochMilli());
  }

  private static Outcome outcomeOf(PageOutcome outcome) {
    return switch (outcome.status()) {
      case READ -> Outcome.FETCHED;
      case UNCHANGED -> Outcome.UNCHANGED;
      case UNREADABLE -> Outcome.UNREADABLE;
      case REFUSED -> Outcome.REFUSED;
      case GONE, FAILED -> Outcome.FAILED;
    };
  }

  private boolean readSpool(ReaderOutput<Arrival> output) throws IOException {
    if (spool == null) {
      return false;
    }
    SourceOutput<Arrival> split = output.createOutputForSplit(PostSplit.SPOOL);
    SpoolCursor.Taken taken = spool.poll(SPOOL_CHUNK, arrival -> collect(arrival, split));
    if (taken.badLines() > 0) {
      Instant at = crawl.clock().instant();
      FetchReport report =
          new FetchReport(
              PostSplit.SPOOL,
              at,
              Outcome.UNREADABLE,
              0,
              taken.badLines() + " unreadable lines: see " + taken.file() + ".bad in the spool");
      split.collect(Arrival.of(report), at.toEpochMilli());
    }
    tellBacklog(new SpoolBacklog(taken.more()));
    return taken.more();
  }

  private void tellBacklog(SpoolBacklog now) {
    if (!told.equals(Optional.of(now))) {
      told = Optional.of(now);
      enumerator.accept(now);
    }
  }

  /** Sends what is due, beginning with another host each time. */
  private void dispatch(long now) {
    List<HostFrontier> order = new ArrayList<>(hosts.values());
    for (int i = 0; i < order.size() && inFlight < crawl.limits().fetchThreads(); i++) {
      HostFrontier host = order.get((turn + i) % order.size());
      PageRequest request = host.next(now, url -> politeness.free(url, now));
      if (request != null) {
        politeness.begin(request.url());
        inFlight++;
        fetchers.execute(
            () -> {
              outcomes.add(task.run(request));
              availability.wake();
            });
      }
    }
    turn = order.isEmpty() ? 0 : (turn + 1) % order.size();
  }

  private void tellProgress(ReaderOutput<Arrival> output, long now) {
    Map<String, Progress> progress = new HashMap<>();
    hosts.values().forEach(h -> progress.put(h.splitId(), h.progress(now, crawl.slack())));
    asleep.keySet().forEach(id -> progress.put(id, Progress.IDLE));
    if (spool != null) {
      progress.put(PostSplit.SPOOL, Progress.IDLE);
    }
    watermarks.tell(output, progress);
  }

  @Override
  public List<PostSplit> snapshotState(long checkpointId) {
    List<PostSplit> splits = new ArrayList<>(asleep.values());
    hosts.values().forEach(host -> splits.add(host.snapshot()));
    if (spool != null) {
      splits.add(spool.snapshot(checkpointId));
    }
    return splits;
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) {
    if (spool != null) {
      spool.checkpointCompleted(checkpointId);
    }
  }

  @Override
  public void close() throws Exception {
    if (ticker != null) {
      ticker.shutdownNow();
      fetchers.shutdownNow();
      fetcher.close();
      fetchers.awaitTermination(5, TimeUnit.SECONDS);
    }
    if (spool != null) {
      spool.close();
    }
  }

  private static ThreadFactory threads(String prefix) {
    AtomicInteger number = new AtomicInteger();
    return runnable -> {
      Thread thread = new Thread(runnable, prefix + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
