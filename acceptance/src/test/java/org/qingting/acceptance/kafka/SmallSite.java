package org.qingting.acceptance.kafka;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.qingting.ingest.CrawlLimits;
import org.qingting.ingest.FetchSettings;
import org.qingting.ingest.PostSource;
import org.qingting.ingest.Selectors;
import org.qingting.ingest.SourceSpec;

/** A news site on loopback with a list and a few articles, and the source that crawls it. */
final class SmallSite implements AutoCloseable {
  static final int ARTICLES = 12;

  private final HttpServer server;

  SmallSite() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", SmallSite::answer);
    server.start();
  }

  private String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  PostSource source(String spool) {
    SourceSpec news =
        new SourceSpec(
            "news",
            "",
            SourceSpec.Kind.LISTING,
            "http://" + host() + "/list",
            Duration.ofSeconds(1),
            new Selectors("a.item", "", "", "", "", "", ""));
    return new PostSource(
        List.of(news),
        new FetchSettings(
            "", Duration.ofMillis(1), Duration.ofSeconds(5), 0, Set.of(host()), Set.of(host())),
        Jobs.anonymizer(),
        spool,
        true,
        Duration.ofMinutes(1),
        CrawlLimits.DEFAULT);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String page = path.equals("/list") ? list() : path.startsWith("/article/") ? article(path) : "";
    byte[] body = page.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String list() {
    StringBuilder html = new StringBuilder("<html><head><title>柳湾新闻</title></head><body><ul>");
    for (int i = 0; i < ARTICLES; i++) {
      html.append("<li><a class=item href=\"/article/")
          .append(i)
          .append(".html\">柳湾第")
          .append(i)
          .append("条</a></li>");
    }
    return html.append("</ul></body></html>").toString();
  }

  private static String article(String path) {
    String number = path.replaceAll("\\D", "");
    return "<html><head><title>柳湾第"
        + number
        + "条</title></head><body><article><h1>柳湾第"
        + number
        + "条</h1><time datetime=\"2026-03-01T08:00:00+08:00\">2026-03-01</time><p>柳湾镇第"
        + number
        + "号巷口的路灯昨晚修好了,夜里下班的人说心里踏实多了,社区民警也来看过。</p>"
        + "<p>附近几家小店希望巷尾也装上一盏,镇上答复说月底前安排。</p></article></body></html>";
  }

  /** From then on nothing can be fetched. */
  @Override
  public void close() {
    server.stop(0);
  }
}
