package org.qingting.pipeline.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.zip.CRC32;

/** One site on a free loopback port: robots.txt, its pages with ETags, and counters. */
final class SiteServer implements AutoCloseable {
  private static final int THREADS = 2;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final SitePages pages;
  private final Function<Instant, Visible> script;
  private final Clock clock;
  private final HttpServer server;
  private final ExecutorService threads;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger forbidden = new AtomicInteger();
  private final AtomicInteger profiles = new AtomicInteger();

  private SiteServer(
      SitePages pages,
      Function<Instant, Visible> script,
      Clock clock,
      HttpServer server,
      ExecutorService threads) {
    this.pages = pages;
    this.script = script;
    this.clock = clock;
    this.server = server;
    this.threads = threads;
  }

  static SiteServer start(SitePages pages, Function<Instant, Visible> script, Clock clock)
      throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), 0);
    HttpServer server = HttpServer.create(any, 0);
    ExecutorService threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "demo-web");
              thread.setDaemon(true);
              return thread;
            });
    SiteServer site = new SiteServer(pages, script, clock, server, threads);
    server.setExecutor(threads);
    server.createContext("/", site::answer);
    startAsDaemon(server);
    return site;
  }

  /** The dispatching thread inherits its kind: a web left open must not keep the process alive. */
  private static void startAsDaemon(HttpServer server) throws IOException {
    Thread starter = new Thread(server::start, "demo-web-start");
    starter.setDaemon(true);
    starter.start();
    try {
      starter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.stop(0);
      throw new InterruptedIOException("interrupted while the demo's web was opened");
    }
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String base() {
    return "http://" + host();
  }

  SitePages pages() {
    return pages;
  }

  int requests() {
    return requests.get();
  }

  int forbiddenHits() {
    return forbidden.get();
  }

  int profileHits() {
    return profiles.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      requests.incrementAndGet();
      String method = exchange.getRequestMethod();
      String path = exchange.getRequestURI().getPath();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        send(exchange, 405, "text/plain; charset=utf-8", utf8("only GET"));
      } else if (path.equals("/robots.txt")) {
        send(exchange, 200, "text/plain; charset=utf-8", utf8(robots()));
      } else if (path.startsWith(pages.forbidden())) {
        forbidden.incrementAndGet();
        send(exchange, 403, "text/plain; charset=utf-8", utf8("robots.txt says no"));
      } else if (path.startsWith("/u/")) {
        profiles.incrementAndGet();
        send(exchange, 403, "text/plain; charset=utf-8", utf8("profiles are for members"));
      } else {
        page(exchange, path);
      }
    }
  }

  private void page(HttpExchange exchange, String path) throws IOException {
    Visible visible = script.apply(clock.instant());
    Optional<SitePages.Body> body = pages.page(path, visible, base());
    if (body.isEmpty()) {
      send(exchange, 404, "text/plain; charset=utf-8", utf8("no such page"));
      return;
    }
    byte[] bytes = body.get().text().getBytes(pages.charset());
    CRC32 sum = new CRC32();
    sum.update(bytes);
    String tag = "\"" + Long.toHexString(sum.getValue()) + "-" + bytes.length + "\"";
    exchange.getResponseHeaders().set("ETag", tag);
    exchange.getResponseHeaders().set("Last-Modified", lastModified(visible));
    if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    send(exchange, 200, body.get().type(), bytes);
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] bytes)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(bytes);
      }
    }
  }

  /** No page is younger than the youngest post anywhere. */
  private static String lastModified(Visible visible) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(visible.youngest().atOffset(ZoneOffset.UTC));
  }

  private String robots() {
    return "# " + Html.NOTE + "\nUser-agent: *\nDisallow: " + pages.forbidden() + "\nAllow: /\n";
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
