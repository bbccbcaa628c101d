package org.qingting.pipeline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;

class DemoWebTest {
  private static final Instant OPENED = Instant.parse("2026-11-23T10:55:00Z");
  private static final Instant NOW = OPENED.plusSeconds(100);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private static DemoWeb web;

  @BeforeAll
  static void open() throws IOException {
    web = DemoWeb.start(DemoSettings.of(4, false, OPENED), Clock.fixed(NOW, ZoneOffset.UTC));
  }

  @AfterAll
  static void close() {
    web.close();
  }

  @Test
  void followingFeedListingAndBoardReachesEveryPost() throws Exception {
    Set<String> found = new TreeSet<>();
    for (SourceSpec source : web.sources()) {
      found.addAll(crawl(source));
    }
    assertThat(found).isEqualTo(web.addresses(NOW)).hasSize(web.published(NOW));
    assertThat(web.published(NOW)).isGreaterThan(1_200);
  }

  @Test
  void selectorsFindTitleTextTimeAndAuthorOfEveryFloor() throws Exception {
    SourceSpec forum = web.sources().get(2);
    String first = html(forum.url(), "UTF-8").select("tr.normal a.xst").first().absUrl("href");
    Document page = html(first, "UTF-8");
    assertThat(page.select(forum.select().title())).hasSize(1);
    assertThat(page.select(forum.select().post()))
        .isNotEmpty()
        .allSatisfy(
            floor -> {
              assertThat(floor.select(forum.select().text())).hasSize(1);
              assertThat(floor.select(forum.select().time())).hasSize(1);
              assertThat(floor.select(forum.select().author())).hasSize(1);
              assertThat(web.plantedNames()).contains(floor.select(forum.select().author()).text());
            });
  }

  @Test
  void secondSiteClaimsGb2312_butNeedsGb18030() throws Exception {
    SourceSpec evening = web.sources().get(1);
    HttpResponse<byte[]> list = get(evening.url());
    assertThat(list.headers().firstValue("Content-Type")).hasValue("text/html");
    String text = new String(list.body(), Charset.forName("GB18030"));
    assertThat(text).contains("charset=gb2312", "新闻中心", Html.NOTE).doesNotContain("\ufffd");
    assertThat(new String(list.body(), StandardCharsets.UTF_8)).contains("\ufffd");
  }

  @Test
  void notesItsInventionOnEveryKindOfPage() throws Exception {
    for (SourceSpec source : web.sources()) {
      assertThat(new String(get(source.url()).body(), charset(source))).contains(Html.NOTE);
    }
    String note = "div.note, center.note";
    String article = crawl(web.sources().get(1)).iterator().next();
    assertThat(html(article, "GB18030").select(note).text()).isEqualTo(Html.NOTE);
    assertThat(html(article, "GB18030").select("#zw").text()).doesNotContain("虚构");
  }

  @Test
  void robotsForbidsAPathThatPagesLinkTo_andCountsWhoGoesThereAllTheSame() throws Exception {
    try (DemoWeb own =
        DemoWeb.start(DemoSettings.of(4, true, OPENED), Clock.fixed(NOW, ZoneOffset.UTC))) {
      for (SourceSpec source : own.sources()) {
        crawl(source);
      }
      assertThat(own.forbiddenHits()).isZero();
      assertThat(own.profileHits()).isZero();
      URI board = URI.create(own.sources().get(2).url());
      assertThat(text(board.resolve("/robots.txt"))).contains("User-agent: *", "Disallow: /mod/");
      Element trap = html(board.toString(), "UTF-8").selectFirst("a.xst[href^=/mod/]");
      assertThat(get(trap.absUrl("href")).statusCode()).isEqualTo(403);
      assertThat(own.forbiddenHits()).isEqualTo(1);
      assertThat(get(board.resolve("/u/abc").toString()).statusCode()).isEqualTo(403);
      assertThat(own.profileHits()).isEqualTo(1);
    }
  }

  @Test
  void answersNotModified_whereNothingChanged() throws Exception {
    URI page = URI.create(web.sources().get(2).url());
    String tag = get(page.toString()).headers().firstValue("ETag").orElseThrow();
    HttpRequest again = HttpRequest.newBuilder(page).header("If-None-Match", tag).build();
    assertThat(CLIENT.send(again, HttpResponse.BodyHandlers.ofString()).statusCode())
        .isEqualTo(304);
    assertThat(get(page.resolve("/thread-1-1-1.html").toString()).statusCode()).isEqualTo(404);
    assertThat(get(page.resolve("/forum-12-999.html").toString()).statusCode()).isEqualTo(404);
  }

  @Test
  void repliesBumpTheThreadAndItsCount() throws Exception {
    SettableClock clock = new SettableClock(OPENED.plusSeconds(14));
    try (DemoWeb own = DemoWeb.start(DemoSettings.of(4, false, OPENED), clock)) {
      String board = own.sources().get(2).url();
      Element early = html(board, "UTF-8").selectFirst("tr:has(a[href^=/thread-150001-])");
      clock.now = OPENED.plusSeconds(90);
      Document later = html(board, "UTF-8");
      Element row = later.selectFirst("tr:has(a[href^=/thread-150001-])");
      assertThat(Integer.parseInt(row.select("a.xi2").text()))
          .isGreaterThan(Integer.parseInt(early.select("a.xi2").text()));
      assertThat(later.select("tr.stick:contains(置顶) a.xst").text()).contains("情况通报");
    }
  }

  @Test
  void plantedNumbersOfEveryKindStandOnPages_whateverTheSeed() throws Exception {
    for (int seed = 0; seed < 12; seed++) {
      try (DemoWeb own =
          DemoWeb.start(DemoSettings.of(seed, true, OPENED), Clock.fixed(NOW, ZoneOffset.UTC))) {
        List<String> numbers = own.plantedNumbers();
        assertThat(numbers).anyMatch(n -> n.matches("154\\d{8}"));
        assertThat(numbers).anyMatch(n -> n.matches("154-\\d{4}-\\d{4}"));
        assertThat(numbers).anyMatch(n -> n.matches("990\\d{14}[\\dX]"));
        assertThat(numbers).anyMatch(n -> n.startsWith("皖Z"));
        assertThat(numbers).anyMatch(n -> n.startsWith("6299"));
        assertThat(numbers).anyMatch(n -> n.endsWith("@example.com"));
      }
    }
  }

  @Test
  void pagesShowTheNamesAndNumbersThatAreSaidToBePlanted() throws Exception {
    StringBuilder all = new StringBuilder();
    Set<String> pages = new HashSet<>();
    for (String address : web.addresses(NOW)) {
      pages.add(address.replaceAll("#.*", ""));
    }
    String evening = web.sources().get(1).url().replaceAll("/xinwen.*", "");
    for (String page : pages) {
      byte[] body = get(page).body();
      all.append(new String(body, page.startsWith(evening) ? gb() : StandardCharsets.UTF_8));
    }
    assertThat(web.plantedNumbers()).hasSizeGreaterThan(12).allMatch(n -> all.indexOf(n) >= 0);
    assertThat(web.plantedNames()).allMatch(n -> all.indexOf(">" + n + "<") >= 0 || pen(all, n));
    assertThat(all).contains("/u/");
  }

  @Test
  void hostsAreThreePortsOnLoopback() {
    assertThat(web.hosts()).hasSize(3).allMatch(h -> h.matches("127\\.0\\.0\\.1:\\d+"));
    assertThat(web.places()).contains("青禾县", "枕溪镇", "禾渡派出所").doesNotHaveDuplicates();
    assertThat(web.complaints(NOW) - web.complaints(OPENED)).isGreaterThan(40);
    assertThat(web.statementAt()).isBefore(NOW);
  }

  @Test
  void refusesAPaceThatWouldFloodTheCounty() {
    assertThatThrownBy(() -> new DemoSettings(1, true, OPENED, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 100 ms");
  }

  /** Authors of articles stand beside other words. */
  private static boolean pen(CharSequence all, String name) {
    return all.toString().contains("作者：" + name);
  }

  private static Charset gb() {
    return Charset.forName("GB18030");
  }

  private static Charset charset(SourceSpec source) {
    return source.kind() == SourceSpec.Kind.LISTING ? gb() : StandardCharsets.UTF_8;
  }

  /** Addresses of posts that a plain crawler finds by links and selectors alone. */
  private static Set<String> crawl(SourceSpec source) throws Exception {
    Set<String> found = new TreeSet<>();
    Selectors select = source.select();
    if (source.kind() == SourceSpec.Kind.FEED) {
      String xml = text(URI.create(source.url()));
      for (Element link : Jsoup.parse(xml, "", Parser.xmlParser()).select("item > link")) {
        assertThat(html(link.text(), "UTF-8").select("article .content p")).isNotEmpty();
        found.add(link.text());
      }
      return found;
    }
    Deque<String> lists = new ArrayDeque<>(List.of(source.url()));
    Set<String> details = new TreeSet<>();
    while (!lists.isEmpty()) {
      Document page = html(lists.poll(), charset(source).name());
      page.select(select.link()).forEach(a -> details.add(a.absUrl("href")));
      page.select(select.next()).forEach(a -> lists.add(a.absUrl("href")));
    }
    details.removeIf(d -> d.contains("/mod/"));
    if (source.kind() == SourceSpec.Kind.LISTING) {
      return details;
    }
    Deque<String> threads = new ArrayDeque<>(details);
    while (!threads.isEmpty()) {
      Document page = html(threads.poll(), "UTF-8");
      page.select(select.post()).select("a.floor").forEach(a -> found.add(a.absUrl("href")));
      page.select(select.next()).forEach(a -> threads.add(a.absUrl("href")));
    }
    return found;
  }

  private static Document html(String url, String charset) throws Exception {
    HttpResponse<byte[]> answer = get(url);
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return Jsoup.parse(new ByteArrayInputStream(answer.body()), charset, url);
  }

  private static String text(URI url) throws Exception {
    return new String(get(url.toString()).body(), StandardCharsets.UTF_8);
  }

  private static HttpResponse<byte[]> get(String url) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofByteArray());
  }

  private static final class SettableClock extends Clock {
    private volatile Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }
  }
}
