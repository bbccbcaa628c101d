package org.qingting.dashboards.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Speaks as Kibana does, to the calls that setting up makes: tells its version to those it knows,
 * keeps what is imported, refuses what refers to nothing.
 */
final class FakeKibana implements AutoCloseable {
  private static final Set<String> CHECKED = Set.of("index-pattern", "search");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Set<String> objects = new HashSet<>();
  private final List<String> calls = new ArrayList<>();
  String version = "8.19.21";
  String basePath = "";
  String authorization = "";
  String space = "";
  String lost = "";
  int answer = 200;
  String location = "";

  private FakeKibana(HttpServer server) {
    this.server = server;
  }

  static FakeKibana start() throws IOException {
    return begin(HttpServer.create(loopback(), 0));
  }

  static FakeKibana start(SSLContext tls) throws IOException {
    HttpsServer server = HttpsServer.create(loopback(), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return begin(server);
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static FakeKibana begin(HttpServer server) {
    FakeKibana kibana = new FakeKibana(server);
    server.setExecutor(kibana.threads);
    server.createContext("/", kibana::handle);
    server.start();
    return kibana;
  }

  String address() {
    String scheme = server instanceof HttpsServer ? "https" : "http";
    return scheme + "://127.0.0.1:" + server.getAddress().getPort() + basePath;
  }

  synchronized List<String> calls() {
    return List.copyOf(calls);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    calls.add(exchange.getRequestMethod() + " " + path);
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String who = exchange.getRequestHeaders().getFirst("Authorization");
    if (!path.startsWith(basePath + "/")) {
      say(exchange, 404, "<html>not here</html>");
    } else if (answer != 200) {
      if (!location.isEmpty()) {
        exchange.getResponseHeaders().set("Location", location);
      }
      say(exchange, answer, "{\"statusCode\":" + answer + ",\"message\":\"as told\"}");
    } else if (who != null && !who.equals(authorization)) {
      say(exchange, 401, "{\"statusCode\":401,\"error\":\"Unauthorized\"}");
    } else {
      boolean known = authorization.isEmpty() || authorization.equals(who);
      route(exchange, path.substring(basePath.length()), body, known);
    }
  }

  private void route(HttpExchange exchange, String path, String body, boolean known)
      throws IOException {
    String at = space.isEmpty() ? "" : "/s/" + space;
    if (path.equals("/api/status")) {
      say(exchange, 200, status(known));
    } else if (path.startsWith("/api/spaces/space/")) {
      say(exchange, path.endsWith("/" + space) ? 200 : 404, "{}");
    } else if (path.equals(at + "/api/saved_objects/_import?overwrite=true")
        && exchange.getRequestMethod().equals("POST")) {
      if (exchange.getRequestHeaders().getFirst("kbn-xsrf") == null) {
        say(exchange, 400, "{\"message\":\"Request must contain a kbn-xsrf header.\"}");
      } else {
        say(exchange, 200, imported(body).toString());
      }
    } else {
      say(exchange, 404, "{\"statusCode\":404}");
    }
  }

  /** To strangers it tells its health only. */
  private String status(boolean known) {
    return known
        ? "{\"version\":{\"number\":\""
            + version
            + "\"},\"status\":{\"overall\":{\"level\":\"available\"}}}"
        : "{\"status\":{\"overall\":{\"level\":\"available\"}}}";
  }

  private ObjectNode imported(String body) {
    ArrayNode done = Shipped.JSON.createArrayNode();
    ArrayNode errors = Shipped.JSON.createArrayNode();
    List<JsonNode> all = parts(body);
    Set<String> there = new HashSet<>(objects);
    all.forEach(object -> there.add(key(object)));
    there.removeIf(key -> !lost.isEmpty() && key.endsWith(" " + lost));
    for (JsonNode object : all) {
      ArrayNode missing = Shipped.JSON.createArrayNode();
      for (JsonNode reference : object.get("references")) {
        if (CHECKED.contains(reference.get("type").asText()) && !there.contains(key(reference))) {
          ObjectNode gone = missing.addObject();
          gone.set("type", reference.get("type"));
          gone.set("id", reference.get("id"));
        }
      }
      if (key(object).endsWith(" " + lost)) {
        continue;
      }
      ObjectNode result = (missing.isEmpty() ? done : errors).addObject();
      result.set("type", object.get("type"));
      result.set("id", object.get("id"));
      result.putObject("meta").set("title", object.at("/attributes/title"));
      if (!missing.isEmpty()) {
        result.putObject("error").put("type", "missing_references").set("references", missing);
      } else if (!objects.add(key(object))) {
        result.put("overwrite", true);
      }
    }
    ObjectNode answer = Shipped.JSON.createObjectNode();
    answer.put("success", errors.isEmpty()).put("successCount", done.size());
    answer.set("successResults", done);
    if (!errors.isEmpty()) {
      answer.set("errors", errors);
    }
    return answer;
  }

  private static String key(JsonNode object) {
    return object.get("type").asText() + " " + object.get("id").asText();
  }

  /** The lines of the file in a multipart form. */
  private static List<JsonNode> parts(String body) {
    String boundary = body.substring(0, body.indexOf("\r\n"));
    int from = body.indexOf("\r\n\r\n") + 4;
    String file = body.substring(from, body.indexOf("\r\n" + boundary + "--"));
    if (!body.substring(0, from).contains("filename=\"qingting.ndjson\"")) {
      throw new IllegalArgumentException("no file of objects");
    }
    return file.lines().map(Shipped::json).toList();
  }

  private static void say(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
