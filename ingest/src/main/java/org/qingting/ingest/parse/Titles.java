package org.qingting.ingest.parse;

import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds the title of an article. */
final class Titles {
  /** What stands between an article's title and the names of channel and site. */
  private static final Pattern SEPARATOR =
      Pattern.compile(
          "\\s*[_|｜]+\\s*|\\s+[-–—·>»]+\\s+|\\s*(?:--+|——)\\s*|(?<=\\p{IsHan})-(?=\\p{IsHan})");

  private Titles() {}

  static String find(Document page, Facts facts) {
    // Not Document.title(), which looks into the head only: broken pages have it in the body.
    Element element = page.selectFirst("title");
    String whole = element == null ? "" : PlainText.line(element.text(), PlainText.LONGEST_TITLE);
    String heading = heading(page, whole);
    if (!heading.isEmpty() && (whole.isEmpty() || whole.contains(heading))) {
      return heading;
    }
    String declared = facts.title();
    if (!declared.isEmpty()) {
      return whole.startsWith(declared) ? withoutSite(declared) : longestPart(declared, heading);
    }
    if (whole.isEmpty()) {
      return heading;
    }
    return withoutSite(whole);
  }

  private static String longestPart(String declared, String heading) {
    return !heading.isEmpty() && declared.contains(heading) ? heading : withoutSite(declared);
  }

  /** The heading that the page's own title confirms, the longest such; else a lone h1. */
  private static String heading(Document page, String whole) {
    String best = "";
    for (Element element : page.select("h1, h2, h3, .title, #title, .article-title")) {
      String text = PlainText.line(element.text(), PlainText.LONGEST_TITLE);
      if (text.length() >= 4 && text.length() > best.length() && whole.contains(text)) {
        best = text;
      }
    }
    if (best.isEmpty()) {
      var headings = page.select("h1");
      if (headings.size() == 1 && headings.first() != null) {
        return PlainText.line(headings.first().text(), PlainText.LONGEST_TITLE);
      }
    }
    return best;
  }

  /** The first part that is long enough to be a title; site names stand behind. */
  static String withoutSite(String title) {
    String[] parts = SEPARATOR.split(title);
    for (String part : parts) {
      if (part.length() >= 6) {
        return part.strip();
      }
    }
    return parts.length == 0 ? title : parts[0].isBlank() ? title : parts[0].strip();
  }
}
