package org.qingting.alerts.channels;

import java.net.URI;

/**
 * Where the office's people reach the console; links in messages lie below it and nowhere else.
 *
 * @param base without a slash at the end; {@code ""} where there is none, and no link then
 */
record PublicUrl(String base) {

  /**
   * Checks an address.
   *
   * @throws IllegalArgumentException saying what must be
   */
  PublicUrl {
    base = base == null ? "" : base.replaceFirst("/+$", "");
    if (!base.matches("|https?://[A-Za-z0-9.\\[\\]:-]+(/[A-Za-z0-9/_.~-]*)?")
        || base.length() > 200) {
      throw new IllegalArgumentException(
          "publicUrl must be an http or https address without query, at most 200 characters");
    }
    URI.create(base);
  }

  /** The address of a page; {@code ""} where nothing can be linked. */
  String of(String path) {
    return base.isEmpty() || path.isEmpty() ? "" : base + path;
  }
}
