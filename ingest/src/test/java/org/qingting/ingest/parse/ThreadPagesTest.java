package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.SourceSpec.Kind;

class ThreadPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-03T00:15:00Z");
  private static final Selectors SELECT =
      new Selectors("", "", "h1", ".words", ".when", ".who", ".floor");

  private final PageParser parser = new PageParser();

  @Test
  void firstFloorOpensTheThread_othersAreRepliesThatKnowIt() throws Exception {
    ParsedPage page =
        read("http://bbs.example.com/t/7", floors(1, "pid", 3) + "<a href='/t/7?page=2'>下一页</a>");
    ParsedPost opening = page.posts().get(0);
    assertThat(opening.url()).isEqualTo("http://bbs.example.com/t/7");
    assertThat(opening.threadUrl()).isEmpty();
    assertThat(opening.title()).isEqualTo("清水路停水了");
    assertThat(opening.author()).isEqualTo("住户1");
    assertThat(opening.publishedAt()).isEqualTo("2026-11-02T00:01:00Z");
    ParsedPost reply = page.posts().get(2);
    assertThat(reply.url()).isEqualTo("http://bbs.example.com/t/7#pid1003");
    assertThat(reply.threadUrl()).isEqualTo(opening.url());
    assertThat(reply.title()).isEmpty();
    assertThat(reply.text()).isEqualTo("第3个人说的话");
    assertThat(page.next()).isEqualTo("http://bbs.example.com/t/7?page=2");
  }

  @ParameterizedTest
  @CsvSource({
    "http://bbs.example.com/t/7, http://bbs.example.com/t/7?page=2, ''",
    "http://bbs.example.com/t/7?page=1, http://bbs.example.com/t/7?page=2, ''",
    "http://bbs.example.com/read.php?tid=7, http://bbs.example.com/read.php?tid=7&p=2, ''",
    "http://bbs.example.com/thread-7-1-1.html, http://bbs.example.com/thread-7-2-3.html, ''",
    "http://bbs.example.com/t/7, http://bbs.example.com/t/7/page/2, ''",
    "http://bbs.example.com/t/7, http://bbs.example.com/t/7/p2, ''",
    "http://bbs.example.com/p/7.html, http://bbs.example.com/p/7_2.html, /p/7.html",
    "http://bbs.example.com/post-free-7-1.shtml, http://bbs.example.com/post-free-7-2.shtml, /post-free-7-1.shtml"
  })
  void laterPagesNameTheSameThread(String first, String second, String linkToFirst)
      throws Exception {
    ParsedPost reply = read(first, floors(1, "pid", 2)).posts().get(1);
    String pager = linkToFirst.isEmpty() ? "" : "<a href='" + linkToFirst + "'>1</a> <b>2</b>";
    List<ParsedPost> later = read(second, floors(21, "pid", 2) + pager).posts();
    assertThat(later)
        .hasSize(2)
        .allSatisfy(
            post -> {
              assertThat(post.threadUrl()).isEqualTo(reply.threadUrl());
              assertThat(post.title()).isEmpty();
            });
  }

  @Test
  void crawlMaySayWhereTheThreadBegins() throws Exception {
    ParsedPage page =
        parser.parse(
            spec(SELECT),
            PageRole.DETAIL,
            URI.create("http://bbs.example.com/odd/b"),
            "http://bbs.example.com/odd/a",
            floors(21, "pid", 2).getBytes(StandardCharsets.UTF_8),
            "",
            NOW);
    assertThat(page.posts())
        .hasSize(2)
        .allMatch(post -> post.threadUrl().equals("http://bbs.example.com/odd/a"));
    assertThat(page.posts().get(0).url()).isEqualTo("http://bbs.example.com/odd/a#pid1021");
  }

  @Test
  void idsThatCountTheFloorsOfAPage_areNotTakenForIdsOfFloors() throws Exception {
    Set<String> urls = new HashSet<>();
    for (int page = 1; page <= 3; page++) {
      String html = numbered(page);
      List<ParsedPost> posts = read("http://bbs.example.com/t/7?page=" + page, html).posts();
      posts.forEach(post -> urls.add(post.url()));
      assertThat(read("http://bbs.example.com/t/7?page=" + page, html).posts()).isEqualTo(posts);
    }
    assertThat(urls).hasSize(6).contains("http://bbs.example.com/t/7#floor-5");
  }

  @Test
  void floorsWithoutAnyId_keepTheirAddressWhenOthersJoinThem() throws Exception {
    String two =
        "<div class=floor><p class=words>先说一句</p></div><div class=floor><p class=words>再说一句</p></div>";
    String three =
        two
            + "<div class=floor><p class=words>先说一句</p></div><div class=floor><p class=words>最后一句</p></div>";
    List<ParsedPost> before = read("http://bbs.example.com/t/7?page=2", two).posts();
    List<ParsedPost> after = read("http://bbs.example.com/t/7?page=2", three).posts();
    assertThat(after.subList(0, 2)).isEqualTo(before);
    assertThat(after).extracting(ParsedPost::url).doesNotHaveDuplicates().hasSize(4);
  }

  @Test
  void quotedWordsOfOthersAndSignaturesAreLeftOut() throws Exception {
    String html =
        "<div class=floor id=p1><div class=words><blockquote>住户9 发表于昨天：停水</blockquote>我家也停了<div class=sign>我的签名</div></div></div>";
    assertThat(read("http://bbs.example.com/t/7", html).posts().get(0).text()).isEqualTo("我家也停了");
  }

  @Test
  void findsFloorsOfCommonBoards_withoutSelectors() throws Exception {
    String html =
        "<title>清水路停水了 - 青溪论坛</title><div id=post_501><a class=author>住户1</a><em id=authorposton501>发表于 2026-11-2 08:01</em><div class=t_f>家里没有水了</div></div>"
            + "<div id=post_502><a class=author>住户2</a><em id=authorposton502>发表于 3 小时前</em><div class=t_f>我家也是</div></div>";
    ParsedPage page =
        parser.parse(
            spec(Selectors.NONE),
            PageRole.DETAIL,
            URI.create("http://bbs.example.com/thread-7-1-1.html"),
            html.getBytes(StandardCharsets.UTF_8),
            "",
            NOW);
    assertThat(page.posts()).extracting(ParsedPost::text).containsExactly("家里没有水了", "我家也是");
    assertThat(page.posts()).extracting(ParsedPost::author).containsExactly("住户1", "住户2");
    assertThat(page.posts())
        .extracting(ParsedPost::publishedAt)
        .containsExactly(
            Instant.parse("2026-11-02T00:01:00Z"), Instant.parse("2026-11-02T21:15:00Z"));
  }

  @Test
  void saysWhenFloorsAreNotFound() {
    assertThatThrownBy(() -> read("http://bbs.example.com/t/7", "<p>没有</p>"))
        .hasMessage("select.post (.floor) matches nothing on this page");
  }

  private static String floors(int from, String prefix, int count) {
    StringBuilder html = new StringBuilder("<title>清水路停水了 - 青溪论坛</title><h1>清水路停水了</h1>");
    for (int i = from; i < from + count; i++) {
      html.append(
          "<div class=floor id=%s%d><span class=who>住户%d</span><span class=when>2026-11-02 08:%02d</span><div class=words>第%d个人说的话</div></div>"
              .formatted(prefix, 1000 + i, i, i, i));
    }
    return html.toString();
  }

  /** Two floors a page, with ids that begin anew on each page and floor numbers that do not. */
  private static String numbered(int page) {
    StringBuilder html = new StringBuilder("<h1>清水路停水了</h1>");
    for (int i = 1; i <= 2; i++) {
      int floor = (page - 1) * 2 + i;
      html.append(
          "<div class=floor id=item%d><b>%d楼</b><div class=words>第%d个人说的话</div></div>"
              .formatted(i, floor, floor));
    }
    return html.toString();
  }

  private ParsedPage read(String url, String html) throws UnreadablePageException {
    return parser.parse(
        spec(SELECT),
        PageRole.DETAIL,
        URI.create(url),
        html.getBytes(StandardCharsets.UTF_8),
        "text/html",
        NOW);
  }

  private static SourceSpec spec(Selectors select) {
    return new SourceSpec("bbs", "", Kind.FORUM, "http://bbs.example.com/", null, select);
  }
}
