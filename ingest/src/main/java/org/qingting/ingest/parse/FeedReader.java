package org.qingting.ingest.parse;

import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import java.io.StringReader;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.qingting.ingest.parse.ParsedPage.DetailLink;
import org.qingting.model.Engagement;

/**
 * Reads RSS 0.9x to 2.0, RDF and Atom: by ROME, which refuses every DOCTYPE and with it external
 * and nested entities; what ROME cannot read, by jsoup's XML parser, which expands no declared
 * entity.
 */
final class FeedReader {
  /**
   * An item with at least so many characters of text is taken as it is; else its link is followed.
   */
  private static final int WHOLE_TEXT = 200;

  private static final Pattern CUT_OFF =
      Pattern.compile("(?:\\.{3}|…|\\[…\\]|\\[\\.\\.\\.\\]|阅读全文|查看全文|阅读更多|Read more)[\\s\\]）)»]*$");
  private static final Pattern WEEKDAY = Pattern.compile("^[A-Za-z]{3,9},?\\s+");
  private static final List<String> DATE_NAMES =
      List.of("pubdate", "published", "date", "issued", "created", "updated", "modified");

  private FeedReader() {}

  /** One entry of a feed; {@code ""} and null for what it lacks. */
  private record Item(
      String link, String guid, String title, String html, String author, Instant at) {}

  static ParsedPage read(URI url, String content, Instant now) throws UnreadablePageException {
    String xml = content.strip();
    List<Item> plain = byJsoup(xml, url, now);
    List<Item> items = byRome(xml);
    if (items == null || items.size() < plain.size()) {
      items = plain;
    } else if (items.size() == plain.size()) {
      items = withDates(items, plain);
    }
    Map<String, String> details = new LinkedHashMap<>();
    List<ParsedPost> posts = new ArrayList<>();
    for (Item item : items) {
      take(item, url, details, posts);
    }
    List<DetailLink> links = new ArrayList<>();
    details.forEach((link, stamp) -> links.add(new DetailLink(link, stamp)));
    return new ParsedPage(posts, links, "");
  }

  private static void take(
      Item item, URI url, Map<String, String> details, List<ParsedPost> posts) {
    String link = CanonicalUrl.resolve(url, item.link());
    String title = PlainText.line(text(item.title()), PlainText.LONGEST_TITLE);
    String text = text(item.html());
    boolean whole = text.length() >= WHOLE_TEXT && !CUT_OFF.matcher(text).find();
    if (link.isEmpty() || whole) {
      boolean empty = text.isEmpty() && title.isEmpty();
      if (!empty && posts.size() < PageParser.MOST_POSTS) {
        String author = PlainText.line(item.author(), 60);
        posts.add(new ParsedPost(link, title, text, author, item.at(), "", "", Engagement.NONE));
      }
    } else if (details.size() < PageParser.MOST_LINKS) {
      String stamp = item.at() == null ? "" : item.at().toString();
      details.putIfAbsent(link, stamp);
    }
  }

  private static String text(String html) {
    if (html.indexOf('<') < 0 && html.indexOf('&') < 0) {
      return PlainText.clean(html);
    }
    Element body = Jsoup.parseBodyFragment(html).body();
    return PlainText.clean(String.join("\n", BodyText.paragraphs(body, false)));
  }

  /** Null where ROME refuses the document. */
  private static List<Item> byRome(String xml) {
    try {
      SyndFeed feed = new SyndFeedInput(false, Locale.ROOT).build(new StringReader(xml));
      List<Item> items = new ArrayList<>();
      for (SyndEntry entry : feed.getEntries()) {
        items.add(item(entry));
      }
      return items;
    } catch (FeedException | RuntimeException e) {
      // ROME lets runtime exceptions of its many modules through; the fallback reads what is there.
      return null;
    }
  }

  private static Item item(SyndEntry entry) {
    StringBuilder html = new StringBuilder();
    for (SyndContent content : entry.getContents()) {
      html.append(orEmpty(content.getValue())).append('\n');
    }
    SyndContent description = entry.getDescription();
    if (html.toString().isBlank() && description != null) {
      html.append(orEmpty(description.getValue()));
    }
    Date date =
        entry.getPublishedDate() == null ? entry.getUpdatedDate() : entry.getPublishedDate();
    return new Item(
        orEmpty(entry.getLink()),
        orEmpty(entry.getUri()),
        orEmpty(entry.getTitle()),
        html.toString(),
        orEmpty(entry.getAuthor()),
        date == null ? null : date.toInstant());
  }

  private static List<Item> byJsoup(String xml, URI url, Instant now)
      throws UnreadablePageException {
    Document feed = Jsoup.parse(xml, url.toString(), Parser.xmlParser());
    List<Item> items = new ArrayList<>();
    boolean isFeed = false;
    for (Element element : feed.getAllElements()) {
      switch (localName(element)) {
        case "rss", "feed", "channel", "rdf" -> isFeed = true;
        case "item", "entry" -> items.add(item(element, now));
        default -> {}
      }
    }
    if (!isFeed && items.isEmpty()) {
      boolean html = xml.regionMatches(true, 0, "<!doctype html", 0, 14) || xml.startsWith("<html");
      throw new UnreadablePageException(
          html ? "this is an HTML page, not a feed" : "this is no feed (RSS, RDF or Atom)");
    }
    return items;
  }

  private static Item item(Element entry, Instant now) {
    Map<String, String> parts = new LinkedHashMap<>();
    String link = "";
    for (Element child : entry.children()) {
      String name = localName(child);
      if (name.equals("link")) {
        String target = child.hasAttr("href") ? child.attr("href") : child.text();
        String rel = child.attr("rel");
        if ((rel.isEmpty() || rel.equals("alternate")) && link.isEmpty()) {
          link = target.strip();
        }
      } else if (name.equals("author") || name.equals("creator")) {
        Element person = child.children().isEmpty() ? child : child.selectFirst("*|name");
        parts.putIfAbsent("author", person == null ? "" : person.text());
      } else {
        boolean markup = child.attr("type").equals("xhtml");
        parts.putIfAbsent(name, markup ? child.html() : child.wholeText());
      }
    }
    String guid = parts.getOrDefault("guid", parts.getOrDefault("id", ""));
    if (link.isEmpty() && guid.startsWith("http")) {
      link = guid;
    }
    String html =
        parts.getOrDefault(
            "encoded",
            parts.getOrDefault(
                "content", parts.getOrDefault("description", parts.getOrDefault("summary", ""))));
    return new Item(
        link,
        guid,
        parts.getOrDefault("title", ""),
        html,
        parts.getOrDefault("author", ""),
        date(parts, now));
  }

  private static Instant date(Map<String, String> parts, Instant now) {
    for (String name : DATE_NAMES) {
      String value = parts.getOrDefault(name, "");
      PageTimes.Found found = PageTimes.value(WEEKDAY.matcher(value.strip()).replaceFirst(""), now);
      if (found != null) {
        return found.at();
      }
    }
    return null;
  }

  /**
   * ROME takes a time without an offset for GMT and knows no form with a blank; Chinese feeds hold
   * both, in local time.
   */
  private static List<Item> withDates(List<Item> items, List<Item> dated) {
    List<Item> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      Item item = items.get(i);
      Instant at = dated.get(i).at() == null ? item.at() : dated.get(i).at();
      String author = item.author().isEmpty() ? dated.get(i).author() : item.author();
      all.add(new Item(item.link(), item.guid(), item.title(), item.html(), author, at));
    }
    return all;
  }

  private static String localName(Element element) {
    String name = element.tagName();
    return name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }
}
