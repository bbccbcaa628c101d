package org.qingting.ingest.parse;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** Finds who wrote an article. */
final class Authors {
  private static final int LONGEST = 60;
  private static final String NAMES =
      "(?<names>[\\p{IsHan}A-Za-z·•_0-9]{2,20}(?:[ 、，,]{1,2}(?!时间|日期|发表|发布|来源|阅读|点击|浏览|评论|我要|编辑|责任|摄影|通讯员|记者)"
          + "[\\p{IsHan}·]{2,4}(?![\\p{IsHan}：:])){0,3})";
  private static final Pattern LABELLED =
      Pattern.compile("(?:作者|撰文|文/图|发布人|发布者|供稿|博主|楼主|发帖人)\\s{0,2}[：:/]\\s{0,3}" + NAMES);
  private static final Pattern REPORTER =
      Pattern.compile("(?:[（(【\\s]|本报|本网|特约|实习|首席)(?:记者|通讯员)\\s{0,2}[：:]?\\s{0,2}" + NAMES);
  private static final Pattern EDITOR =
      Pattern.compile("(?:责任编辑|责编|编辑)\\s{0,2}[：:]\\s{0,3}" + NAMES);

  /** What is glued to a name. */
  private static final Pattern TAIL =
      Pattern.compile("(?:发自|发表于|发布于|报道|摄|文|发)\\s*\\p{IsHan}{0,6}$|\\s+(?:发自|报道).*$");

  /** Makers of software and sites, which stand in the author tags of their templates. */
  private static final Pattern NO_PERSON =
      Pattern.compile(
          "(?i).*(?:\\.(?:com|cn|net|org)|discuz|dedecms|phpcms|wordpress|admin|team|网$|公司).*");

  private static final Pattern LABEL =
      Pattern.compile("^\\s*(?:作者|撰文|记者|文|发布人|发布者|楼主|by|By|BY)\\s{0,2}[：:/]\\s{0,3}");

  private Authors() {}

  static String find(Document page, Facts facts) {
    String declared = clean(facts.author());
    if (!declared.isEmpty() && !NO_PERSON.matcher(declared).matches()) {
      return declared;
    }
    for (Element element :
        page.select(
            "[itemprop=author], [rel=author], .author, #author, .byline, .article-author")) {
      String name = clean(element.text());
      if (name.length() >= 2 && name.length() <= 30) {
        return name;
      }
    }
    // Block by block, so that a name is not read on into the next line.
    String text = String.join("\n", BodyText.paragraphs(page.body(), false));
    for (Pattern pattern : List.of(LABELLED, REPORTER, EDITOR)) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.find()) {
        String name = TAIL.matcher(matcher.group("names")).replaceFirst("");
        if (name.length() >= 2) {
          return clean(name);
        }
      }
    }
    return "";
  }

  /** A name without its label, on one line. */
  static String clean(String raw) {
    return PlainText.line(LABEL.matcher(raw).replaceFirst(""), LONGEST);
  }
}
