package org.qingting.pipeline.demo;

import static org.qingting.pipeline.demo.Html.escape;

import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * 禾风晚报: an old-fashioned news site in GB18030 that calls itself gb2312, as real ones do, with
 * listing pages.
 */
final class EveningPages implements SitePages {
  private static final int LISTED = 20;
  private static final Pattern LIST = Pattern.compile("/xinwen/index(?:_(\\d{1,4}))?\\.htm");
  private static final Pattern ARTICLE =
      Pattern.compile("/xinwen/\\d{4}-\\d\\d-\\d\\d/content_(\\d{1,9})\\.htm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd");
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("MM-dd HH:mm");
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("uuuu年MM月dd日 HH:mm:ss");

  @Override
  public Charset charset() {
    return Charset.forName("GB18030");
  }

  @Override
  public String forbidden() {
    return "/neibu/";
  }

  @Override
  public Optional<Body> page(String path, Visible visible, String base) {
    List<DemoPost> all = visible.evening();
    Matcher list = LIST.matcher(path.equals("/") ? "/xinwen/index.htm" : path);
    if (list.matches()) {
      int page = list.group(1) == null ? 1 : Integer.parseInt(list.group(1));
      return page < 1 || page > pages(all) ? Optional.empty() : html(listing(all, page));
    }
    if (ARTICLE.matcher(path).matches()) {
      for (int i = all.size() - 1; i >= 0; i--) {
        if (path(all.get(i)).equals(path)) {
          return html(article(all, i));
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public String address(DemoPost post, Visible visible) {
    return path(post);
  }

  private static int pages(List<DemoPost> all) {
    return Math.max(1, (all.size() + LISTED - 1) / LISTED);
  }

  private static String path(DemoPost post) {
    return "/xinwen/" + Html.time(post.at(), DAY) + "/content_" + post.page() + ".htm";
  }

  /** No charset in the header: the page's own false one is all a crawler is told. */
  private static Optional<Body> html(String html) {
    return Optional.of(new Body("text/html", html));
  }

  private static String listing(List<DemoPost> all, int page) {
    StringBuilder out = new StringBuilder(head("新闻中心_禾风晚报"));
    out.append(
        "<TABLE width=\"960\" align=\"center\"><TR><TD class=\"lm\">新闻中心</TD></TR><TR><TD>\n");
    out.append("<ul class=\"newslist\">\n");
    int first = all.size() - 1 - (page - 1) * LISTED;
    for (int i = first; i >= 0 && i > first - LISTED; i--) {
      DemoPost post = all.get(i);
      out.append("<li>·<a href=\"").append(path(post)).append("\" target=\"_blank\">");
      out.append(escape(post.title())).append("</a> <span class=\"rq\">");
      out.append(Html.time(post.at(), SHORT)).append("</span></li>\n");
    }
    out.append("</ul></TD></TR><TR><TD class=\"pages\">");
    if (page > 1) {
      out.append("<a class=\"prev\" href=\"").append(index(page - 1)).append("\">上一页</a>&nbsp;");
    }
    out.append("<b>").append(page).append("</b>/").append(pages(all)).append("&nbsp;");
    if (page < pages(all)) {
      out.append("<a class=\"next\" href=\"").append(index(page + 1)).append("\">下一页</a>");
    }
    return out.append("</TD></TR></TABLE>\n").append(foot()).toString();
  }

  private static String index(int page) {
    return page == 1 ? "/xinwen/index.htm" : "/xinwen/index_" + page + ".htm";
  }

  private static String article(List<DemoPost> all, int index) {
    DemoPost post = all.get(index);
    StringBuilder out = new StringBuilder(head(post.title() + "_禾风晚报"));
    out.append("<TABLE width=\"960\" align=\"center\"><TR><TD width=\"680\" valign=\"top\">\n");
    out.append("<div class=\"pos\">当前位置：<a href=\"/\">首页</a> &gt; ");
    out.append("<a href=\"/xinwen/index.htm\">新闻中心</a> &gt; 正文</div>\n<h1 class=\"bt\">");
    out.append(escape(post.title())).append("</h1>\n<div class=\"xx\"><span class=\"sj\">");
    out.append(Html.time(post.at(), SHOWN)).append("</span>&nbsp;&nbsp;来源：禾风晚报&nbsp;&nbsp;作者：");
    out.append("<span class=\"zz\">").append(escape(post.author())).append("</span></div>\n");
    out.append("<div id=\"zw\" class=\"zw\">\n");
    out.append(Html.paragraphs(post.text(), "<P>&nbsp;&nbsp;&nbsp;&nbsp;", "</P>"));
    out.append("</div>\n<div class=\"bq\"><font size=\"2\">[责任编辑：夜班]</font> ");
    out.append("<a href=\"javascript:window.print()\">打印</a></div>\n</TD>\n");
    out.append("<TD width=\"260\" valign=\"top\" class=\"side\"><div class=\"t\">往期回顾</div>\n");
    for (int i = index - 1; i >= Math.max(0, index - 6); i--) {
      out.append("<div>·<a href=\"").append(path(all.get(i))).append("\">");
      out.append(escape(all.get(i).title())).append("</a></div>\n");
    }
    return out.append("</TD></TR></TABLE>\n").append(foot()).toString();
  }

  private static String head(String title) {
    return "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        + "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n<HTML>\n<HEAD>\n"
        + "<META http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">\n<TITLE>"
        + escape(title)
        + "</TITLE>\n</HEAD>\n<BODY>\n<center class=\"note\">"
        + Html.NOTE
        + "</center>\n<TABLE width=\"960\" align=\"center\" class=\"dh\"><TR><TD><a href=\"/\">首页</a> | "
        + "<a href=\"/xinwen/index.htm\">新闻</a> | <a href=\"/neibu/shenjiao.htm\">内部审校</a>"
        + "</TD></TR></TABLE>\n";
  }

  private static String foot() {
    return "<TABLE width=\"960\" align=\"center\" class=\"bottom\"><TR><TD align=\"center\">"
        + "禾风晚报社主办&nbsp;未经许可不得转载<br>"
        + Html.NOTE
        + "</TD></TR></TABLE>\n</BODY>\n</HTML>\n";
  }
}
