package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** A client of Elasticsearch, and what goes wrong in words. Thread-safe. */
final class Connection implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RestClient rest;
  private final ElasticsearchClient client;
  private volatile boolean closed;

  /** A question to the server. */
  @FunctionalInterface
  interface Asking<T> {
    T ask(ElasticsearchClient client) throws IOException;
  }

  Connection(ElasticsearchSettings settings) {
    HttpHost[] hosts =
        settings.hosts().stream()
            .map(uri -> HttpHost.create(uri.toString()))
            .toArray(HttpHost[]::new);
    int millis = (int) settings.timeout().toMillis();
    RestClientBuilder builder =
        RestClient.builder(hosts)
            .setRequestConfigCallback(
                config -> config.setConnectTimeout(millis).setSocketTimeout(millis));
    String authorization = authorization(settings);
    if (!authorization.isEmpty()) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    rest = builder.build();
    client = new ElasticsearchClient(new RestClientTransport(rest, new JacksonJsonpMapper()));
  }

  private static String authorization(ElasticsearchSettings settings) {
    if (!settings.apiKey().isEmpty()) {
      return "ApiKey " + settings.apiKey();
    }
    return settings.login().isEmpty()
        ? ""
        : "Basic "
            + Base64.getEncoder()
                .encodeToString(
                    (settings.login() + ":" + settings.password())
                        .getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Asks.
   *
   * @throws IOException saying what is wrong and what to look at
   */
  <T> T ask(Asking<T> asking) throws IOException {
    if (closed) {
      throw new IOException("this index is closed");
    }
    try {
      return asking.ask(client);
    } catch (ElasticsearchException e) {
      throw new Refused(e.status(), e.error() == null ? null : e.error().type(), e);
    } catch (ResponseException e) {
      // The client leaves some refusals, conflicts among them, to the transport below it.
      throw new Refused(e.getResponse().getStatusLine().getStatusCode(), type(e), e);
    }
  }

  private static String type(ResponseException e) {
    HttpEntity body = e.getResponse().getEntity();
    if (body == null) {
      return null;
    }
    try {
      return JSON.readTree(EntityUtils.toByteArray(body)).path("error").path("type").asText(null);
    } catch (IOException notJson) {
      return null;
    }
  }

  /** An answer of Elasticsearch that is an error, with what to look at. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    private Refused(int status, String type, Exception cause) {
      super("Elasticsearch: " + hint(status) + ": " + cause.getMessage(), cause);
      this.status = status;
      this.type = type == null ? "" : type;
    }

    /** The status of HTTP. */
    int status() {
      return status;
    }

    private static String hint(int status) {
      return switch (status) {
        case 401 -> "user, password or API key are wrong";
        case 403 -> "the user or API key lacks a right";
        case 404 -> "there is no such index: run the set-up first";
        case 429 -> "it is overloaded, or its disk is full (flood stage)";
        case 503 -> "it is not ready: a shard is missing";
        default -> "it refused";
      };
    }
  }

  /** What Elasticsearch calls an error; {@code ""} for none of its own. */
  static String type(IOException e) {
    return e instanceof Refused refused ? refused.type : "";
  }

  @Override
  public void close() throws IOException {
    closed = true;
    rest.close();
  }
}
