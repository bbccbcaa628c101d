package org.qingting.acceptance.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A news feed on loopback that can be out of order. As long as it is, nothing has been heard
 * through any time, and the detector takes all for the past; from its first answer on it judges.
 */
final class OfficeFeed implements AutoCloseable {
  static final int ARTICLES = 3;

  private final HttpServer server;
  private final Instant now;
  private volatile boolean answers;

  OfficeFeed(Instant now) throws IOException {
    this.now = now;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + host() + "/rss.xml";
  }

  void answers(boolean whether) {
    answers = whether;
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String page =
        path.equals("/rss.xml") ? rss() : path.startsWith("/article/") ? article(path) : "";
    int status = page.isEmpty() ? 404 : answers ? 200 : 503;
    byte[] body = (status == 200 ? page : "").getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set(
            "Content-Type",
            path.equals("/rss.xml") ? "application/rss+xml" : "text/html; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String rss() {
    StringBuilder xml =
        new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\">");
    xml.append("<channel><title>示例新闻</title>");
    for (int i = 0; i < ARTICLES; i++) {
      xml.append("<item><title>")
          .append(title(i))
          .append("</title><link>http://")
          .append(host())
          .append("/article/")
          .append(i)
          .append(".html</link><pubDate>")
          .append(
              DateTimeFormatter.RFC_1123_DATE_TIME.format(
                  now.minus(Duration.ofDays(3 + i)).atOffset(ZoneOffset.UTC)))
          .append("</pubDate></item>");
    }
    return xml.append("</channel></rss>").toString();
  }

  private static String article(String path) {
    String title = title(Integer.parseInt(path.replaceAll("\\D", "")));
    return "<html><head><title>"
        + title
        + "</title></head><body><article><h1>"
        + title
        + "</h1><p>派出所的民警上周走访了几个小区，提醒大家出门记得锁好门窗，遇到陌生来电不要转账。</p>"
        + "<p>居民说，夜里巡逻的人多了，走路也更放心。</p></article></body></html>";
  }

  private static String title(int i) {
    return new String[] {"派出所走访小区", "民警进校园讲交通安全", "夜间巡逻增加班次"}[i];
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
