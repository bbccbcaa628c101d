package org.qingting.ingest.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.qingting.ingest.FetchSettings;

/**
 * Keeps the requests of one reader apart: one at a time a host, and then the least delay, also
 * where a source's pages lie on another host. Times are milliseconds of any clock that only goes
 * forward. Used by one thread alone.
 */
public final class Politeness {
  private static final int MANY = 1_000;

  private final FetchSettings settings;
  private final Set<String> busy = new HashSet<>();
  private final Map<String, Long> notBefore = new HashMap<>();

  /** With the delays of these settings. */
  public Politeness(FetchSettings settings) {
    this.settings = settings;
  }

  /** Whether a host may be asked now. */
  public boolean free(URI url, long now) {
    String host = Fetcher.hostAndPort(url);
    return !busy.contains(host) && notBefore.getOrDefault(host, Long.MIN_VALUE) <= now;
  }

  /** Notes the begin of a request. */
  public void begin(URI url) {
    busy.add(Fetcher.hostAndPort(url));
  }

  /**
   * Notes the end of a request.
   *
   * @param last where its redirects led
   * @param crawlDelay what robots.txt asks for
   */
  public void end(URI url, URI last, Duration crawlDelay, long now) {
    busy.remove(Fetcher.hostAndPort(url));
    rest(Fetcher.hostAndPort(url), crawlDelay, now);
    if (last.getHost() != null && !last.equals(url)) {
      rest(Fetcher.hostAndPort(last), crawlDelay, now);
    }
    if (notBefore.size() > MANY) {
      notBefore.values().removeIf(time -> time <= now);
    }
  }

  /** Whether a host ({@code host:port}) waived the delay. */
  public boolean relaxed(String host) {
    return settings.relaxedHosts().contains(host);
  }

  /** From when on a host may be asked; long past where it rests not. */
  long notBefore(URI url) {
    return notBefore.getOrDefault(Fetcher.hostAndPort(url), Long.MIN_VALUE);
  }

  private void rest(String host, Duration crawlDelay, long now) {
    if (!relaxed(host)) {
      long delay = Math.max(settings.minDelay().toMillis(), crawlDelay.toMillis());
      notBefore.merge(host, now + delay, Math::max);
    }
  }
}
