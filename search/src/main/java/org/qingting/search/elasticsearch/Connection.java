package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** Clients of Elasticsearch, and what goes wrong in words. Thread-safe. */
final class Connection implements Closeable {
  private final RestClient rest;
  private final ElasticsearchClient client;
  private final ElasticsearchAsyncClient asyncClient;
  private final Troubles troubles;
  private volatile boolean closed;

  /** A question to the server. */
  @FunctionalInterface
  interface Asking<T> {
    T ask(ElasticsearchClient client) throws IOException;
  }

  /** A question to the server, below the client: what that has no words for. */
  @FunctionalInterface
  interface RestAsking<T> {
    T ask(RestClient rest) throws IOException;
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
    if (!settings.certificates().isEmpty()) {
      var context = Certificates.context(settings.certificates());
      builder.setHttpClientConfigCallback(http -> http.setSSLContext(context));
    }
    String authorization = authorization(settings);
    if (!authorization.isEmpty()) {
      builder.setDefaultHeaders(new Header[] {new BasicHeader("Authorization", authorization)});
    }
    rest = builder.build();
    RestClientTransport transport = new RestClientTransport(rest, new JacksonJsonpMapper());
    client = new ElasticsearchClient(transport);
    asyncClient = new ElasticsearchAsyncClient(transport);
    troubles = new Troubles(settings.hosts());
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
    checkOpen();
    try {
      return asking.ask(client);
    } catch (IOException | RuntimeException e) {
      throw words(e);
    }
  }

  /** The same with the client below. */
  <T> T askRest(RestAsking<T> asking) throws IOException {
    checkOpen();
    try {
      return asking.ask(rest);
    } catch (IOException | RuntimeException e) {
      throw words(e);
    }
  }

  /** Asks without waiting; {@link #words} tells why it failed. */
  <T> CompletableFuture<T> askAsync(
      Function<ElasticsearchAsyncClient, CompletableFuture<T>> asking) {
    try {
      checkOpen();
      return asking.apply(asyncClient);
    } catch (IOException | RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** What went wrong, in words. */
  IOException words(Throwable failure) {
    return troubles.words(failure);
  }

  private void checkOpen() throws IOException {
    if (closed) {
      throw new IOException("this index is closed");
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    rest.close();
  }
}
