package org.qingting.ingest.fetch;

import java.net.IDN;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads addresses as they stand in pages: with Chinese letters, blanks, without an encoding. */
final class Urls {
  private static final Pattern AUTHORITY =
      Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)([^/?#]*)");
  private static final String KEPT = "-._~:/?#[]@!$&'()*+,;=%";

  private Urls() {}

  /**
   * Reads an address, absolute or not; its fragment is dropped.
   *
   * @throws IllegalArgumentException when it cannot be read as one
   */
  static URI parse(String text) {
    String address = text.strip();
    int fragment = address.indexOf('#');
    if (fragment >= 0) {
      address = address.substring(0, fragment);
    }
    Matcher authority = AUTHORITY.matcher(address);
    if (authority.find() && !ascii(authority.group(2))) {
      address =
          authority.group(1)
              + IDN.toASCII(authority.group(2), IDN.ALLOW_UNASSIGNED)
              + address.substring(authority.end());
    }
    return URI.create(encoded(address));
  }

  private static boolean ascii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static String encoded(String address) {
    StringBuilder out = new StringBuilder(address.length() + 16);
    for (byte b : address.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 255);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || KEPT.indexOf(c) >= 0);
      if (plain) {
        out.append(c);
      } else {
        out.append('%')
            .append(Character.forDigit(c >> 4, 16))
            .append(Character.forDigit(c & 15, 16));
      }
    }
    return stray(out);
  }

  /** A percent sign that begins no escape is a plain one. */
  private static String stray(StringBuilder text) {
    for (int i = text.indexOf("%"); i >= 0; i = text.indexOf("%", i + 1)) {
      boolean escape =
          i + 2 < text.length()
              && Character.digit(text.charAt(i + 1), 16) >= 0
              && Character.digit(text.charAt(i + 2), 16) >= 0;
      if (!escape) {
        text.insert(i + 1, "25");
      }
    }
    return text.toString();
  }
}
