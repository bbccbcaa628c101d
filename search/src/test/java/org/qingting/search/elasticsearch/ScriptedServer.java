package org.qingting.search.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Speaks just enough of Elasticsearch to answer bulk requests as a test wants: no real server can
 * be made to answer 200, 429 and 400 in one breath.
 */
public final class ScriptedServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What one item of a bulk request is answered with. */
  public record Item(int status, String type, String reason) {
    public static final Item CREATED = new Item(201, "", "");
  }

  private final HttpServer server;
  private final Set<String> indices = ConcurrentHashMap.newKeySet();
  final List<List<String>> requests = new ArrayList<>();
  private final Map<String, Integer> kept = new ConcurrentHashMap<>();
  public volatile Function<String, Item> script = id -> Item.CREATED;
  public volatile Function<List<String>, Integer> status = ids -> 200;
  volatile long format = MonthlyIndices.FORMAT;

  public ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  public ElasticsearchSettings settings() {
    return ElasticsearchSettings.of(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "t");
  }

  boolean has(String index) {
    return indices.contains(index);
  }

  /** How many bulk requests came. */
  public int requestCount() {
    synchronized (requests) {
      return requests.size();
    }
  }

  /** How often each {@code index/id} was taken. */
  public Map<String, Integer> kept() {
    return kept;
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    String index = path.substring(1).replace("/_mapping", "");
    if (path.equals("/_bulk")) {
      bulk(exchange, new String(body, StandardCharsets.UTF_8));
    } else if (path.endsWith("/_mapping")) {
      ObjectNode mapping = JSON.createObjectNode();
      mapping.putObject(index).putObject("mappings").putObject("_meta").put("format", format);
      send(exchange, 200, mapping);
    } else if (exchange.getRequestMethod().equals("HEAD")) {
      send(exchange, indices.contains(index) ? 200 : 404, null);
    } else if (exchange.getRequestMethod().equals("PUT")) {
      indices.add(index);
      ObjectNode made = JSON.createObjectNode();
      made.put("acknowledged", true).put("shards_acknowledged", true).put("index", index);
      send(exchange, 200, made);
    } else {
      indices.remove(index);
      send(exchange, 200, JSON.createObjectNode().put("acknowledged", true));
    }
  }

  private void bulk(HttpExchange exchange, String body) throws IOException {
    List<String> ids = new ArrayList<>();
    List<String> taken = new ArrayList<>();
    ObjectNode answer = JSON.createObjectNode();
    answer.put("took", 1).put("errors", true);
    ArrayNode items = answer.putArray("items");
    String[] lines = body.split("\n");
    for (int i = 0; i < lines.length; i++) {
      JsonNode action = JSON.readTree(lines[i]);
      String operation = action.fieldNames().next();
      String id = action.path(operation).path("_id").asText();
      ids.add(id);
      Item item = script.apply(id);
      ObjectNode told = items.addObject().putObject(operation);
      told.put("_index", action.path(operation).path("_index").asText());
      told.put("_id", id).put("status", item.status());
      if (item.status() < 300) {
        taken.add(action.path(operation).path("_index").asText() + "/" + id);
      }
      if (!item.type().isEmpty()) {
        told.putObject("error").put("type", item.type()).put("reason", item.reason());
      }
      if (!operation.equals("delete")) {
        i++;
      }
    }
    synchronized (requests) {
      requests.add(ids);
    }
    int code = status.apply(ids);
    if (code == 200) {
      taken.forEach(each -> kept.merge(each, 1, Integer::sum));
      send(exchange, 200, answer);
    } else {
      ObjectNode refused = JSON.createObjectNode();
      refused.putObject("error").put("type", "some_exception").put("reason", "scripted");
      send(exchange, code, refused.put("status", code));
    }
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    if (body == null) {
      exchange.sendResponseHeaders(status, -1);
    } else {
      byte[] bytes = JSON.writeValueAsBytes(body);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
