package org.qingting.ingest.parse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a page says about itself to machines: meta tags and JSON-LD.
 *
 * @param title {@code ""} for none
 * @param author {@code ""} for none
 * @param time as written; {@code ""} for none
 */
record Facts(String title, String author, String time) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_JSON = 200_000;

  private static final List<String> TIME_NAMES =
      List.of(
          "article:published_time",
          "og:published_time",
          "og:release_date",
          "pubdate",
          "publishdate",
          "publish_date",
          "publish-date",
          "publishtime",
          "publish_time",
          "datepublished",
          "dateissued",
          "dc.date",
          "dc.date.issued",
          "dcterms.created",
          "sailthru.date",
          "weibo:article:create_at",
          "weibo: article:create_at",
          "firstpublishedtime",
          "releasedate",
          "date");
  private static final String TIME_PLACES =
      "time[datetime], [itemprop=datePublished], .pubtime, .publish-time, .pub_date, .pubdate, .date,"
          + " .time, #pubtime, #pubtime_baidu, #date, .article-time, .post-time, .info, .source,"
          + " .article-info, .meta";

  static Facts of(Document page) {
    String time = "";
    String ldAuthor = "";
    for (Element script : page.select("script[type=application/ld+json]")) {
      String json = script.data();
      if (json.length() <= LONGEST_JSON) {
        JsonNode node = article(json);
        time = time.isEmpty() ? node.path("datePublished").asText("") : time;
        ldAuthor = ldAuthor.isEmpty() ? authorOf(node.path("author")) : ldAuthor;
      }
    }
    Map<String, String> metas = metas(page);
    String metaTime = first(metas, TIME_NAMES);
    String title = first(metas, List.of("og:title", "twitter:title", "articletitle"));
    String author = first(metas, List.of("author", "article:author", "og:article:author", "byl"));
    boolean isAddress = author.startsWith("http");
    return new Facts(
        PlainText.line(title, PlainText.LONGEST_TITLE),
        author.isEmpty() || isAddress ? ldAuthor : author,
        metaTime.isEmpty() ? time : metaTime);
  }

  /** When the page says that it was published; null if it does not say. */
  PageTimes.Found published(Document page, URI url, Instant now) {
    PageTimes.Found declared = PageTimes.value(time, now);
    if (declared != null && declared.hasTimeOfDay()) {
      return declared;
    }
    PageTimes.Found shown = shown(page, now);
    for (Element element : page.select("time[datetime], [itemprop=datePublished]")) {
      PageTimes.Found marked =
          PageTimes.value(
              element.hasAttr("datetime") ? element.attr("datetime") : element.text(), now);
      if (declared == null && marked != null) {
        return marked;
      }
    }
    if (declared == null) {
      declared = PageTimes.inUrl(url.getRawPath() == null ? "" : url.getRawPath());
    }
    if (declared != null && (shown == null || !sameDay(declared, shown))) {
      return declared;
    }
    return shown;
  }

  private static PageTimes.Found shown(Document page, Instant now) {
    for (Element element : page.select(TIME_PLACES)) {
      PageTimes.Found found =
          element.hasAttr("datetime")
              ? PageTimes.value(element.attr("datetime"), now)
              : PageTimes.find(start(element.text(), 200), now);
      if (found != null) {
        return found;
      }
    }
    return inShortLines(page);
  }

  /**
   * The first full date that stands in a line of its own, with a time of day if there is one; words
   * such as 昨天 in running text tell when something happened, not when it was published.
   */
  private static PageTimes.Found inShortLines(Document page) {
    PageTimes.Found dateOnly = null;
    for (Element element : page.body().getAllElements()) {
      String own = element.ownText();
      if (own.length() >= 8 && own.length() <= 120) {
        PageTimes.Found found = PageTimes.findFull(own);
        if (found != null && found.hasTimeOfDay()) {
          return found;
        }
        dateOnly = dateOnly == null ? found : dateOnly;
      }
    }
    return dateOnly == null ? PageTimes.findFull(start(page.body().text(), 20_000)) : dateOnly;
  }

  private static boolean sameDay(PageTimes.Found a, PageTimes.Found b) {
    return a.at()
        .atZone(PageTimes.CHINA)
        .toLocalDate()
        .equals(b.at().atZone(PageTimes.CHINA).toLocalDate());
  }

  /** Values of all meta tags by their lower-case names; the first of a name counts. */
  private static Map<String, String> metas(Document page) {
    Map<String, String> metas = new HashMap<>();
    for (Element meta : page.getElementsByTag("meta")) {
      String content = meta.attr("content").strip();
      for (String attribute : List.of("name", "property", "itemprop")) {
        String name = meta.attr(attribute);
        if (!name.isEmpty() && !content.isEmpty()) {
          metas.putIfAbsent(name.toLowerCase(Locale.ROOT), content);
        }
      }
    }
    return metas;
  }

  private static String first(Map<String, String> metas, List<String> names) {
    for (String name : names) {
      String value = metas.get(name);
      if (value != null) {
        return value;
      }
    }
    return "";
  }

  /** The node of a JSON-LD script that tells a publishing date, else the missing node. */
  private static JsonNode article(String json) {
    try {
      JsonNode found = JSON.readTree(json).findParent("datePublished");
      return found == null ? JSON.missingNode() : found;
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }

  private static String authorOf(JsonNode author) {
    JsonNode first = author.isArray() ? author.path(0) : author;
    return first.isTextual() ? first.asText() : first.path("name").asText("");
  }

  private static String start(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest);
  }
}
