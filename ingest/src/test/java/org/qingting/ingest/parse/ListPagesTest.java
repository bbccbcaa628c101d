package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.SourceSpec.Kind;
import org.qingting.ingest.parse.ParsedPage.DetailLink;

class ListPagesTest {
  private static final Instant NOW = Instant.parse("2026-11-03T00:15:00Z");
  private static final URI URL = URI.create("http://www.example.com/news/index.html");
  private static final String LIST =
      """
      <div class=nav><a href="/channel/100.html">青溪县情概况介绍</a></div>
      <ul>
      <li><a href="/news/a1.html">清水路停水一夜居民打水</a><span>2026-11-02</span></li>
      <li><a href="a2.html?spm=1">县里回应停水的事情了</a><span>11-01 08:00</span></li>
      <li><a href="/news/a1.html#c">清水路停水一夜居民打水</a></li>
      <li><a href="http://other.example.net/x9.html">别的网站的一条新闻</a></li>
      <li><a href="/about.html">关于我们这个网站的</a></li>
      <li><a href="/news/a3.html">短标题</a></li>
      </ul>
      <footer><a href="/copyright/200.html">版权声明请看这里吧</a></footer>
      <div class=pages><a href="index_1.html">1</a> <a href="index_2.html">下一页</a></div>
      """;

  private final PageParser parser = new PageParser();

  @Test
  void findsArticlesOfTheSameHostByItself_withTheirDatesAsStamps() throws Exception {
    ParsedPage page = list(Kind.LISTING, Selectors.NONE, LIST);
    assertThat(page.details())
        .containsExactly(
            new DetailLink("http://www.example.com/news/a1.html", "2026-11-01T16:00:00Z"),
            new DetailLink("http://www.example.com/news/a2.html", "2026-11-01T00:00:00Z"));
    assertThat(page.next()).isEqualTo("http://www.example.com/news/index_2.html");
    assertThat(page.posts()).isEmpty();
  }

  @Test
  void takesEveryLinkThatTheSelectorNames() throws Exception {
    Selectors select = new Selectors("li a", ".pages a", "", "", "", "", "");
    ParsedPage page = list(Kind.LISTING, select, LIST);
    assertThat(page.details())
        .extracting(DetailLink::url)
        .hasSize(5)
        .contains("http://www.example.com/news/a3.html");
    assertThat(page.next()).isEqualTo("http://www.example.com/news/index_1.html");
  }

  @Test
  void relNextAndBaseAreHeeded_otherHostsAreNoNextPage() throws Exception {
    String head = "<base href='http://www.example.com/deep/'><link rel=next href='p2.html'>";
    assertThat(list(Kind.LISTING, Selectors.NONE, head + LIST).next())
        .isEqualTo("http://www.example.com/deep/p2.html");
    String elsewhere = LIST.replace("index_2.html", "http://other.example.net/2");
    assertThat(list(Kind.LISTING, Selectors.NONE, elsewhere).next()).isEmpty();
  }

  @Test
  void threadStampChangesWithReplies_notWithViewsOrTheClock() throws Exception {
    String stamp = threadStamp("回复 3", "看过 10", "5分钟前");
    assertThat(threadStamp("回复 3", "看过 99", "刚刚")).isEqualTo(stamp);
    assertThat(threadStamp("回复 4", "看过 10", "5分钟前")).isNotEqualTo(stamp);
  }

  @Test
  void threadStampHoldsNoName() throws Exception {
    String row =
        "<tr><td><a href='/thread-7-1-1.html'>清水路停水了</a></td><td>青溪小鱼 11-02 21:00</td></tr>";
    String other = row.replace("21:00", "21:05");
    String stamp = forum("<table>" + row + "</table>").details().get(0).stamp();
    assertThat(stamp).isNotEmpty().doesNotContain("青溪小鱼");
    assertThat(forum("<table>" + other + "</table>").details().get(0).stamp()).isNotEqualTo(stamp);
  }

  @Test
  void linksToLaterPagesOfAThread_meanTheThread() throws Exception {
    ParsedPage page =
        forum(
            "<ul><li><a href='/thread-7-1-1.html'>清水路停水了</a> <a href='/thread-7-2-1.html'>第二页在这里</a></li>"
                + "<li><a href='/t/9?page=3'>修路的噪声太大</a></li></ul>");
    assertThat(page.details())
        .extracting(DetailLink::url)
        .containsExactly("http://www.example.com/thread-7-1-1.html", "http://www.example.com/t/9");
  }

  @Test
  void takesNoMoreThanItsBound() throws Exception {
    StringBuilder html = new StringBuilder("<ul>");
    for (int i = 0; i < 2000; i++) {
      html.append("<li><a href='/n/").append(10_000 + i).append(".html'>这里是一条新闻标题</a></li>");
    }
    assertThat(list(Kind.LISTING, Selectors.NONE, html.toString()).details()).hasSize(500);
  }

  @Test
  void saysWhichSelectorIsNeeded_orMatchesNothing() {
    assertThatThrownBy(() -> list(Kind.LISTING, Selectors.NONE, "<p>没有链接</p>"))
        .hasMessageContaining("no links to articles found")
        .hasMessageContaining("select.link");
    assertThatThrownBy(() -> list(Kind.FORUM, new Selectors("a.no", "", "", "", "", "", ""), LIST))
        .hasMessage("select.link (a.no) matches no link on this page");
  }

  private String threadStamp(String replies, String views, String when)
      throws UnreadablePageException {
    return forum(
            "<ul><li class=row><a href='/t/8'>清水路停水了</a> <span>%s</span> <span class=views>%s</span> <i>%s</i></li>"
                    .formatted(replies, views, when)
                + "<li class=row><a href='/t/9'>修路的噪声太大</a> <span>回复 1</span></li></ul>")
        .details()
        .get(0)
        .stamp();
  }

  private ParsedPage forum(String html) throws UnreadablePageException {
    return list(Kind.FORUM, Selectors.NONE, html);
  }

  private ParsedPage list(Kind kind, Selectors select, String html) throws UnreadablePageException {
    SourceSpec spec = new SourceSpec("list", "", kind, URL.toString(), null, select);
    return parser.parse(
        spec, PageRole.LIST, URL, html.getBytes(StandardCharsets.UTF_8), "text/html", NOW);
  }
}
