package org.qingting.ingest.parse;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds who wrote an article. */
final class Authors {
  private static final int LONGEST = 60;
  private static final String NAMES =
      "(?<names>[\\p{IsHan}A-Za-z·•_0-9]{2,20}(?:[ 、，,]{1,2}[\\p{IsHan}·]{2,4}(?![\\p{IsHan}])){0,3})";
  private static final Pattern LABELLED =
      Pattern.compile("(?:作者|撰文|文/图|发布人|发布者|供稿|博主|楼主)\\s{0,2}[：:/]\\s{0,3}" + NAMES);
  private static final Pattern REPORTER =
      Pattern.compile("[（(【\\s](?:本报|本网|特约|实习|首席)?(?:记者|通讯员)\\s{0,2}[：:]?\\s{0,2}" + NAMES);
  private static final Pattern LABEL =
      Pattern.compile("^\\s*(?:作者|撰文|记者|文|发布人|发布者|楼主|by|By|BY)\\s{0,2}[：:/]\\s{0,3}");

  private Authors() {}

  static String find(Document page, Facts facts) {
    if (!facts.author().isEmpty()) {
      return clean(facts.author());
    }
    for (Element element :
        page.select(
            "[itemprop=author], [rel=author], .author, #author, .byline, .article-author")) {
      String name = clean(element.text());
      if (name.length() >= 2 && name.length() <= 30) {
        return name;
      }
    }
    String text = page.body().text();
    Matcher labelled = LABELLED.matcher(text);
    if (labelled.find()) {
      return clean(labelled.group("names"));
    }
    Matcher reporter = REPORTER.matcher(text);
    return reporter.find() ? clean(reporter.group("names")) : "";
  }

  /** A name without its label, on one line. */
  static String clean(String raw) {
    return PlainText.line(LABEL.matcher(raw).replaceFirst(""), LONGEST);
  }
}
