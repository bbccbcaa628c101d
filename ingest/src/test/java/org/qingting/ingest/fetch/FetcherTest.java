package org.qingting.ingest.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.fetch.FetchResult.Status;

class FetcherTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int MOST = 50_000;

  private final CountDownLatch over = new CountDownLatch(1);
  private final HandClock clock = new HandClock();
  private RawServer server;
  private Fetcher fetcher;

  @BeforeEach
  void open() throws IOException {
    server = new RawServer();
    fetcher = fetcher(Set.of(server.host()), InetAddress::getAllByName);
  }

  @AfterEach
  void close() throws IOException {
    over.countDown();
    fetcher.close();
    server.close();
  }

  private Fetcher fetcher(Set<String> allowed, Resolver resolver) {
    return new Fetcher(
        new FetchSettings(
            "press@county.example", Duration.ofMillis(1), TIMEOUT, MOST, allowed, allowed),
        clock,
        resolver);
  }

  private FetchResult fetch(String path) {
    return fetcher.fetch(server.url(path), Validators.NONE);
  }

  @Test
  void takesAPage_andNamesItself() {
    List<String> headers = new ArrayList<>();
    server.page(
        "/a",
        (request, out) -> {
          headers.addAll(request);
          RawServer.head(
              out, 200, "Content-Type: text/html\r\nContent-Length: 6\r\nSet-Cookie: a=b\r\n");
          out.write("倾听".getBytes(StandardCharsets.UTF_8));
        });

    FetchResult result = fetch("/a");
    fetch("/a");

    assertThat(result.status()).isEqualTo(Status.OK);
    assertThat(new String(result.body(), StandardCharsets.UTF_8)).isEqualTo("倾听");
    assertThat(result.contentType()).isEqualTo("text/html");
    assertThat(result.message()).isEmpty();
    assertThat(headers).contains("User-Agent: Qingting/0.1 (+press@county.example)");
    assertThat(headers).noneMatch(line -> line.startsWith("Cookie"));
  }

  @Test
  void asksAgainWithValidators_andLearnsThatNothingChanged() {
    server.page(
        "/a",
        (request, out) -> {
          boolean known =
              request.contains("If-None-Match: \"v1\"")
                  && request.contains("If-Modified-Since: Mon, 02 Mar 2026 10:00:00 GMT");
          RawServer.head(
              out,
              known ? 304 : 200,
              "ETag: \"v1\"\r\nLast-Modified: Mon, 02 Mar 2026 10:00:00 GMT\r\n"
                  + (known ? "" : "Content-Length: 1\r\n"));
          if (!known) {
            out.write('x');
          }
        });

    FetchResult first = fetch("/a");
    FetchResult second = fetcher.fetch(server.url("/a"), first.validators());

    assertThat(first.status()).isEqualTo(Status.OK);
    assertThat(second.status()).isEqualTo(Status.UNCHANGED);
  }

  @Test
  void endsASlowDripAtTheDeadline() {
    server.page(
        "/drip",
        (request, out) -> {
          RawServer.head(out, 200, "Content-Length: 100000\r\n");
          while (over.getCount() > 0) {
            out.write('x');
            out.flush();
            await(20);
          }
        });
    assertEndsInTime("/drip");
  }

  @Test
  void endsSlowHeadersAtTheDeadline() {
    server.page(
        "/drip",
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          while (over.getCount() > 0) {
            out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            await(20);
          }
        });
    assertEndsInTime("/drip");
  }

  @Test
  void endsWaitingForAServerThatSaysNothing() {
    server.page("/silent", (request, out) -> await(60_000));
    assertEndsInTime("/silent");
  }

  private void assertEndsInTime(String path) {
    long begin = System.nanoTime();
    FetchResult result = fetch(path);
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.message()).contains("127.0.0.1 took longer than 1000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT.multipliedBy(4));
  }

  @Test
  void givesUpAnEndlessBody() {
    byte[] chunk = new byte[8192];
    server.page(
        "/endless",
        (request, out) -> {
          RawServer.head(out, 200, "Connection: close\r\n");
          while (over.getCount() > 0) {
            out.write(chunk);
          }
        });
    FetchResult result = fetch("/endless");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.message()).contains("longer than 50000 bytes");
  }

  @Test
  void givesUpAnEndlessHeader() {
    byte[] chunk = "a".repeat(8192).getBytes(StandardCharsets.US_ASCII);
    server.page(
        "/header",
        (request, out) -> {
          out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
          while (over.getCount() > 0) {
            out.write(chunk);
          }
        });
    FetchResult result = fetch("/header");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.message()).contains("broke");
  }

  @Test
  void unpacksGzip_butNotABomb() throws IOException {
    byte[] small = gzip(1000);
    byte[] bomb = gzip(20_000_000);
    server.page(
        "/small",
        (request, out) -> {
          RawServer.head(
              out, 200, "Content-Encoding: gzip\r\nContent-Length: " + small.length + "\r\n");
          out.write(small);
        });
    server.page(
        "/bomb",
        (request, out) -> {
          RawServer.head(
              out, 200, "Content-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n");
          out.write(bomb);
        });

    assertThat(fetch("/small").body()).hasSize(1000);
    assertThat(bomb.length).isLessThan(MOST);
    assertThat(fetch("/bomb").status()).isEqualTo(Status.FAILED);
    assertThat(fetch("/bomb").message()).contains("longer than 50000 bytes");
  }

  private static byte[] gzip(int zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] chunk = new byte[100_000];
      for (int left = zeros; left > 0; left -= chunk.length) {
        gzip.write(chunk, 0, Math.min(left, chunk.length));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void takesABodyOfExactlyTheLimit_andNoByteMore() {
    server.page("/most", 200, "", "x".repeat(MOST));
    server.page("/more", 200, "", "x".repeat(MOST + 1));
    assertThat(fetch("/most").body()).hasSize(MOST);
    assertThat(fetch("/more").status()).isEqualTo(Status.FAILED);
  }

  @Test
  void followsRedirects_butNoLoop() {
    server.page("/old", 301, "Location: /new%20page\r\n", "");
    server.page("/new%20page", 200, "", "here");
    server.page("/loop", 302, "Location: /loop\r\n", "");

    FetchResult moved = fetch("/old");
    FetchResult loop = fetch("/loop");

    assertThat(moved.status()).isEqualTo(Status.OK);
    assertThat(moved.url()).isEqualTo(server.url("/new%20page"));
    assertThat(loop.status()).isEqualTo(Status.FAILED);
    assertThat(loop.message()).isEqualTo("more than 5 redirects");
    assertThat(server.asked.stream().filter("/loop"::equals)).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data/",
        "http://127.0.0.1:1/",
        "http://0x7f000001:1/",
        "http://2130706433/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/"
      })
  void doesNotFollowARedirectToAClosedAddress(String target) {
    server.page("/inside", 302, "Location: " + target + "\r\n", "");
    FetchResult result = fetch("/inside");
    assertThat(result.status()).isIn(Status.REFUSED, Status.FAILED);
    assertThat(result.body()).isEmpty();
    assertThat(result.message()).containsAnyOf("private, loopback or reserved", "cannot be read");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:///etc/passwd", "ftp://a.example/", "gopher://127.0.0.1/"})
  void doesNotFollowARedirectToAnotherScheme(String target) {
    server.page("/other", 302, "Location: " + target + "\r\n", "");
    FetchResult result = fetch("/other");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.body()).isEmpty();
  }

  @Test
  void refusesAHostOfWhichOneAddressIsClosed() throws IOException {
    InetAddress open = InetAddress.getByAddress(new byte[] {1, 1, 1, 1});
    InetAddress closed = InetAddress.getLoopbackAddress();
    try (Fetcher mixed = fetcher(Set.of(), name -> new InetAddress[] {open, closed})) {
      FetchResult result =
          mixed.fetch(URI.create("http://two-faced.example/private-name"), Validators.NONE);
      assertThat(result.status()).isEqualTo(Status.REFUSED);
      assertThat(result.message()).contains("two-faced.example").doesNotContain("private-name");
    }
  }

  @Test
  void connectsToTheAddressThatWasChecked_evenIfTheNameMovesOn() {
    server.page("/a", 200, "Connection: close\r\n", "x");
    List<String> resolved = new ArrayList<>();
    String host = "moving.example:" + server.url("/").getPort();
    try (Fetcher moving =
        fetcher(
            Set.of(host),
            name -> {
              resolved.add(name);
              return InetAddress.getAllByName("127.0.0.1");
            })) {
      FetchResult result = moving.fetch(URI.create("http://" + host + "/a"), Validators.NONE);
      assertThat(result.status()).isEqualTo(Status.OK);
      assertThat(resolved).isNotEmpty().containsOnly("moving.example");
    }
  }

  @Test
  void obeysRobots() {
    server.page(
        "/robots.txt",
        200,
        "Content-Type: text/plain\r\n",
        "User-agent: *\nDisallow: /\n\nUser-agent: Qingting\nDisallow: /closed\nCrawl-delay: 7\n");
    server.page("/open", 200, "", "x");
    server.page("/closed/a", 200, "", "x");
    server.page("/back", 302, "Location: /closed/a\r\n", "");

    assertThat(fetch("/open").status()).isEqualTo(Status.OK);
    assertThat(fetch("/open").crawlDelay()).isEqualTo(Duration.ofSeconds(7));
    assertThat(fetch("/closed/a").status()).isEqualTo(Status.REFUSED);
    assertThat(fetch("/back").message()).contains("robots.txt").contains("forbids");
    assertThat(server.asked).doesNotContain("/closed/a");
    assertThat(server.asked.stream().filter("/robots.txt"::equals)).hasSize(1);
  }

  @Test
  void staysAwayWhileRobotsCannotBeRead_andComesBack() {
    server.page("/a", 200, "", "x");
    server.page("/robots.txt", 503, "", "");
    assertThat(fetch("/a").status()).isEqualTo(Status.FAILED);
    assertThat(fetch("/a").message()).contains("robots.txt").contains("for now");
    assertThat(server.asked).containsExactly("/robots.txt");

    server.page("/robots.txt", 404, "", "");
    clock.now = clock.now.plus(Duration.ofMinutes(6));
    assertThat(fetch("/a").status()).isEqualTo(Status.OK);
  }

  @Test
  void keepsKnownRobotsForADay_whenTheyCannotBeReadAgain() {
    server.page("/a", 200, "", "x");
    server.page("/robots.txt", 200, "", "User-agent: *\nDisallow: /closed\n");
    assertThat(fetch("/a").status()).isEqualTo(Status.OK);

    server.page("/robots.txt", 500, "", "");
    clock.now = clock.now.plus(Duration.ofHours(7));
    assertThat(fetch("/a").status()).isEqualTo(Status.OK);
    assertThat(fetch("/closed").status()).isEqualTo(Status.REFUSED);

    clock.now = clock.now.plus(Duration.ofHours(18));
    assertThat(fetch("/a").status()).isEqualTo(Status.FAILED);
  }

  @Test
  void readsTheBeginningOfEndlessRobots() {
    server.page("/a", 200, "", "x");
    server.page(
        "/robots.txt",
        (request, out) -> {
          RawServer.head(out, 200, "Connection: close\r\n");
          out.write("User-agent: *\nDisallow: /closed\n".getBytes(StandardCharsets.US_ASCII));
          while (over.getCount() > 0) {
            out.write("# more\n".repeat(2_000).getBytes(StandardCharsets.US_ASCII));
          }
        });
    assertThat(fetch("/a").status()).isEqualTo(Status.OK);
    assertThat(fetch("/closed").status()).isEqualTo(Status.REFUSED);
  }

  @Test
  void tellsGoneFromFailed_andHandsOnRetryAfter() {
    server.page("/busy", 429, "Retry-After: 90\r\n", "");
    server.page("/broken", 500, "", "");

    assertThat(fetch("/missing").status()).isEqualTo(Status.GONE);
    assertThat(fetch("/missing").message()).isEqualTo("HTTP 404 from " + server.host());
    assertThat(fetch("/broken").status()).isEqualTo(Status.FAILED);
    assertThat(fetch("/busy").status()).isEqualTo(Status.FAILED);
    assertThat(fetch("/busy").retryAfter()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void saysWhatIsWrong_whenNobodyListens() throws IOException {
    server.page("/a", 200, "", "x");
    fetch("/a");
    server.close();
    FetchResult result = fetch("/a");
    assertThat(result.status()).isEqualTo(Status.FAILED);
    assertThat(result.message()).isEqualTo("127.0.0.1 accepts no connection");
  }

  @Test
  void closeEndsAFetchUnderWay() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    server.page(
        "/silent",
        (request, out) -> {
          asked.countDown();
          await(60_000);
        });
    Fetcher patient =
        new Fetcher(
            new FetchSettings(
                "",
                Duration.ZERO,
                Duration.ofMinutes(5),
                MOST,
                Set.of(server.host()),
                Set.of(server.host())));
    Thread thread = new Thread(() -> patient.fetch(server.url("/silent"), Validators.NONE));
    thread.start();
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();
    patient.close();
    thread.join(5_000);
    assertThat(thread.isAlive()).isFalse();
  }

  /** Pauses a hostile page; ends at once with the test. */
  private void await(long millis) {
    try {
      boolean ended = over.await(millis, TimeUnit.MILLISECONDS);
      assertThat(ended || millis > 0).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-03-02T10:00:00Z");

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
