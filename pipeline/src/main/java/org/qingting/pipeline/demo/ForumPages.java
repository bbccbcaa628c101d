package org.qingting.pipeline.demo;

import static org.qingting.pipeline.demo.Html.escape;

import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** 青禾论坛: one board, threads with pages of floors; a floor's author is linked to a profile. */
final class ForumPages implements SitePages {
  private static final int THREADS = 30;
  private static final int FLOORS = 15;
  private static final Pattern BOARD = Pattern.compile("/forum-12-(\\d{1,4})\\.html");
  private static final Pattern THREAD = Pattern.compile("/thread-(\\d{1,9})-(\\d{1,4})-1\\.html");
  private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final List<String> SIGNATURES =
      List.of("平平淡淡才是真", "今天也要好好吃饭", "枕溪边上种菜的", "有空来坐坐", "");

  @Override
  public Charset charset() {
    return StandardCharsets.UTF_8;
  }

  @Override
  public String forbidden() {
    return "/mod/";
  }

  @Override
  public Optional<Body> page(String path, Visible visible, String base) {
    Matcher board = BOARD.matcher(path.equals("/") ? "/forum-12-1.html" : path);
    if (board.matches()) {
      int page = Integer.parseInt(board.group(1));
      int pages = pages(visible.board().size(), THREADS);
      return page < 1 || page > pages ? Optional.empty() : html(board(visible, page, pages));
    }
    Matcher thread = THREAD.matcher(path);
    if (thread.matches()) {
      int number = Integer.parseInt(thread.group(1));
      int page = Integer.parseInt(thread.group(2));
      List<DemoPost> floors = visible.threads().get(number);
      if (floors == null || page < 1 || page > pages(floors.size(), FLOORS)) {
        return Optional.empty();
      }
      return html(thread(number, floors, page, pages(floors.size(), FLOORS)));
    }
    return Optional.empty();
  }

  @Override
  public String address(DemoPost post, Visible visible) {
    int floor = visible.threads().get(post.page()).indexOf(post);
    return path(post.page(), floor / FLOORS + 1) + "#post_" + post.id();
  }

  private static int pages(int count, int each) {
    return Math.max(1, (count + each - 1) / each);
  }

  private static String path(int thread, int page) {
    return "/thread-" + thread + "-" + page + "-1.html";
  }

  private static String profile(String author) {
    return "/u/" + URLEncoder.encode(author, StandardCharsets.UTF_8);
  }

  private static Optional<Body> html(String html) {
    return Optional.of(new Body("text/html; charset=utf-8", html));
  }

  private static String board(Visible visible, int page, int pages) {
    StringBuilder out = new StringBuilder(head("青禾杂谈 - 青禾论坛"));
    out.append(
        "<div class=\"bm\"><h2>青禾杂谈</h2>\n<table class=\"threadlist\" summary=\"forum_12\">\n");
    out.append("<tr class=\"th\"><th>主题</th><td>作者</td><td>回复/查看</td><td>最后发表</td></tr>\n");
    if (page == 1) {
      out.append(
          "<tr class=\"stick\"><th><a class=\"s xst\" href=\"/mod/notice.html\">版务记录（仅版主可见）</a></th>");
      out.append("<td>版主</td><td>0</td><td>-</td></tr>\n");
    }
    List<Integer> board = visible.board();
    for (int i = (page - 1) * THREADS; i < Math.min(board.size(), page * THREADS); i++) {
      out.append(row(board.get(i), visible.threads().get(board.get(i))));
    }
    out.append("</table></div>\n");
    return out.append(pager("/forum-12-", ".html", page, pages)).append(foot()).toString();
  }

  private static String row(int number, List<DemoPost> floors) {
    DemoPost first = floors.get(0);
    int replies = floors.size() - 1;
    DemoPost last = floors.get(replies);
    return "<tr class=\""
        + (Visible.pinned(floors) ? "stick" : "normal")
        + "\"><th>"
        + (Visible.pinned(floors) ? "<span class=\"icon\">置顶</span> " : "")
        + "<a class=\"s xst\" href=\""
        + path(number, 1)
        + "\">"
        + escape(first.title())
        + "</a></th><td class=\"by\">"
        + link(first.author())
        + "</td><td class=\"num\"><a class=\"xi2\" href=\""
        + path(number, 1)
        + "\">"
        + replies
        + "</a> / <em>"
        + views(number, replies)
        + "</em></td><td class=\"by\">"
        + link(last.author())
        + " <em>"
        + Html.time(last.at(), SHOWN)
        + "</em></td></tr>\n";
  }

  private static String thread(int number, List<DemoPost> floors, int page, int pages) {
    DemoPost first = floors.get(0);
    int replies = floors.size() - 1;
    StringBuilder out = new StringBuilder(head(first.title() + " - 青禾论坛"));
    out.append(
        "<div class=\"pos\"><a href=\"/\">青禾论坛</a> › <a href=\"/forum-12-1.html\">青禾杂谈</a></div>\n");
    out.append("<h1 class=\"ts\">").append(escape(first.title())).append("</h1>\n");
    out.append("<div class=\"hm\">查看: <b class=\"views\">").append(views(number, replies));
    out.append("</b> | 回复: <b class=\"replies\">").append(replies).append("</b></div>\n");
    for (int i = (page - 1) * FLOORS; i < Math.min(floors.size(), page * FLOORS); i++) {
      out.append(floor(floors.get(i), i, page));
    }
    out.append(pager("/thread-" + number + "-", "-1.html", page, pages));
    return out.append(foot()).toString();
  }

  private static String floor(DemoPost post, int index, int page) {
    String name = index == 0 ? "楼主" : index == 1 ? "沙发" : (index + 1) + "楼";
    String signature = SIGNATURES.get(Math.floorMod(post.author().hashCode(), SIGNATURES.size()));
    int likes = Math.floorMod(post.id() * 31, 11);
    return "<div id=\"post_"
        + post.id()
        + "\" class=\"post\"><div class=\"pls\"><div class=\"authi\">"
        + link(post.author())
        + "</div><div class=\"avatar\">积分 "
        + (100 + Math.floorMod(post.author().hashCode(), 4000))
        + "</div></div>\n<div class=\"plc\"><div class=\"pi\"><a class=\"floor\" href=\""
        + path(post.page(), page)
        + "#post_"
        + post.id()
        + "\">"
        + name
        + "</a> <em class=\"time\">发表于 "
        + Html.time(post.at(), SHOWN)
        + "</em></div>\n<div class=\"t_f\">"
        + mentions(escape(post.text()).replace("\n", "<br>\n"))
        + "</div>\n"
        + (signature.isEmpty() ? "" : "<div class=\"sign\">" + signature + "</div>\n")
        + "<div class=\"po\"><span class=\"like\">赞 "
        + likes
        + "</span> <a href=\"#reply\">回复</a> <a href=\"#report\">举报</a></div></div></div>\n";
  }

  /** As forums do, a mention is a link to the profile. */
  private static String mentions(String escaped) {
    return Pattern.compile("(?<![A-Za-z0-9])@(\\S+) ")
        .matcher(escaped)
        .replaceAll(m -> "<a href=\"" + profile(m.group(1)) + "\">@" + m.group(1) + "</a> ");
  }

  private static String link(String author) {
    return "<a class=\"xw1\" href=\"" + profile(author) + "\">" + escape(author) + "</a>";
  }

  private static int views(int number, int replies) {
    return 40 + number * 7 % 311 + 13 * replies;
  }

  private static String pager(String before, String after, int page, int pages) {
    StringBuilder out = new StringBuilder("<div class=\"pg\">");
    if (page > 1) {
      out.append("<a class=\"prev\" href=\"").append(before).append(page - 1).append(after);
      out.append("\">上一页</a> ");
    }
    out.append("<strong>")
        .append(page)
        .append("</strong><span> / ")
        .append(pages)
        .append(" 页</span> ");
    if (page < pages) {
      out.append("<a class=\"nxt\" href=\"").append(before).append(page + 1).append(after);
      out.append("\">下一页</a>");
    }
    return out.append("</div>\n").toString();
  }

  private static String head(String title) {
    return "<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv=\"Content-Type\" "
        + "content=\"text/html; charset=utf-8\" />\n<title>"
        + escape(title)
        + "</title>\n</head>\n<body id=\"nv_forum\">\n<div class=\"note\">"
        + Html.NOTE
        + "</div>\n<div id=\"hd\"><a href=\"/\">青禾论坛</a> <a href=\"/mod/login.html\">版主登录</a> "
        + "<form class=\"search\"><input name=\"q\"><button>搜索</button></form></div>\n";
  }

  private static String foot() {
    return "<div class=\"quick\"><textarea placeholder=\"登录后可以回复\"></textarea></div>\n"
        + "<div id=\"ft\">青禾论坛 · 街坊们说话的地方<br>"
        + Html.NOTE
        + "</div>\n</body>\n</html>\n";
  }
}
