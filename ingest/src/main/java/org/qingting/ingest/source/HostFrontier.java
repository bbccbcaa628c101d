package org.qingting.ingest.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.SourceSpec;
import org.qingting.model.Arrival;

/** The sources of one host, which take turns; at most one request is under way. */
final class HostFrontier {
  private final String splitId;
  private final Map<String, SourceSpec> specs = new LinkedHashMap<>();
  private final Map<String, SourceFrontier> sources = new LinkedHashMap<>();
  private final BackOff backOff;
  private int turn;
  private boolean inFlight;
  private byte[] state;

  private HostFrontier(String splitId, BackOff backOff) {
    this.splitId = splitId;
    this.backOff = backOff;
  }

  /**
   * Brings a stored state and the configuration together: what is configured no longer is dropped,
   * what is new or was changed begins afresh.
   */
  static HostFrontier restore(
      PostSplit split, List<SourceSpec> configured, CrawlLimits limits, BackOff backOff)
      throws IOException {
    HostFrontier host = new HostFrontier(split.splitId(), backOff);
    Map<String, SourceFrontier> stored = new LinkedHashMap<>();
    for (SourceFrontier source : FrontierCodec.read(split.state(), limits, configured.size())) {
      stored.put(source.id, source);
    }
    for (SourceSpec spec : configured) {
      long shape = SourceFrontier.shapeOf(spec);
      SourceFrontier source = stored.get(spec.id());
      if (source == null || source.shape != shape) {
        source = new SourceFrontier(spec.id(), shape, limits, configured.size());
      }
      host.specs.put(spec.id(), spec);
      host.sources.put(spec.id(), source);
    }
    return host;
  }

  String splitId() {
    return splitId;
  }

  /**
   * The request to send next; null while none is due or one is under way.
   *
   * @param free whether an address may be asked now
   */
  PageRequest next(long now, Predicate<URI> free) {
    if (inFlight) {
      return null;
    }
    List<SourceFrontier> order = new ArrayList<>(sources.values());
    for (int i = 0; i < order.size(); i++) {
      SourceFrontier source = order.get((turn + i) % order.size());
      PageRequest request = source.next(splitId, specs.get(source.id), now);
      if (request != null && free.test(request.url())) {
        turn = (turn + i + 1) % order.size();
        inFlight = true;
        state = null;
        return request;
      }
    }
    return null;
  }

  /** Takes the outcome of the request under way; returns how many posts were new. */
  int apply(PageOutcome outcome, long now, Consumer<Arrival> out) {
    inFlight = false;
    state = null;
    return sources.get(outcome.request().spec().id()).apply(outcome, backOff, now, out);
  }

  /** How far all of its sources that can be read have been polled, less a slack. */
  Progress progress(long now, Duration slack) {
    long through = Long.MAX_VALUE;
    boolean idle = true;
    for (SourceFrontier source : sources.values()) {
      if (source.failing(now)) {
        continue;
      }
      idle = false;
      if (!source.backfilled) {
        return new Progress(false, Long.MIN_VALUE);
      }
      through = Math.min(through, source.polledThrough);
    }
    return idle ? Progress.IDLE : new Progress(false, through - slack.toMillis() - 1);
  }

  PostSplit snapshot() {
    try {
      if (state == null) {
        state = FrontierCodec.write(sources.values());
      }
      return new PostSplit(splitId, state);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
  }
}
