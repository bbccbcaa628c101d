package org.qingting.search.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.elasticsearch.client.Request;

/** Which Elasticsearch it is that answers. */
final class ServerVersion {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int FIRST_MINOR_OF_8 = 19;

  private final Connection connection;

  ServerVersion(Connection connection) {
    this.connection = connection;
  }

  /**
   * @throws IOException when it is neither of 8.19 or later, nor of 9
   */
  void check() throws IOException {
    String version = read();
    String[] parts = version.split("\\.", 3);
    int major = number(parts[0]);
    int minor = parts.length > 1 ? number(parts[1]) : 0;
    if (major != 9 && !(major == 8 && minor >= FIRST_MINOR_OF_8)) {
      throw new IOException(
          "Elasticsearch "
              + version
              + " is not supported: use 8.19 or 9 (the suite runs with 8.19.21)");
    }
  }

  private String read() throws IOException {
    try {
      JsonNode info = get("/");
      return info.path("version").path("number").asText();
    } catch (RefusedException e) {
      if (e.status() != 405) {
        throw e;
      }
      // The bare server without plug-ins has nothing at its root.
      JsonNode nodes = get("/_nodes/_local?filter_path=nodes.*.version").path("nodes");
      return nodes.elements().hasNext() ? nodes.elements().next().path("version").asText() : "";
    }
  }

  private JsonNode get(String path) throws IOException {
    return connection.askRest(
        rest ->
            JSON.readTree(rest.performRequest(new Request("GET", path)).getEntity().getContent()));
  }

  private static int number(String digits) {
    return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
  }
}
