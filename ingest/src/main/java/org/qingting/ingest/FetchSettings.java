package org.qingting.ingest;

import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * How politely and how carefully pages are fetched.
 *
 * @param contact a web or mail address that the user agent names, so that a webmaster can ask
 * @param minDelay least time between two requests to one host (host and port)
 * @param timeout total deadline of one request, from connecting to the last byte
 * @param maxBytes longest body taken, after decompression
 * @param allowHosts {@code host:port} of private or loopback hosts that may be fetched all the
 *     same; the minimum delay does not apply to those in {@code relaxedHosts}
 * @param relaxedHosts {@code host:port} of hosts whose owner waived the delay (the demo's own)
 */
public record FetchSettings(
    String contact,
    Duration minDelay,
    Duration timeout,
    int maxBytes,
    Set<String> allowHosts,
    Set<String> relaxedHosts)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The defaults. */
  public static final FetchSettings DEFAULT =
      new FetchSettings(
          "", Duration.ofSeconds(1), Duration.ofSeconds(20), 4 << 20, Set.of(), Set.of());

  public FetchSettings {
    contact = contact == null ? "" : contact;
    minDelay = minDelay == null ? Duration.ofSeconds(1) : minDelay;
    timeout = timeout == null ? Duration.ofSeconds(20) : timeout;
    maxBytes = maxBytes == 0 ? 4 << 20 : maxBytes;
    allowHosts = allowHosts == null ? Set.of() : Set.copyOf(allowHosts);
    relaxedHosts = relaxedHosts == null ? Set.of() : Set.copyOf(relaxedHosts);
  }
}
