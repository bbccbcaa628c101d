package org.qingting.ingest.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds all addresses of a host name, as {@link InetAddress#getAllByName} does. */
@FunctionalInterface
interface Resolver {
  InetAddress[] resolve(String host) throws UnknownHostException;
}
