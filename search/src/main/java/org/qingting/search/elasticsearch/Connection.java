package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** A client of Elasticsearch, and what goes wrong in words. Thread-safe. */
final class Connection implements Closeable {
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
      throw told(e);
    }
  }

  private static IOException told(ElasticsearchException e) {
    String hint =
        switch (e.status()) {
          case 401 -> "user, password or API key are wrong";
          case 403 -> "the user or API key lacks a right";
          case 404 -> "there is no such index: run the set-up first";
          case 429 -> "it is overloaded, or its disk is full (flood stage)";
          case 503 -> "it is not ready: a shard is missing";
          default -> "it refused";
        };
    return new IOException("Elasticsearch: " + hint + ": " + e.getMessage(), e);
  }

  /** What Elasticsearch calls an error; {@code ""} for none of its own. */
  static String type(IOException e) {
    return e.getCause() instanceof ElasticsearchException cause && cause.error() != null
        ? String.valueOf(cause.error().type())
        : "";
  }

  @Override
  public void close() throws IOException {
    closed = true;
    rest.close();
  }
}
