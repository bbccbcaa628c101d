package org.qingting.ingest.source;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A little invented news site and forum on loopback. */
public final class TestSite implements AutoCloseable {
  /** An answer: a status and a page. */
  public record Answer(int code, String page) {}

  public final CopyOnWriteArrayList<String> asked = new CopyOnWriteArrayList<>();
  public final AtomicInteger mostAtOnce = new AtomicInteger();
  private final AtomicInteger atOnce = new AtomicInteger();
  private final Map<String, Supplier<Answer>> pages = new ConcurrentHashMap<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public TestSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public String host() {
    return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  public String url(String path) {
    return "http://" + host() + path;
  }

  public void page(String path, String html) {
    pages.put(path, () -> new Answer(200, html));
  }

  public void page(String path, Supplier<Answer> answer) {
    pages.put(path, answer);
  }

  /** How often a path was asked for. */
  public int times(String path) {
    return Collections.frequency(asked, path);
  }

  /** An article with a title, a time and a few sentences that tell it from others. */
  public static String article(int number) {
    return "<html><head><meta charset=utf-8><title>南溪新闻第"
        + number
        + "篇</title></head><body><article><h1>南溪新闻第"
        + number
        + "篇</h1><time datetime=\"2026-03-01T0"
        + number % 10
        + ":00:00+08:00\">2026-03-01</time><p>南溪县城第"
        + number
        + "号路口今天重新划了标线,骑车的人说比以前顺畅得多,值勤的民警在一旁讲解。</p>"
        + "<p>附近的店家希望晚高峰也有人疏导,有关部门答复说下周开始试行。</p></article></body></html>";
  }

  /** A list page with links to articles. */
  public static String list(int from, int to, String next) {
    StringBuilder html =
        new StringBuilder("<html><head><meta charset=utf-8><title>南溪新闻</title></head><body><ul>");
    for (int i = from; i < to; i++) {
      html.append("<li><a class=item href=\"/article/")
          .append(i)
          .append(".html\">南溪新闻第")
          .append(i)
          .append("篇</a></li>");
    }
    html.append("</ul>");
    if (!next.isEmpty()) {
      html.append("<a class=next href=\"").append(next).append("\">下一页</a>");
    }
    return html.append("</body></html>").toString();
  }

  private void answer(HttpExchange exchange) throws IOException {
    mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
    String path = exchange.getRequestURI().toString();
    asked.add(path);
    Answer answer = pages.getOrDefault(path, () -> new Answer(404, "")).get();
    byte[] body = answer.page().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    // Counted before the client can know of the end, and so before it may ask again.
    atOnce.decrementAndGet();
    exchange.sendResponseHeaders(answer.code(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
