package org.qingting.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qingting.ingest.fetch.PageProbe.Presence.GONE;
import static org.qingting.ingest.fetch.PageProbe.Presence.PRESENT;
import static org.qingting.ingest.fetch.PageProbe.Presence.UNKNOWN;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.fetch.PageProbe.Presence;
import org.qingting.ingest.fetch.PageProbe.Seen;

class PageProbeTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final String HTML = "Content-Type: text/html; charset=utf-8\r\n";
  private static final String POST = "柳河镇派出所的人到了现场也不管，报警记录都在这里。";

  private final CountDownLatch over = new CountDownLatch(1);
  private RawServer server;

  @BeforeEach
  void open() throws IOException {
    server = new RawServer();
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    server.close();
  }

  private PageProbe probe(Duration delay, boolean relaxed) {
    return new PageProbe(
        new FetchSettings(
            "",
            delay,
            Duration.ofMillis(500),
            50_000,
            Set.of(server.host()),
            relaxed ? Set.of(server.host()) : Set.of()));
  }

  private Presence look(String path) throws InterruptedException {
    try (PageProbe probe = probe(Duration.ofMillis(1), true)) {
      String address = server.url(path).toString();
      return probe.look(List.of(new Seen(address, POST)), LONG).get(address);
    }
  }

  private static String page(String title, String body) {
    return "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
  }

  @ParameterizedTest
  @CsvSource({
    "404, GONE",
    "410, GONE",
    "401, UNKNOWN",
    "403, UNKNOWN",
    "429, UNKNOWN",
    "500, UNKNOWN",
    "503, UNKNOWN"
  })
  void toldByTheStatus(int code, Presence expected) throws InterruptedException {
    server.page("/thread/1", code, HTML, page("", "页面不存在"));

    assertThat(look("/thread/1")).isEqualTo(expected);
  }

  @Test
  void presentWhenThePageIsThere() throws InterruptedException {
    server.page("/thread/1", 200, HTML, page("镇上的事", "<p>" + POST + "</p>"));

    assertThat(look("/thread/1")).isEqualTo(PRESENT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "该帖已被删除",
        "抱歉，指定的主题不存在或已被删除或正在被审核",
        "您访问的页面不存在，5 秒后返回首页",
        "内 容 已 删 除",
        "404 Not Found"
      })
  void goneWhenAShortPageSaysSo(String notice) throws InterruptedException {
    server.page(
        "/thread/1",
        200,
        HTML,
        page("提示信息", "<nav>" + "县城论坛版块".repeat(200) + "</nav><p>" + notice + "</p>"));

    assertThat(look("/thread/1")).isEqualTo(GONE);
  }

  @Test
  void presentWhenPeopleWriteOfWhatWasDeleted() throws InterruptedException {
    server.page("/long", 200, HTML, page("", "<p>为什么帖子已被删除？" + "大家都在问。".repeat(120) + "</p>"));
    server.page("/short", 200, HTML, page("", "<p>" + POST + "</p><p>楼上的帖子已被删除了</p>"));

    assertThat(look("/long")).isEqualTo(PRESENT);
    assertThat(look("/short")).isEqualTo(PRESENT);
  }

  @Test
  void goneInOldCharsetsToo() throws InterruptedException {
    byte[] body =
        page("提示", "<p>该帖已被删除，请浏览其他内容。</p>").getBytes(java.nio.charset.Charset.forName("GB18030"));
    server.page(
        "/thread/1",
        (request, out) -> {
          RawServer.head(
              out, 200, "Content-Type: text/html\r\nContent-Length: " + body.length + "\r\n");
          out.write(body);
        });

    assertThat(look("/thread/1")).isEqualTo(GONE);
  }

  @Test
  void unknownWhenLedToTheFrontPage() throws InterruptedException {
    server.page("/thread/1", 302, "Location: /\r\n", "");
    server.page("/", 200, HTML, page("县城论坛", "今日热帖"));

    assertThat(look("/thread/1")).isEqualTo(UNKNOWN);
  }

  @Test
  void unknownAndNotAskedFor_whenRobotsForbidIt() throws InterruptedException {
    server.page(
        "/robots.txt", 200, "Content-Type: text/plain\r\n", "User-agent: *\nDisallow: /thread/\n");
    server.page("/thread/1", 404, "", "");

    assertThat(look("/thread/1")).isEqualTo(UNKNOWN);
    assertThat(server.asked).containsExactly("/robots.txt");
  }

  @Test
  void unknownWhenTheHostHangs_andIsLeftAloneAfterThreeTimes() throws InterruptedException {
    server.page("/robots.txt", 404, "", "");
    List<Seen> pages = new java.util.ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String path = "/thread/" + i;
      pages.add(new Seen(server.url(path).toString(), ""));
      server.page(
          path,
          (request, out) -> {
            try {
              over.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          });
    }
    try (PageProbe probe = probe(Duration.ofMillis(1), true)) {
      Map<String, Presence> found = probe.look(pages, LONG);

      assertThat(found.values()).hasSize(10).containsOnly(UNKNOWN);
      assertThat(server.asked).filteredOn(path -> path.startsWith("/thread/")).hasSize(3);
    }
  }

  @Test
  void unknownWhenTheAddressIsNotFetched() throws InterruptedException {
    try (PageProbe probe = new PageProbe(FetchSettings.DEFAULT)) {
      String closed = server.url("/thread/1").toString();

      assertThat(
              probe.look(
                  List.of(new Seen(closed, ""), new Seen("ftp://x/", ""), new Seen("", "")), LONG))
          .containsEntry(closed, UNKNOWN)
          .containsEntry("ftp://x/", UNKNOWN)
          .containsEntry("", UNKNOWN);
      assertThat(server.asked).isEmpty();
    }
  }

  @Test
  void asksOnceForPostsOfOnePage() throws InterruptedException {
    server.page("/thread/1", 410, "", "");
    String thread = server.url("/thread/1").toString();
    try (PageProbe probe = probe(Duration.ofMillis(1), true)) {
      assertThat(
              probe.look(List.of(new Seen(thread + "#p1", ""), new Seen(thread + "#p2", "")), LONG))
          .containsEntry(thread + "#p1", GONE)
          .containsEntry(thread + "#p2", GONE);
      assertThat(server.asked).containsExactly("/robots.txt", "/thread/1");
    }
  }

  @Test
  void waitsBetweenRequestsOfAHost_andStopsInTime() throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      server.page("/" + i, 404, "", "");
    }
    List<Seen> pages =
        java.util.stream.IntStream.range(0, 20)
            .mapToObj(i -> new Seen(server.url("/" + i).toString(), ""))
            .toList();
    Duration delay = Duration.ofMillis(200);
    try (PageProbe probe = probe(delay, false)) {
      Map<String, Presence> found = probe.look(pages, Duration.ofSeconds(1));

      long asked = server.asked.stream().filter(path -> !path.equals("/robots.txt")).count();
      assertThat(asked).isBetween(1L, 5L);
      assertThat(found.values()).filteredOn(each -> each == GONE).hasSize((int) asked);
    }
  }
}
