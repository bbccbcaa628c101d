package org.qingting.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.qingting.ingest.SourceSpec;
import org.qingting.ingest.SourceSpec.Kind;
import org.qingting.ingest.parse.ParsedPage.DetailLink;

class FeedsTest {
  private static final Instant NOW = Instant.parse("2026-11-03T00:15:00Z");
  private static final String LONG = "清水路一带停水已有两天，居民们提着桶到井边打水。".repeat(10);

  private final PageParser parser = new PageParser();

  @Test
  void itemsWithALinkAreFollowed_withTheirDateAsStamp() throws Exception {
    ParsedPage page =
        read(
            "<rss version='2.0'><channel><title>t</title><link>http://e.example.com/</link><description>d</description>"
                + "<item><title>停水</title><link>/a/1?utm_source=rss</link><description>短</description>"
                + "<pubDate>Tue, 03 Nov 2026 08:00:00 +0800</pubDate></item></channel></rss>");
    assertThat(page.posts()).isEmpty();
    assertThat(page.details())
        .containsExactly(new DetailLink("http://e.example.com/a/1", "2026-11-03T00:00:00Z"));
  }

  @Test
  void wholeTextsAndItemsWithoutALinkArePosts() throws Exception {
    ParsedPage page =
        read(
            "<rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                + "<channel><title>t</title><link>http://e.example.com/</link><description>d</description>"
                + "<item><title>全文</title><link>http://e.example.com/a/1</link><dc:creator>陈小禾</dc:creator>"
                + "<content:encoded><![CDATA[<p>"
                + LONG
                + "</p><script>x()</script>]]></content:encoded>"
                + "<pubDate>2026-11-02 21:00:00</pubDate></item>"
                + "<item><title>快讯</title><description>水来了 &amp;amp; 灯亮了</description></item>"
                + "<item><title>摘要</title><link>http://e.example.com/a/2</link><description>"
                + LONG
                + "……阅读全文</description></item>"
                + "</channel></rss>");
    assertThat(page.posts()).hasSize(2);
    ParsedPost whole = page.posts().get(0);
    assertThat(whole.text()).isEqualTo(LONG);
    assertThat(whole.author()).isEqualTo("陈小禾");
    assertThat(whole.publishedAt()).isEqualTo("2026-11-02T13:00:00Z");
    assertThat(page.posts().get(1).text()).isEqualTo("水来了 & 灯亮了");
    assertThat(page.details())
        .extracting(DetailLink::url)
        .containsExactly("http://e.example.com/a/2");
  }

  @Test
  void readsAtomAndRdf() throws Exception {
    ParsedPage atom =
        read(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><entry><title>停水</title>"
                + "<link rel='self' href='/self'/><link href='/a/1'/><id>x</id><published>2026-11-02T21:00:00+08:00</published></entry></feed>");
    assertThat(atom.details())
        .containsExactly(new DetailLink("http://e.example.com/a/1", "2026-11-02T13:00:00Z"));
    ParsedPage rdf =
        read(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
                + "<channel rdf:about='x'><title>t</title><link>http://e.example.com/</link><description>d</description></channel>"
                + "<item rdf:about='y'><title>停水</title><link>http://e.example.com/a/1</link><dc:date>2026-11-02</dc:date></item></rdf:RDF>");
    assertThat(rdf.details())
        .extracting(DetailLink::url)
        .containsExactly("http://e.example.com/a/1");
  }

  @Test
  void readsOldFeedsWithADoctype_andIllFormedOnes() throws Exception {
    ParsedPage old =
        read(
            "<!DOCTYPE rss PUBLIC '-//Netscape//DTD RSS 0.91//EN' 'http://e.example.com/rss.dtd'><rss version='0.91'><channel><title>t</title>"
                + "<item><title>停水</title><link>http://e.example.com/a/1</link></item></channel></rss>");
    assertThat(old.details()).hasSize(1);
    ParsedPage broken =
        read(
            "<rss><channel><item><title>停水 & 停电</title><link>http://e.example.com/a/1?x=1&y=2</link></item><item><title>未完");
    assertThat(broken.details())
        .extracting(DetailLink::url)
        .containsExactly("http://e.example.com/a/1?x=1&y=2");
  }

  @Test
  void expandsNoEntities_neitherExternalNorNested() throws Exception {
    ParsedPage page =
        read(
            "<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/hostname'><!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"
                + "<rss version='2.0'><channel><item><title>停水</title><description>&x;|&b;</description></item></channel></rss>");
    assertThat(page.posts()).hasSize(1);
    assertThat(page.posts().get(0).text()).doesNotContain("aaaa").contains("|");
  }

  @Test
  void saysWhatAPageIs_whenItIsNoFeed() throws Exception {
    assertThatThrownBy(() -> read("<!DOCTYPE html><html><body>你好</body></html>"))
        .isInstanceOf(UnreadablePageException.class)
        .hasMessage("this is an HTML page, not a feed");
    assertThatThrownBy(() -> read("<svg/>")).hasMessage("this is no feed (RSS, RDF or Atom)");
    assertThat(read("<rss version='2.0'><channel><title>空</title></channel></rss>").details())
        .isEmpty();
  }

  private ParsedPage read(String xml) throws UnreadablePageException {
    SourceSpec spec =
        new SourceSpec("feed", "", Kind.FEED, "http://e.example.com/feed", null, null);
    return parser.parse(
        spec,
        PageRole.LIST,
        URI.create("http://e.example.com/feed"),
        xml.getBytes(StandardCharsets.UTF_8),
        "",
        NOW);
  }
}
