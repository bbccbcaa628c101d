package org.qingting.alerts.channels;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** A loopback HTTP service that keeps what it got and answers as it is told. */
final class FakeService implements AutoCloseable {
  static final ObjectMapper JSON = new ObjectMapper();

  static {
    // Or each answer takes the 40 ms of a delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** What came in. */
  record Got(
      String method, String path, String query, Map<String, List<String>> headers, String body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException(body, e);
      }
    }

    String header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().get(0))
          .findFirst()
          .orElse("");
    }
  }

  /** What goes out. */
  record Reply(int status, String body, Map<String, String> headers) {
    static Reply ok(String body) {
      return new Reply(200, body, Map.of());
    }
  }

  /** Decides on a reply. */
  interface Rules {
    Reply reply(Got got);
  }

  private final HttpServer server;
  private final List<Got> got = Collections.synchronizedList(new ArrayList<>());
  volatile Rules rules;

  private FakeService(HttpServer server, Rules rules) {
    this.server = server;
    this.rules = rules;
  }

  static FakeService start(Rules rules) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    FakeService fake = new FakeService(server, rules);
    server.createContext("/", fake::answer);
    server.start();
    return fake;
  }

  private void answer(HttpExchange exchange) throws IOException {
    Got request =
        new Got(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getRawPath(),
            String.valueOf(exchange.getRequestURI().getRawQuery()),
            Map.copyOf(exchange.getRequestHeaders()),
            strict(exchange.getRequestBody().readAllBytes()));
    got.add(request);
    Reply reply = rules.reply(request);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String strict(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      return "no UTF-8";
    }
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  List<Got> got() {
    return got;
  }

  Got last() {
    return got.get(got.size() - 1);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
