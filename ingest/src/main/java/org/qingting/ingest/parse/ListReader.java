package org.qingting.ingest.parse;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.SourceSpec.Kind;
import org.qingting.ingest.parse.ParsedPage.DetailLink;

/** Reads a listing or a board: links to articles or threads, and the next page. */
final class ListReader {
  private static final Pattern HAN = Pattern.compile("\\p{IsHan}");
  private static final Pattern ARTICLE_PATH =
      Pattern.compile(
          "(?i)\\d{3,}|\\.s?html?$|/(?:article|news|content|detail|doc|a|p)/|[?&](?:id|aid|nid)=");
  private static final Pattern THREAD_PATH =
      Pattern.compile(
          "(?i)(?:thread|topic|tid|post|read|viewthread|show|bbs|/t/|/p/|article|tie).*\\d");
  private static final Pattern NO_ARTICLE =
      Pattern.compile(
          "(?i)/(?:login|register|about|contact|help|user|space|tag|search|rss|map)(?:[./?]|$)");
  private static final Pattern REPLIES =
      Pattern.compile(
          "(?:回复|回帖|评论|跟帖|回应)\\s{0,3}[:：(（]?\\s{0,3}(\\d{1,9})|(\\d{1,9})\\s{0,3}(?:条|个)?\\s?(?:回复|回帖|评论|跟帖|回应)");
  private static final Pattern RELATIVE =
      Pattern.compile("刚刚|刚才|(?:\\d{1,4}|半)\\s?个?(?:秒钟?|分钟|小时|天|周|月|年)(?:之|以)?前|今天|昨天|前天");
  private static final Pattern REPLY_NAME = Pattern.compile("(?i)repl|comment|huifu|answer|num");
  private static final Pattern VIEW_NAME =
      Pattern.compile("(?i)view|read|hit|click|like|zan|avatar");

  private ListReader() {}

  static ParsedPage read(SourceSpec spec, URI url, Document page, Instant now)
      throws UnreadablePageException {
    boolean forum = spec.kind() == Kind.FORUM;
    String selector = spec.select().link();
    List<Element> anchors = anchors(page, url, selector, forum);
    Map<String, String> details = new LinkedHashMap<>();
    URI base = Links.base(page, url);
    String self = CanonicalUrl.page(url.toString());
    for (Element anchor : anchors) {
      String link = CanonicalUrl.resolve(base, Links.href(anchor));
      if (forum) {
        link = ThreadAddress.firstPage(link);
      }
      if (!link.isEmpty() && !link.equals(self) && details.size() < PageParser.MOST_LINKS) {
        details.putIfAbsent(link, forum ? threadStamp(anchor) : articleStamp(anchor, now));
      }
    }
    if (details.isEmpty()) {
      throw new UnreadablePageException(
          selector.isEmpty()
              ? "no links to "
                  + (forum ? "threads" : "articles")
                  + " found; give their selector: select.link"
              : "select.link (" + selector + ") matches no link on this page");
    }
    List<DetailLink> links = new ArrayList<>();
    details.forEach((link, stamp) -> links.add(new DetailLink(link, stamp)));
    return new ParsedPage(List.of(), links, Links.next(page, url, spec.select().next()));
  }

  private static List<Element> anchors(Document page, URI url, String selector, boolean forum) {
    if (!selector.isEmpty()) {
      return page.select(selector);
    }
    List<Element> found = new ArrayList<>();
    URI base = Links.base(page, url);
    for (Element anchor : page.select("a[href]")) {
      String link = CanonicalUrl.resolve(base, anchor.attr("href"));
      if (!link.isEmpty() && Links.sameHost(link, url) && leadsToDetail(anchor, link, forum)) {
        found.add(anchor);
      }
    }
    return found;
  }

  private static boolean leadsToDetail(Element anchor, String link, boolean forum) {
    String text = anchor.text().isBlank() ? anchor.attr("title") : anchor.text();
    if (text.length() > 200 || han(text) < (forum ? 4 : 6) || NO_ARTICLE.matcher(link).find()) {
      return false;
    }
    String path = link.substring(link.indexOf('/', 8) < 0 ? link.length() : link.indexOf('/', 8));
    if (!(forum ? THREAD_PATH : ARTICLE_PATH).matcher(path).find()) {
      return false;
    }
    return anchor.closest(
            "nav, footer, aside, [class^=nav], [class*= nav], [id^=nav], [class*=foot], [class*=crumb], [class*=copyright]")
        == null;
  }

  private static int han(String text) {
    int count = 0;
    Matcher matcher = HAN.matcher(text);
    while (matcher.find()) {
      count++;
    }
    return count;
  }

  /** An absolute date shown in the article's row; nothing that changes by itself. */
  private static String articleStamp(Element anchor, Instant now) {
    String row = rowText(anchor);
    PageTimes.Found found =
        row.length() > 400 ? null : PageTimes.find(RELATIVE.matcher(row).replaceAll(" "), now);
    return found == null ? "" : found.at().toString();
  }

  /**
   * What a thread's row shows of its replies: their count where it is told, else a checksum of the
   * row, view counts and relative times left out. A checksum, since rows hold names of people and
   * stamps are kept in state.
   */
  private static String threadStamp(Element anchor) {
    Element row = row(anchor);
    if (row.equals(anchor)) {
      return "";
    }
    Matcher replies = REPLIES.matcher(row.text());
    if (replies.find()) {
      return "replies " + (replies.group(1) == null ? replies.group(2) : replies.group(1));
    }
    for (Element element : row.select("[class]")) {
      String text = element.text().strip();
      if (REPLY_NAME.matcher(element.className()).find()
          && text.matches("\\d{1,9}(?:\\s?/\\s?\\d{1,9})?")) {
        return "replies " + text.split("/")[0].strip();
      }
    }
    StringBuilder rest = new StringBuilder();
    for (Element element : row.getAllElements()) {
      if (!VIEW_NAME.matcher(element.className()).find() && !anchor.equals(element.closest("a"))) {
        rest.append(element.ownText()).append(' ');
      }
    }
    String changing = RELATIVE.matcher(rest).replaceAll("").strip();
    CRC32C checksum = new CRC32C();
    checksum.update(changing.getBytes(StandardCharsets.UTF_8));
    return changing.isEmpty() ? "" : String.format(Locale.ROOT, "%08x", checksum.getValue());
  }

  private static String rowText(Element anchor) {
    Element row = row(anchor);
    return row.equals(anchor) ? "" : row.text();
  }

  /**
   * The list row that an anchor stands in: the largest element around it with no other row in it.
   */
  private static Element row(Element anchor) {
    Element row = anchor;
    for (Element parent = anchor.parent(); parent != null; parent = parent.parent()) {
      String name = parent.normalName();
      if (name.equals("body")
          || name.equals("ul")
          || name.equals("ol")
          || name.equals("tbody")
          || name.equals("table")) {
        break;
      }
      if (!row.equals(anchor) && hasSiblingLike(row) && !isCell(row)) {
        break;
      }
      row = parent;
    }
    return row;
  }

  private static boolean isCell(Element element) {
    return element.normalName().equals("td")
        || element.normalName().equals("th")
        || element.normalName().equals("span")
        || element.normalName().equals("a")
        || element.normalName().equals("p");
  }

  private static boolean hasSiblingLike(Element element) {
    Element parent = element.parent();
    if (parent == null) {
      return false;
    }
    int alike = 0;
    for (Element child : parent.children()) {
      if (child.normalName().equals(element.normalName())
          && child.className().equals(element.className())
          && child.selectFirst("a[href]") != null) {
        alike++;
        if (alike > 1) {
          return true;
        }
      }
    }
    return false;
  }
}
