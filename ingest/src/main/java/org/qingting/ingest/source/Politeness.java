package org.qingting.ingest.source;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.fetch.Fetcher;

/**
 * Keeps the requests of one reader apart: one at a time a host, and then the least delay, also
 * where a source's pages lie on another host. Used by the reader's thread alone.
 */
final class Politeness {
  private static final int MANY = 1_000;

  private final FetchSettings settings;
  private final Set<String> busy = new HashSet<>();
  private final Map<String, Long> notBefore = new HashMap<>();

  Politeness(FetchSettings settings) {
    this.settings = settings;
  }

  /** Whether a host may be asked now. */
  boolean free(URI url, long now) {
    String host = Fetcher.hostAndPort(url);
    return !busy.contains(host) && notBefore.getOrDefault(host, Long.MIN_VALUE) <= now;
  }

  void begin(URI url) {
    busy.add(Fetcher.hostAndPort(url));
  }

  /**
   * Notes the end of a request.
   *
   * @param last where its redirects led
   * @param crawlDelay what robots.txt asks for
   */
  void end(URI url, URI last, Duration crawlDelay, long now) {
    busy.remove(Fetcher.hostAndPort(url));
    rest(Fetcher.hostAndPort(url), crawlDelay, now);
    if (last.getHost() != null && !last.equals(url)) {
      rest(Fetcher.hostAndPort(last), crawlDelay, now);
    }
    if (notBefore.size() > MANY) {
      notBefore.values().removeIf(time -> time <= now);
    }
  }

  boolean relaxed(String host) {
    return settings.relaxedHosts().contains(host);
  }

  private void rest(String host, Duration crawlDelay, long now) {
    if (!relaxed(host)) {
      long delay = Math.max(settings.minDelay().toMillis(), crawlDelay.toMillis());
      notBefore.merge(host, now + delay, Math::max);
    }
  }
}
