package org.qingting.ingest.fetch;

/**
 * What a server gave to recognise a page by, so that an unchanged one need not be sent again.
 *
 * @param etag the ETag header; {@code ""} for none
 * @param lastModified the Last-Modified header as sent; {@code ""} for none
 */
public record Validators(String etag, String lastModified) {
  /** Nothing known: the page is asked for whole. */
  public static final Validators NONE = new Validators("", "");

  private static final int LONGEST = 256;

  public Validators {
    etag = usable(etag);
    lastModified = usable(lastModified);
  }

  /** Both are kept in a source's state and sent back: what is long or not plain text is dropped. */
  private static String usable(String value) {
    if (value == null || value.length() > LONGEST) {
      return "";
    }
    return value.chars().allMatch(c -> c >= ' ' && c < 127) ? value : "";
  }
}
