package org.qingting.ingest.parse;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Elements;
import org.qingting.ingest.Selectors;
import org.qingting.model.Engagement;

/** Reads one article: by its selectors where given, else by what pages have in common. */
final class ArticleReader {
  /** Lines around an article that are not of it. */
  private static final Pattern MARGIN =
      Pattern.compile(
          "^[\\s【\\[（(]{0,3}(?:责任编辑|责编|编辑|来源|稿源|文章来源|信息来源|本文来源|作者|记者|通讯员|编审|审核|校对|值班编辑|初审|复审|终审|"
              + "原标题|关键词|关键字|标签|阅读数|浏览|浏览次数|阅读|点击|点击数|评论|字号|字体|分享到|分享|打印|收藏|关闭|举报|上一篇|下一篇|相关阅读|相关新闻|延伸阅读|推荐阅读|扫一扫|返回|"
              + "版权|版权声明|免责声明|声明|Copyright|©|凡本网|本网站|发布时间|发表时间|时间|日期)"
              + "(?:[\\s：:】\\]）)].*|.{0,12}|(?<=版权|声明|©|Copyright|凡本网).*)$",
          Pattern.CASE_INSENSITIVE);

  private ArticleReader() {}

  static ParsedPage read(Selectors select, URI url, Document page, Instant now)
      throws UnreadablePageException {
    Facts facts = Facts.of(page);
    String title = title(select, page, facts);
    List<String> paragraphs = text(select, page, title);
    String text = PlainText.clean(String.join("\n", paragraphs));
    if (text.isEmpty() && title.isEmpty()) {
      throw new UnreadablePageException("no title and no text found on the page");
    }
    if (text.isEmpty()) {
      throw new UnreadablePageException(
          "no text found on the page; give its selector: select.text");
    }
    ParsedPost post =
        new ParsedPost(
            CanonicalUrl.page(url.toString()),
            title,
            text,
            author(select, page, facts),
            time(select, page, facts, url, now),
            "",
            "",
            Engagement.NONE);
    return new ParsedPage(List.of(post), List.of(), "");
  }

  static String title(Selectors select, Document page, Facts facts) {
    if (!select.title().isEmpty()) {
      Element chosen = page.selectFirst(select.title());
      if (chosen != null && chosen.hasText()) {
        return PlainText.line(chosen.text(), PlainText.LONGEST_TITLE);
      }
    }
    return Titles.find(page, facts);
  }

  private static List<String> text(Selectors select, Document page, String title) {
    if (!select.text().isEmpty()) {
      Elements chosen = page.select(select.text());
      if (chosen.hasText()) {
        List<String> paragraphs = new ArrayList<>();
        for (Element element : chosen) {
          paragraphs.addAll(BodyText.paragraphs(element, false));
        }
        return paragraphs;
      }
    }
    return withoutMargins(BodyText.find(page.body()), title);
  }

  /** Cuts bylines, the repeated title and notices off both ends of the text. */
  private static List<String> withoutMargins(List<String> paragraphs, String title) {
    int from = 0;
    int to = paragraphs.size();
    while (to > from && isMargin(paragraphs.get(to - 1), title)) {
      to--;
    }
    int seen = Math.min(to, from + 8);
    for (int i = from; i < seen; i++) {
      if (isMargin(paragraphs.get(i), title)) {
        from = i + 1;
      } else if (paragraphs.get(i).length() > 60) {
        break;
      }
    }
    return paragraphs.subList(from, to);
  }

  private static boolean isMargin(String paragraph, String title) {
    if (paragraph.equals(title)) {
      return true;
    }
    if (paragraph.length() > 200) {
      return false;
    }
    if (MARGIN.matcher(paragraph).matches()) {
      return true;
    }
    PageTimes.Found time =
        paragraph.length() < 80 ? PageTimes.find(paragraph, Instant.EPOCH) : null;
    return time != null
        && time.end() - time.start() >= 8
        && paragraph.indexOf('。') < 0
        && paragraph.length() - (time.end() - time.start()) < 40
        && paragraph.indexOf('，') < 0;
  }

  static String author(Selectors select, Document page, Facts facts) {
    if (!select.author().isEmpty()) {
      Element chosen = page.selectFirst(select.author());
      return chosen == null ? "" : Authors.clean(chosen.text());
    }
    return Authors.find(page, facts);
  }

  private static Instant time(Selectors select, Document page, Facts facts, URI url, Instant now) {
    if (!select.time().isEmpty()) {
      Element chosen = page.selectFirst(select.time());
      if (chosen != null) {
        return ofElement(chosen, now);
      }
    }
    PageTimes.Found found = facts.published(page, url, now);
    return found == null ? null : found.at();
  }

  /** The time that an element tells by its attribute or its text; null for none. */
  static Instant ofElement(Element element, Instant now) {
    for (String attribute :
        List.of("datetime", "title", "data-time", "data-timestamp", "content")) {
      if (element.hasAttr(attribute)) {
        PageTimes.Found found = PageTimes.value(element.attr(attribute), now);
        if (found != null) {
          return found.at();
        }
      }
    }
    PageTimes.Found found = PageTimes.find(element.text(), now);
    return found == null ? null : found.at();
  }
}
