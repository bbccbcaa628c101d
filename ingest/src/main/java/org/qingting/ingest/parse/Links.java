package org.qingting.ingest.parse;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** What leads from one page to others. */
final class Links {
  private static final Set<String> NEXT_WORDS =
      Set.of("下一页", "下页", "后一页", "下一頁", "下頁", "next", "nextpage", "next›", "next»");
  private static final Set<String> NEXT_SIGNS = Set.of("›", "»", ">", ">>", "→");
  private static final Set<String> FIRST_WORDS =
      Set.of("1", "首页", "第一页", "第1页", "首頁", "第一頁", "上一页", "上页", "«", "‹", "<<", "first", "1...");
  private static final Pattern MARKS = Pattern.compile("[\\s\\[\\]【】()（）|·.…]+");
  private static final Pattern PAGER_CLASS =
      Pattern.compile("(?i)next|pag(?:e|ing|ination)|fenye|pg");

  private Links() {}

  /** The address that links on the page are relative to. */
  static URI base(Document page, URI url) {
    Element base = page.selectFirst("base[href]");
    if (base != null) {
      String href = CanonicalUrl.resolve(url, base.attr("href"));
      if (!href.isEmpty()) {
        return URI.create(href);
      }
    }
    return url;
  }

  /**
   * Address of the next page of a list or thread; {@code ""} for none. Only on the same host: a
   * list does not go on elsewhere.
   */
  static String next(Document page, URI url, String selector) {
    URI base = base(page, url);
    List<Element> candidates = new ArrayList<>();
    if (!selector.isEmpty()) {
      candidates.addAll(page.select(selector));
    } else {
      candidates.addAll(page.select("link[rel=next], a[rel=next]"));
      for (Element anchor : page.select("a[href]")) {
        if (saysNext(anchor)) {
          candidates.add(anchor);
        }
      }
    }
    String self = CanonicalUrl.page(url.toString());
    for (Element candidate : candidates) {
      String next = CanonicalUrl.resolve(base, href(candidate));
      if (!next.isEmpty() && !next.equals(self) && sameHost(next, url)) {
        return next;
      }
    }
    return "";
  }

  /** Links that are labelled as leading to the first or previous page. */
  static List<String> toEarlierPages(Document page, URI url) {
    URI base = base(page, url);
    List<String> found = new ArrayList<>();
    for (Element anchor : page.select("a[href]")) {
      if (FIRST_WORDS.contains(label(anchor)) || anchor.attr("rel").matches("first|prev|start")) {
        String target = CanonicalUrl.resolve(base, anchor.attr("href"));
        if (!target.isEmpty()) {
          found.add(target);
        }
      }
    }
    return found;
  }

  /** The address that an element links to: its own or that of the first anchor in it. */
  static String href(Element element) {
    if (element.hasAttr("href")) {
      return element.attr("href");
    }
    Element anchor = element.selectFirst("a[href]");
    return anchor == null ? "" : anchor.attr("href");
  }

  static boolean sameHost(String link, URI url) {
    return url.getHost() != null && url.getHost().equalsIgnoreCase(URI.create(link).getHost());
  }

  private static boolean saysNext(Element anchor) {
    String label = label(anchor);
    if (NEXT_WORDS.contains(label)) {
      return true;
    }
    if (label.isEmpty() && NEXT_WORDS.contains(anchor.attr("title").strip())) {
      return true;
    }
    return NEXT_SIGNS.contains(label)
        && (PAGER_CLASS.matcher(anchor.className()).find()
            || (anchor.parent() != null
                && PAGER_CLASS.matcher(anchor.parent().className()).find()));
  }

  private static String label(Element anchor) {
    String text = anchor.text();
    return text.length() > 12 ? "" : MARKS.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
  }
}
