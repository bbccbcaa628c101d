package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.SourceSpec.Kind;

class ArticlePagesTest {
  private static final Instant NOW = Instant.parse("2026-11-03T00:15:00Z");
  private static final URI URL = URI.create("http://news.example.com/2026/11/02/a1.html");
  private static final String FIRST = "昨晚九点，青溪县清水路一带停水，居民到县里的办事大厅询问，工作人员说正在抢修，请大家再等一等。";
  private static final String SECOND = "到今天早上，水还没有来。几位老人提着桶，走了两里路去井边打水，回来时天已经亮了。";
  private static final String PAGE =
      """
      <!doctype html><html><head><meta charset="%s">
      <title>清水路停水一夜 居民提桶打水_青溪新闻网</title></head><body>
      <div class="nav"><a href="/">首页</a> <a href="/x">县情</a> <a href="/y">专题，图片，视频</a></div>
      <table><tr><td>
      <h1>清水路停水一夜 居民提桶打水</h1>
      <div class="info">2026年11月2日 21:30　来源：青溪新闻网　作者：陈小禾</div>
      <p>%s</p><p>　　%s</p>
      <p>（责任编辑：林木木）</p>
      <div class="related"><p>相关新闻，还有这些，点开看看，都是近来的事情，不要错过。</p>
      <ul><li><a href="/1">修路的事情，大家怎么看</a></li></ul></div>
      </td></tr></table>
      <div class="footer">版权所有，青溪新闻网，未经许可，不得转载，违者必究。地址在清水路。</div>
      </body></html>
      """;

  private final PageParser parser = new PageParser();

  @Test
  void findsTitleTextTimeAndAuthor_withoutSelectors() throws Exception {
    ParsedPost post = read(Selectors.NONE, page("utf-8").getBytes(StandardCharsets.UTF_8));
    assertThat(post.title()).isEqualTo("清水路停水一夜 居民提桶打水");
    assertThat(post.text()).isEqualTo(FIRST + "\n" + SECOND);
    assertThat(post.publishedAt()).isEqualTo("2026-11-02T13:30:00Z");
    assertThat(post.author()).isEqualTo("陈小禾");
    assertThat(post.url()).isEqualTo(URL.toString());
  }

  @Test
  void readsTheSamePageInGb18030_declaredAsGb2312() throws Exception {
    ParsedPost post = read(Selectors.NONE, page("gb2312").getBytes(Charset.forName("GB18030")));
    assertThat(post.text()).isEqualTo(FIRST + "\n" + SECOND);
  }

  @Test
  void takesSelectors_beforeWhatItWouldFind() throws Exception {
    String html =
        "<h1>站名在这里</h1><div id=t>真正的标题</div><div id=c>短文<br>第二行</div><i id=w>11-02 08:00</i><b id=a>作者：小林</b>"
            + "<p>"
            + FIRST
            + "</p>";
    Selectors select = new Selectors("", "", "#t", "#c", "#w", "#a", "");
    ParsedPost post = read(select, html.getBytes(StandardCharsets.UTF_8));
    assertThat(post.title()).isEqualTo("真正的标题");
    assertThat(post.text()).isEqualTo("短文\n第二行");
    assertThat(post.publishedAt()).isEqualTo("2026-11-02T00:00:00Z");
    assertThat(post.author()).isEqualTo("小林");
  }

  @Test
  void prefersDeclaredTime_thenShownTime_thenTheAddress_thenNone() throws Exception {
    String body = "<p>" + FIRST + "</p>";
    assertThat(
            time(
                "<meta property='article:published_time' content='2026-11-01T06:00:00+08:00'>"
                    + body))
        .isEqualTo("2026-10-31T22:00:00Z");
    assertThat(
            time(
                "<script type='application/ld+json'>{\"@graph\":[{\"datePublished\":\"2026-11-01T06:00:00Z\"}]}</script>"
                    + body))
        .isEqualTo("2026-11-01T06:00:00Z");
    assertThat(time("<time datetime='2026-11-01 07:00'></time>" + body))
        .isEqualTo("2026-10-31T23:00:00Z");
    assertThat(time(body)).isEqualTo("2026-11-01T16:00:00Z");
    ParsedPost undated =
        parser
            .parse(
                spec(Selectors.NONE),
                PageRole.DETAIL,
                URI.create("http://e.example.com/a"),
                utf8(body),
                "",
                NOW)
            .posts()
            .get(0);
    assertThat(undated.publishedAt()).isNull();
  }

  @Test
  void takesNoEventTimeFromRunningText() throws Exception {
    ParsedPage page =
        parser.parse(
            spec(Selectors.NONE),
            PageRole.DETAIL,
            URI.create("http://e.example.com/a"),
            utf8("<p>" + FIRST + "昨天 21:07，有人又来问。" + SECOND + "</p>"),
            "",
            NOW);
    assertThat(page.posts().get(0).publishedAt()).isNull();
  }

  @Test
  void capsTheText() throws Exception {
    ParsedPost post = read(Selectors.NONE, utf8("<p>" + FIRST.repeat(4000) + "</p>"));
    assertThat(post.text()).hasSize(PlainText.LONGEST);
  }

  @Test
  void survivesDeepNesting() {
    byte[] body = utf8("<div>".repeat(20_000) + FIRST);
    assertThat(parsed(body)).isTrue();
  }

  @Test
  void saysWhyNothingCanBeRead() {
    assertThatThrownBy(() -> read(Selectors.NONE, new byte[0])).hasMessage("the page is empty");
    assertThatThrownBy(() -> read(Selectors.NONE, utf8("<title>只有标题的一页</title>")))
        .isInstanceOf(UnreadablePageException.class)
        .hasMessageContaining("no text found");
    assertThatThrownBy(
            () -> read(new Selectors("", "", "h1[", "", "", "", ""), utf8("<p>" + FIRST)))
        .hasMessageContaining("a selector of source 'news' is wrong");
    byte[] binary = new byte[2000];
    assertThatThrownBy(() -> read(Selectors.NONE, binary))
        .hasMessageContaining("the page is no text");
  }

  private boolean parsed(byte[] body) {
    try {
      return read(Selectors.NONE, body).text().contains("停水");
    } catch (UnreadablePageException e) {
      return true; // a reason is an answer too; a stack overflow would not be
    }
  }

  private Instant time(String html) throws UnreadablePageException {
    return read(Selectors.NONE, utf8(html)).publishedAt();
  }

  private ParsedPost read(Selectors select, byte[] body) throws UnreadablePageException {
    return parser.parse(spec(select), PageRole.DETAIL, URL, body, "text/html", NOW).posts().get(0);
  }

  private static SourceSpec spec(Selectors select) {
    return new SourceSpec("news", "", Kind.LISTING, "http://news.example.com/", null, select);
  }

  private static String page(String charset) {
    return PAGE.formatted(charset, FIRST, SECOND);
  }

  private static byte[] utf8(String html) {
    return html.getBytes(StandardCharsets.UTF_8);
  }
}
