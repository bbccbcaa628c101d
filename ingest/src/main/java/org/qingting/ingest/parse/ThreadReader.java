package org.qingting.ingest.parse;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.qingting.ingest.Selectors;
import org.qingting.model.Engagement;

/** Reads one page of a thread: each floor is a post of its own. */
final class ThreadReader {
  /** Containers of floors in common boards, tried where no selector is given. */
  private static final List<String> COMMON_FLOORS =
      List.of(
          "div[id^=post_]",
          "[id^=floor]",
          "[data-floor]",
          "[data-pid]",
          ".floor",
          ".l_post",
          ".atl-item",
          "article.post",
          "div.post",
          "li.post",
          "table.article",
          ".post-item",
          ".reply-item",
          ".topic-reply");

  private static final String COMMON_TEXT =
      ".t_f, .t_fsz, .d_post_content, .bbs-content, .post-content, .post-body, .post-text, .floor-content,"
          + " .reply-content, .message, .content, .text, .body, .a-content";
  private static final String COMMON_AUTHOR =
      "[itemprop=author], .author, .username, .user-name, .nickname, .nick, .p_author_name, .poster, .authi a, .user";
  private static final String COMMON_TIME =
      "time, [itemprop=datePublished], .time, .date, .post-time, .posttime, .tail-info, [id^=authorposton], .pubtime";
  private static final String NOT_OWN_WORDS =
      "blockquote, .quote, .signature, .sign, .sig, script, style";

  private static final Pattern FLOOR_NUMBER =
      Pattern.compile("(?:^|[\\s第])(\\d{1,6})\\s?(?:楼|#(?!\\d)|F\\b)|(?:^|\\s)#(\\d{1,6})\\b");
  private static final Map<String, String> FLOOR_WORDS = Map.of("沙发", "2", "板凳", "3", "地板", "4");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_:.-]{0,63}");
  private static final Pattern TRAILING_NUMBER = Pattern.compile("(\\d{1,6})$");

  private ThreadReader() {}

  static ParsedPage read(Selectors select, URI url, String knownFirst, Document page, Instant now)
      throws UnreadablePageException {
    String self = CanonicalUrl.page(url.toString());
    String thread = thread(self, knownFirst, page, url);
    boolean firstPage =
        ThreadAddress.firstPage(self).equals(thread) && ThreadAddress.number(self) <= 1;
    List<Element> floors = floors(select, page);
    if (floors.isEmpty()) {
      if (!firstPage || !select.post().isEmpty()) {
        throw new UnreadablePageException(
            select.post().isEmpty()
                ? "no floors found on the page; give their selector: select.post"
                : "select.post (" + select.post() + ") matches nothing on this page");
      }
      return ArticleReader.read(select, URI.create(thread), page, now);
    }
    List<String> ids = floorIds(floors, firstPage);
    String title = firstPage ? ArticleReader.title(select, page, Facts.of(page)) : "";
    List<ParsedPost> posts = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < floors.size() && posts.size() < PageParser.MOST_POSTS; i++) {
      Element floor = floors.get(i);
      boolean opening = firstPage && i == 0;
      String text = text(select, floor);
      String id = ids.get(i).isEmpty() ? checksum(text, seen) : ids.get(i);
      if ((opening ? title + text : text).isEmpty() || (!opening && !seen.add(id))) {
        continue;
      }
      posts.add(
          new ParsedPost(
              opening ? thread : thread + "#" + id,
              opening ? title : "",
              text,
              author(select, floor),
              time(select, floor, now),
              opening ? "" : thread,
              "",
              Engagement.NONE));
    }
    if (posts.isEmpty()) {
      throw new UnreadablePageException("the floors on the page hold no text; check select.text");
    }
    return new ParsedPage(posts, List.of(), Links.next(page, url, select.next()));
  }

  private static String thread(String self, String knownFirst, Document page, URI url) {
    String known = CanonicalUrl.page(knownFirst);
    if (!known.isEmpty()) {
      return ThreadAddress.firstPage(known);
    }
    String byItself = ThreadAddress.firstPage(self, Links.toEarlierPages(page, url));
    if (byItself.equals(self)) {
      Element link = page.selectFirst("link[rel=canonical]");
      String canonical = link == null ? "" : CanonicalUrl.resolve(url, link.attr("href"));
      // A path is needed: some boards name their front page on every page.
      if (!canonical.isEmpty()
          && Links.sameHost(canonical, url)
          && URI.create(canonical).getPath().length() > 1) {
        return ThreadAddress.firstPage(canonical);
      }
    }
    return byItself;
  }

  private static List<Element> floors(Selectors select, Document page) {
    if (!select.post().isEmpty()) {
      return page.select(select.post());
    }
    for (String common : COMMON_FLOORS) {
      List<Element> found = page.select(common);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  /**
   * Ids of floors that stay the same over pages and re-reads: a data attribute, the element's id,
   * the floor number shown; {@code ""} where there is none. Ids that merely count the floors of a
   * page would repeat on the next page and are not used there.
   */
  private static List<String> floorIds(List<Element> floors, boolean firstPage) {
    List<String> ids = new ArrayList<>();
    boolean counting = !firstPage && floors.size() > 0;
    for (int i = 0; i < floors.size(); i++) {
      String id = declaredId(floors.get(i));
      Matcher number = TRAILING_NUMBER.matcher(id);
      long value = number.find() ? Long.parseLong(number.group(1)) : -1;
      counting = counting && (value == i || value == i + 1);
      ids.add(id);
    }
    for (int i = 0; i < floors.size(); i++) {
      if (counting || ids.get(i).isEmpty()) {
        ids.set(i, shownNumber(floors.get(i)));
      }
    }
    return ids;
  }

  private static String declaredId(Element floor) {
    for (String attribute :
        List.of(
            "data-pid", "data-post-id", "data-reply-id", "data-id", "data-floor", "floor", "id")) {
      String value = floor.attr(attribute).strip();
      if (SAFE_ID.matcher(value).matches()) {
        return attribute.endsWith("floor") ? "floor-" + value : value;
      }
    }
    Element inner =
        floor.selectFirst("[data-pid], [data-floor], a[name], [id^=pid], [id^=post], [id^=floor]");
    return inner == null || inner.equals(floor)
        ? ""
        : inner.hasAttr("name") && SAFE_ID.matcher(inner.attr("name")).matches()
            ? inner.attr("name")
            : declaredId(inner);
  }

  private static String shownNumber(Element floor) {
    for (Element element : floor.getAllElements()) {
      String own = element.ownText().strip();
      if (own.length() <= 12 && !own.isEmpty()) {
        Matcher matcher = FLOOR_NUMBER.matcher(own);
        if (matcher.find()) {
          return "floor-" + (matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        String word = FLOOR_WORDS.get(own);
        if (word != null) {
          return "floor-" + word;
        }
      }
    }
    return "";
  }

  /**
   * For floors without any id: of the text alone, so that no author's name goes into an address.
   */
  private static String checksum(String text, Set<String> seen) {
    CRC32C checksum = new CRC32C();
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    String id = String.format(Locale.ROOT, "text-%08x-%d", checksum.getValue(), text.length());
    String unique = id;
    for (int n = 2; seen.contains(unique); n++) {
      unique = id + "-" + n;
    }
    return unique;
  }

  private static String text(Selectors select, Element floor) {
    Element content = null;
    if (!select.text().isEmpty()) {
      content = floor.selectFirst(select.text());
    } else {
      for (Element candidate : floor.select(COMMON_TEXT)) {
        if (!candidate.equals(floor)
            && (content == null || candidate.text().length() > content.text().length())) {
          content = candidate;
        }
      }
    }
    Element own = (content == null ? floor : content).clone();
    own.select(NOT_OWN_WORDS).remove();
    if (content == null) {
      own.select(or(select.author(), COMMON_AUTHOR)).remove();
      own.select(or(select.time(), COMMON_TIME)).remove();
    }
    return PlainText.clean(String.join("\n", BodyText.paragraphs(own, false)));
  }

  private static String author(Selectors select, Element floor) {
    Element found = floor.selectFirst(or(select.author(), COMMON_AUTHOR));
    return found == null ? "" : Authors.clean(found.text());
  }

  private static Instant time(Selectors select, Element floor, Instant now) {
    for (Element element : floor.select(or(select.time(), COMMON_TIME))) {
      Instant at = ArticleReader.ofElement(element, now);
      if (at != null) {
        return at;
      }
    }
    if (!select.time().isEmpty()) {
      return null;
    }
    for (Element element : floor.getAllElements()) {
      String own = element.ownText();
      PageTimes.Found found = own.length() > 60 ? null : PageTimes.find(own, now);
      if (found != null) {
        return found.at();
      }
    }
    return null;
  }

  private static String or(String selector, String common) {
    return selector.isEmpty() ? common : selector;
  }
}
