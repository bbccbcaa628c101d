package org.qingting.ingest.fetch;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Gives the connection the very addresses that were checked, so that a name cannot point elsewhere
 * between check and use. One closed address closes the host.
 */
final class GuardedResolver implements DnsResolver {
  private static final int MOST_ADDRESSES = 4;

  private final Resolver resolver;
  private final Set<String> allowed;

  GuardedResolver(Resolver resolver, Set<String> allowed) {
    this.resolver = resolver;
    this.allowed = allowed;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(bare(host));
    if (!allowed.contains(host.toLowerCase(Locale.ROOT) + ":" + port)) {
      check(host, addresses);
    }
    return Arrays.stream(addresses)
        .limit(MOST_ADDRESSES)
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = resolver.resolve(bare(host));
    check(host, addresses);
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  private static void check(String host, InetAddress[] addresses) throws UnknownHostException {
    for (InetAddress address : addresses) {
      if (!AddressGuard.isPublic(address)) {
        throw new ClosedAddressException(host);
      }
    }
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** A host that resolves to an address which is not public. */
  static final class ClosedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    ClosedAddressException(String host) {
      super(
          host
              + " has a private, loopback or reserved address, which is not fetched;"
              + " if it is meant, list host:port under allowHosts");
    }
  }
}
