package org.qingting.ingest.fetch;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells public addresses from those a crawler must never reach: loopback, private, link-local
 * (cloud metadata among them), multicast, reserved, and IPv6 forms that wrap one of these. After
 * the IANA special-purpose registries (RFC 6890).
 */
final class AddressGuard {
  /** First address and prefix length of IPv4 blocks that are not public. */
  private static final int[][] CLOSED = {
    {ip(0, 0, 0, 0), 8},
    {ip(10, 0, 0, 0), 8},
    {ip(100, 64, 0, 0), 10},
    {ip(127, 0, 0, 0), 8},
    {ip(169, 254, 0, 0), 16},
    {ip(172, 16, 0, 0), 12},
    {ip(192, 0, 0, 0), 24},
    {ip(192, 0, 2, 0), 24},
    {ip(192, 88, 99, 0), 24},
    {ip(192, 168, 0, 0), 16},
    {ip(198, 18, 0, 0), 15},
    {ip(198, 51, 100, 0), 24},
    {ip(203, 0, 113, 0), 24},
    {ip(224, 0, 0, 0), 4},
    {ip(240, 0, 0, 0), 4},
  };

  private AddressGuard() {}

  static boolean isPublic(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return isPublic4(bytes, 0);
    }
    if (((Inet6Address) address).getScopeId() != 0) {
      return false;
    }
    return isPublic6(bytes);
  }

  private static boolean isPublic6(byte[] b) {
    if (startsWith(b, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0)) {
      return isPublic4(b, 12); // NAT64: what counts is the IPv4 address behind it
    }
    // Only 2000::/3 is handed out. That leaves out ::, ::1, mapped, fc00::/7, fe80::/10, ff00::/8.
    if ((b[0] & 0xe0) != 0x20) {
      return false;
    }
    boolean special = startsWith(b, 0x20, 0x01) && (b[2] & 0xfe) == 0; // 2001::/23, Teredo in it
    boolean documentation =
        startsWith(b, 0x20, 0x01, 0x0d, 0xb8)
            || (startsWith(b, 0x3f, 0xff) && (b[2] & 0xf0) == 0); // 3fff::/20
    boolean sixToFour = startsWith(b, 0x20, 0x02);
    return !special && !documentation && !sixToFour;
  }

  private static boolean isPublic4(byte[] b, int at) {
    int address = ip(b[at] & 255, b[at + 1] & 255, b[at + 2] & 255, b[at + 3] & 255);
    for (int[] block : CLOSED) {
      int mask = -1 << (32 - block[1]);
      if ((address & mask) == block[0]) {
        return false;
      }
    }
    return true;
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 255) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static int ip(int a, int b, int c, int d) {
    return a << 24 | b << 16 | c << 8 | d;
  }
}
