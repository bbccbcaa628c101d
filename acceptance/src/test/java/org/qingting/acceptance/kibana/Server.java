package org.qingting.acceptance.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Plain calls to a real Elasticsearch. */
record Server(URI address, HttpClient client) {
  static final ObjectMapper JSON = new ObjectMapper();

  Server(URI address) {
    this(address, HttpClient.newHttpClient());
  }

  /** An answer that must be a good one. */
  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    HttpResponse<String> answer = send(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(path + " " + body + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address.resolve(path))
            .header(
                "Content-Type",
                path.contains("_bulk") ? "application/x-ndjson" : "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  JsonNode search(String index, JsonNode body) throws IOException, InterruptedException {
    return call("POST", "/" + index + "/_search", body.toString());
  }

  /** Puts the template of a view, and its first index behind its alias. */
  void createView(String view) throws IOException, InterruptedException {
    String name = "qingting-view-" + view;
    call("PUT", "/_component_template/" + name + "-mappings", resource(view));
    call(
        "PUT",
        "/_index_template/" + name,
        "{\"index_patterns\":[\"" + name + "-*\"],\"composed_of\":[\"" + name + "-mappings\"]}");
    call("PUT", "/" + name + "-2026.01", "{\"aliases\":{\"" + name + "\":{}}}");
  }

  private static String resource(String view) throws IOException {
    String name = "/org/qingting/search/elasticsearch/view-" + view + "-mappings.json";
    try (InputStream in = Server.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
