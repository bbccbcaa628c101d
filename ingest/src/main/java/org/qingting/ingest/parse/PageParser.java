package org.qingting.ingest.parse;

import java.net.URI;
import java.time.Instant;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Selector.SelectorParseException;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.SourceSpec.Kind;

/** Reads fetched bytes; pure: no I/O, no clock of its own. Thread-safe. */
public final class PageParser {
  /** Most links taken from one page. */
  static final int MOST_LINKS = 500;

  /** Most posts taken from one page. */
  static final int MOST_POSTS = 500;

  /**
   * Reads one page of a source.
   *
   * <p>Of a thread's later pages the first page's address is found by itself (page parameters and
   * suffixes, {@code rel=canonical}, links to page 1); where the crawl knows it, {@link
   * #parse(SourceSpec, PageRole, URI, String, byte[], String, Instant)} is surer.
   *
   * @param spec the source it belongs to
   * @param role what the crawl expects it to be
   * @param url its address after redirects
   * @param body bytes after decompression
   * @param contentType the Content-Type header; {@code ""} if none
   * @param fetchedAt for times such as 3分钟前, and where the page tells none
   * @throws UnreadablePageException when nothing can be read from it; the message says why
   */
  public ParsedPage parse(
      SourceSpec spec, PageRole role, URI url, byte[] body, String contentType, Instant fetchedAt)
      throws UnreadablePageException {
    return parse(spec, role, url, "", body, contentType, fetchedAt);
  }

  /**
   * The same, told where the thread begins.
   *
   * @param threadUrl address of the first page of the thread that this page belongs to, as given by
   *     the {@link ParsedPage.DetailLink} that led there; {@code ""} where unknown. Only read for
   *     details of forums
   */
  public ParsedPage parse(
      SourceSpec spec,
      PageRole role,
      URI url,
      String threadUrl,
      byte[] body,
      String contentType,
      Instant fetchedAt)
      throws UnreadablePageException {
    if (body.length == 0) {
      throw new UnreadablePageException("the page is empty");
    }
    try {
      String content = Charsets.decode(body, contentType);
      if (role == PageRole.LIST && spec.kind() == Kind.FEED) {
        return FeedReader.read(url, content, fetchedAt);
      }
      if (looksBinary(content)) {
        throw new UnreadablePageException(
            "the page is no text (Content-Type: " + shown(contentType) + ")");
      }
      Document page = Jsoup.parse(content, url.toString());
      if (role == PageRole.LIST) {
        return ListReader.read(spec, url, page, fetchedAt);
      }
      if (spec.kind() == Kind.FORUM) {
        return ThreadReader.read(spec.select(), url, threadUrl, page, fetchedAt);
      }
      return ArticleReader.read(spec.select(), url, page, fetchedAt);
    } catch (SelectorParseException e) {
      throw new UnreadablePageException(
          "a selector of source '" + spec.id() + "' is wrong: " + e.getMessage());
    }
  }

  private static boolean looksBinary(String content) {
    int end = Math.min(content.length(), 4096);
    int controls = 0;
    for (int i = 0; i < end; i++) {
      char c = content.charAt(i);
      if (c == 0 || (c < ' ' && !Character.isWhitespace(c)) || c == '\ufffd') {
        controls++;
      }
    }
    return controls > 16 && controls > end / 20;
  }

  private static String shown(String contentType) {
    return contentType.isBlank() ? "none" : PlainText.line(contentType, 80);
  }
}
