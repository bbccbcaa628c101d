package org.qingting.ingest.fetch;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.parse.MissingPage;

/**
 * Looks whether pages are still there, with the same fetcher as the crawl and so with its
 * robots.txt rules, address checks, deadlines and delays; one request at a time. Opened by the
 * first look.
 *
 * <pre>{@code
 * try (PageProbe probe = new PageProbe(settings)) {
 *   Map<String, PageProbe.Presence> found = probe.look(pages, Duration.ofMinutes(10));
 * }
 * }</pre>
 *
 * <p>It does not know of a crawl that runs beside it: a host of both may see two requests in the
 * time of one delay. Not thread-safe; {@link #close} ends a look under way.
 */
public final class PageProbe implements AutoCloseable {
  /** What failed so often in a row is left alone: neither a hanging host nor we gain by more. */
  private static final int MOST_FAILURES = 3;

  private final Fetcher fetcher;
  private final Politeness politeness;

  /** With the settings of the crawl. */
  public PageProbe(FetchSettings settings) {
    this.fetcher = new Fetcher(settings);
    this.politeness = new Politeness(settings);
  }

  /** Whether a page is there. */
  public enum Presence {
    /** It was answered, and with more than the notice that it is gone. */
    PRESENT,
    /** 404, 410, or a short page that says so. */
    GONE,
    /** Refused, forbidden, out of order, too slow, led to the front page, not asked in time. */
    UNKNOWN
  }

  /**
   * A page to look for.
   *
   * @param address as it stands in a post; a fragment is dropped, so that pages which differ in
   *     nothing else are asked for once
   * @param text what was seen there; {@code ""} where not known
   */
  public record Seen(String address, String text) {}

  /** An address that can be asked for. */
  private record Target(URI url, String host, Seen seen) {}

  /**
   * Looks for pages, each address once.
   *
   * @param longest what was not asked for until then is not known
   * @return what was found, by address as given, in the order given
   * @throws InterruptedException when the thread is interrupted
   */
  public Map<String, Presence> look(Collection<Seen> pages, Duration longest)
      throws InterruptedException {
    Map<String, Presence> found = new LinkedHashMap<>();
    Map<URI, Presence> known = new HashMap<>();
    Map<String, URI> urls = new LinkedHashMap<>();
    List<Target> waiting = new ArrayList<>();
    for (Seen page : pages) {
      found.put(page.address(), Presence.UNKNOWN);
      try {
        URI url = Fetcher.address(page.address());
        String host = Fetcher.hostAndPort(url);
        urls.put(page.address(), url);
        if (known.put(url, Presence.UNKNOWN) == null) {
          waiting.add(new Target(url, host, page));
        }
      } catch (IllegalArgumentException e) {
        // Nothing that can be fetched, so nothing that can be known.
      }
    }
    long deadline = now() + longest.toMillis();
    Map<String, Integer> failures = new HashMap<>();
    while (!waiting.isEmpty()) {
      Target target = next(waiting, deadline);
      if (target == null) {
        break;
      }
      Presence presence = look(target, failures);
      known.put(target.url(), presence);
      if (failures.getOrDefault(target.host(), 0) >= MOST_FAILURES) {
        waiting.removeIf(each -> each.host().equals(target.host()));
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    urls.forEach((address, url) -> found.put(address, known.get(url)));
    return found;
  }

  /** The first page of a host that may be asked; waits for one. Null when none may in time. */
  private Target next(List<Target> waiting, long deadline) throws InterruptedException {
    while (true) {
      long now = now();
      if (now >= deadline) {
        return null;
      }
      long earliest = Long.MAX_VALUE;
      for (Iterator<Target> each = waiting.iterator(); each.hasNext(); ) {
        Target target = each.next();
        if (politeness.free(target.url(), now)) {
          each.remove();
          return target;
        }
        earliest = Math.min(earliest, politeness.notBefore(target.url()));
      }
      if (earliest >= deadline) {
        return null;
      }
      Thread.sleep(Math.max(1, earliest - now));
    }
  }

  private Presence look(Target target, Map<String, Integer> failures) {
    URI url = target.url();
    politeness.begin(url);
    FetchResult result = fetcher.fetch(url, Validators.NONE);
    Duration rest =
        result.crawlDelay().compareTo(result.retryAfter()) > 0
            ? result.crawlDelay()
            : result.retryAfter();
    politeness.end(url, result.url(), rest, now());
    if (result.status() == FetchResult.Status.FAILED) {
      failures.merge(target.host(), 1, Integer::sum);
    } else {
      failures.remove(target.host());
    }
    if (result.code() == 404 || result.code() == 410) {
      return Presence.GONE;
    }
    if (result.status() != FetchResult.Status.OK) {
      return Presence.UNKNOWN;
    }
    if (MissingPage.is(result.body(), result.contentType(), target.seen().text())) {
      return Presence.GONE;
    }
    // To the front page, or to a log-in there: both hide what is gone and what is not.
    return isFront(result.url()) && !isFront(url) ? Presence.UNKNOWN : Presence.PRESENT;
  }

  private static boolean isFront(URI url) {
    String path = url.getPath();
    return (path == null || path.isEmpty() || path.equals("/")) && url.getQuery() == null;
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
