package org.qingting.ingest.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.fetch.FetchResult.Status;
import org.qingting.ingest.fetch.GuardedResolver.ClosedAddressException;

/**
 * Fetches single pages. Opened by the first fetch, so that constructing one costs nothing.
 * Thread-safe; {@link #close} ends fetches under way. The least delay between two fetches of one
 * host is the caller's to keep; requests that a fetch makes by itself (redirects, robots.txt) are
 * spaced here.
 */
public final class Fetcher implements AutoCloseable {
  private static final int MOST_REDIRECTS = 5;

  private final FetchSettings settings;
  private final Clock clock;
  private final Resolver resolver;
  private final RobotsCache robots;
  private HttpExchange exchange;
  private boolean closed;

  public Fetcher(FetchSettings settings) {
    this(settings, Clock.systemUTC(), InetAddress::getAllByName);
  }

  Fetcher(FetchSettings settings, Clock clock, Resolver resolver) {
    this.settings = settings;
    this.clock = clock;
    this.resolver = resolver;
    this.robots = new RobotsCache(clock);
  }

  /**
   * Reads an address as it stands in a page: absolute, perhaps with Chinese letters or blanks; its
   * fragment is dropped.
   *
   * @throws IllegalArgumentException when it cannot be read as one
   */
  public static URI address(String text) {
    return Urls.parse(text);
  }

  /**
   * The politeness group of an address: {@code host:port}, lower case, the default port spelt out.
   *
   * @throws IllegalArgumentException for addresses that are not fetched; the message says why
   */
  public static String hostAndPort(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("only http and https addresses are fetched");
    }
    if (url.getHost() == null) {
      throw new IllegalArgumentException("the address has no valid host name");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("addresses with a user name are not fetched");
    }
    int port = url.getPort() >= 0 ? url.getPort() : scheme.equals("https") ? 443 : 80;
    if (port == 0 || port > 65_535) {
      throw new IllegalArgumentException("the address has an impossible port");
    }
    return url.getHost().toLowerCase(Locale.ROOT) + ":" + port;
  }

  /**
   * Fetches a page, following redirects.
   *
   * @param validators what an earlier fetch of the same page gave; {@link Validators#NONE} for a
   *     first one
   * @return always a result; no exception but for an interrupted thread's, as a failed one
   */
  public FetchResult fetch(URI url, Validators validators) {
    Hop hop = new Hop(url);
    try {
      return follow(hop, validators);
    } catch (ClosedAddressException e) {
      return failed(hop, Status.REFUSED, e.getMessage());
    } catch (IllegalArgumentException e) {
      return failed(hop, Status.REFUSED, e.getMessage());
    } catch (IOException e) {
      return failed(hop, Status.FAILED, explain(hop, e));
    }
  }

  /** Where a fetch stands. */
  private static final class Hop {
    URI url;
    int requests;
    long deadline;
    Duration crawlDelay = Duration.ZERO;

    Hop(URI url) {
      this.url = url;
    }
  }

  private FetchResult follow(Hop hop, Validators validators) throws IOException {
    checkUrlAndOpen(hop.url);
    hop.deadline = System.nanoTime() + settings.timeout().toNanos();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      String host = hostAndPort(hop.url);
      RobotsCache.Rules rules = robots(hop, host);
      if (!rules.known()) {
        return failed(
            hop,
            Status.FAILED,
            "robots.txt of " + host + " cannot be read: nothing is fetched there for now");
      }
      if (!rules.rules().isAllowed(hop.url.toString())) {
        return failed(hop, Status.REFUSED, "robots.txt of " + host + " forbids this page");
      }
      hop.crawlDelay =
          rules.rules().getCrawlDelay() > 0
              ? Duration.ofMillis(rules.rules().getCrawlDelay())
              : Duration.ZERO;
      pause(hop, host);
      Answer answer = exchange().get(hop.url, validators, hop.deadline, settings.maxBytes(), false);
      if (!answer.isRedirect()) {
        return result(hop, host, answer);
      }
      hop.url = target(hop.url, answer.location());
    }
    return failed(hop, Status.FAILED, "more than " + MOST_REDIRECTS + " redirects");
  }

  /** Opening the client for the first time is slow, and not the page's fault. */
  private void checkUrlAndOpen(URI url) throws IOException {
    hostAndPort(url);
    exchange();
  }

  private FetchResult result(Hop hop, String host, Answer answer) {
    int code = answer.code();
    Status status =
        code == 200
            ? Status.OK
            : code == 304
                ? Status.UNCHANGED
                : code >= 400 && code < 500 && code != 408 && code != 425 && code != 429
                    ? Status.GONE
                    : Status.FAILED;
    boolean well = status == Status.OK || status == Status.UNCHANGED;
    return new FetchResult(
        status,
        code,
        hop.url,
        answer.body(),
        answer.contentType(),
        answer.validators(),
        hop.crawlDelay,
        RetryAfter.parse(answer.retryAfter(), clock.instant()),
        well ? "" : "HTTP " + code + " from " + host);
  }

  /** The rules of a host, fetched if need be with redirects of their own. */
  private RobotsCache.Rules robots(Hop hop, String host) throws IOException {
    RobotsCache.Rules rules = robots.fresh(host);
    if (rules != null) {
      return rules;
    }
    URI url = hop.url.resolve("/robots.txt");
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      pause(hop, hostAndPort(url));
      Answer answer;
      try {
        answer = exchange().get(url, Validators.NONE, hop.deadline, RobotsCache.MOST_BYTES, true);
      } catch (ClosedAddressException e) {
        throw e; // not the host's doing, and no reason to ask again
      } catch (IOException e) {
        checkOpen();
        return robots.put(host, 0, new byte[0], "");
      }
      if (!answer.isRedirect()) {
        return robots.put(host, answer.code(), answer.body(), answer.contentType());
      }
      url = target(url, answer.location());
    }
    return robots.put(host, 310, new byte[0], "");
  }

  /** Spaces the second and later requests of one fetch; the deadline moves along. */
  private void pause(Hop hop, String host) throws InterruptedIOException {
    if (hop.requests++ == 0 || settings.relaxedHosts().contains(host)) {
      return;
    }
    long nanos = settings.minDelay().toNanos();
    try {
      Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    hop.deadline += nanos;
  }

  private static URI target(URI base, String location) throws IOException {
    try {
      URI target = base.resolve(Urls.parse(location));
      hostAndPort(target);
      return target;
    } catch (IllegalArgumentException e) {
      throw new IOException("redirects to an address that is not fetched", e);
    }
  }

  private FetchResult failed(Hop hop, Status status, String message) {
    return new FetchResult(
        status,
        0,
        hop.url,
        new byte[0],
        "",
        Validators.NONE,
        hop.crawlDelay,
        Duration.ZERO,
        message);
  }

  /** Says what happened without an exception's own words, which may quote an address. */
  private String explain(Hop hop, IOException e) {
    String host = hop.url.getHost();
    if (e instanceof UnknownHostException) {
      return "the name " + host + " cannot be resolved";
    } else if (e instanceof ConnectException) {
      return host + " accepts no connection";
    } else if (e instanceof InterruptedIOException) {
      return host + " took longer than " + settings.timeout().toMillis() + " ms";
    } else if (e instanceof SSLException) {
      return "no secure connection to " + host + " (certificate or protocol)";
    } else if (e instanceof Bodies.TooLargeException) {
      return e.getMessage() + " (" + host + ")";
    }
    return "the connection to " + host + " broke (" + e.getClass().getSimpleName() + ")";
  }

  private synchronized void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
  }

  private synchronized HttpExchange exchange() throws IOException {
    checkOpen();
    if (exchange == null) {
      String agent =
          settings.contact().isEmpty()
              ? "Qingting/0.1"
              : "Qingting/0.1 (+" + settings.contact() + ")";
      exchange =
          HttpExchange.open(
              new GuardedResolver(resolver, settings.allowHosts()), agent, settings.timeout());
    }
    return exchange;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (exchange != null) {
      exchange.close();
      exchange = null;
    }
  }
}
