package org.qingting.pipeline.demo;

import static org.qingting.pipeline.demo.Html.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 青禾县融媒: a news site in UTF-8 with an RSS 2.0 feed. */
final class MediaPages implements SitePages {
  private static final int FEED_ITEMS = 150;
  private static final Pattern ARTICLE =
      Pattern.compile("/news/\\d{4}/\\d\\d/\\d\\d/(\\d+)\\.html");
  private static final DateTimeFormatter PATH = DateTimeFormatter.ofPattern("uuuu/MM/dd");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");
  private static final DateTimeFormatter RSS =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public String forbidden() {
    return "/admin/";
  }

  @Override
  public Optional<Body> page(String path, Visible visible, String base) {
    if (path.equals("/rss.xml")) {
      return Optional.of(
          new Body("application/rss+xml; charset=utf-8", feed(visible.media(), base)));
    }
    if (path.equals("/")) {
      return Optional.of(html(home(visible.media())));
    }
    Matcher matcher = ARTICLE.matcher(path);
    if (matcher.matches()) {
      List<DemoPost> all = visible.media();
      for (int i = all.size() - 1; i >= 0; i--) {
        if (path(all.get(i)).equals(path)) {
          return Optional.of(html(article(all, i, base)));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String address(DemoPost post, Visible visible) {
    return path(post);
  }

  private static String path(DemoPost post) {
    return "/news/" + Html.time(post.at(), PATH) + "/" + post.page() + ".html";
  }

  private static Body html(String html) {
    return new Body("text/html; charset=utf-8", html);
  }

  private static String feed(List<DemoPost> all, String base) {
    StringBuilder out =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")
            .append(
                "<rss version=\"2.0\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n")
            .append("<title>青禾县融媒 要闻</title>\n<link>")
            .append(base)
            .append("/</link>\n<description>")
            .append(Html.NOTE)
            .append("</description>\n<language>zh-cn</language>\n");
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - FEED_ITEMS); i--) {
      DemoPost post = all.get(i);
      String link = base + path(post);
      String lead = post.text().split("\n")[0];
      lead = lead.length() > 60 ? lead.substring(0, 60) + "…" : lead;
      out.append("<item><title>").append(escape(post.title())).append("</title>\n<link>");
      out.append(link)
          .append("</link><guid isPermaLink=\"true\">")
          .append(link)
          .append("</guid>\n");
      out.append("<pubDate>").append(Html.time(post.at(), RSS)).append("</pubDate>");
      out.append("<dc:creator>").append(escape(post.author())).append("</dc:creator>\n");
      out.append("<description><![CDATA[<p>").append(escape(lead));
      out.append("</p>]]></description></item>\n");
    }
    return out.append("</channel>\n</rss>\n").toString();
  }

  private static String home(List<DemoPost> all) {
    StringBuilder out = new StringBuilder(head("青禾县融媒", ""));
    out.append("<main class=\"wrap\"><h2>要闻</h2><ul class=\"headlines\">\n");
    for (int i = all.size() - 1; i >= Math.max(0, all.size() - 20); i--) {
      out.append(item(all.get(i)));
    }
    return out.append("</ul></main>\n").append(foot()).toString();
  }

  private static String article(List<DemoPost> all, int index, String base) {
    DemoPost post = all.get(index);
    String meta =
        "<meta property=\"og:type\" content=\"article\">\n<meta property=\"og:title\" content=\""
            + escape(post.title())
            + "\">\n<meta property=\"article:published_time\" content=\""
            + Html.time(post.at(), ISO)
            + "\">\n<meta name=\"author\" content=\""
            + escape(post.author())
            + "\">\n<link rel=\"canonical\" href=\""
            + base
            + path(post)
            + "\">\n";
    StringBuilder out = new StringBuilder(head(post.title() + " - 青禾县融媒", meta));
    out.append("<main class=\"wrap\">\n<article class=\"detail\">\n<h1>");
    out.append(escape(post.title())).append("</h1>\n<div class=\"meta\"><time datetime=\"");
    out.append(Html.time(post.at(), ISO)).append("\">").append(Html.time(post.at(), SHOWN));
    out.append("</time> <span class=\"source\">来源：青禾县融媒</span> <span class=\"author\">作者：");
    out.append(escape(post.author())).append("</span></div>\n<div class=\"content\">\n");
    out.append(Html.paragraphs(post.text(), "<p>", "</p>")).append("</div>\n</article>\n");
    out.append("<div class=\"tools\"><a href=\"#\">分享</a> <a href=\"#\">打印</a> 责任编辑：值班编辑</div>\n");
    out.append("<aside class=\"related\"><h3>相关阅读</h3><ul>\n");
    // Only older ones: a page must not change because a later one appeared.
    for (int i = index - 1; i >= Math.max(0, index - 4); i--) {
      out.append(item(all.get(i)));
    }
    return out.append("</ul></aside>\n</main>\n").append(foot()).toString();
  }

  private static String item(DemoPost post) {
    return "<li><a href=\"" + path(post) + "\">" + escape(post.title()) + "</a></li>\n";
  }

  private static String head(String title, String meta) {
    return "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n<title>"
        + escape(title)
        + "</title>\n"
        + meta
        + "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"/rss.xml\">\n"
        + "<style>body{font-family:sans-serif}.note{background:#fe9;text-align:center}</style>\n"
        + "</head>\n<body>\n<div class=\"note\" role=\"note\">"
        + Html.NOTE
        + "</div>\n<header><a class=\"logo\" href=\"/\">青禾县融媒</a><nav><a href=\"/\">首页</a> "
        + "<a href=\"/rss.xml\">订阅</a> <a href=\"/admin/login.html\">编辑登录</a></nav></header>\n";
  }

  private static String foot() {
    return "<footer><p>青禾县融媒中心 版权所有 不良信息举报请联系本站</p><p>"
        + Html.NOTE
        + "</p></footer>\n<script>var v=1;</script>\n</body>\n</html>\n";
  }
}
