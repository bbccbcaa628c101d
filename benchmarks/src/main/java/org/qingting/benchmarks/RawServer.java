package org.qingting.benchmarks;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ExpandWildcard;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.apache.http.HttpHost;
import org.elasticsearch.client.RestClient;

/** The server below the product: what a benchmark tidies up and looks after. */
final class RawServer implements AutoCloseable {
  private final RestClient rest;
  private final RestClientTransport transport;
  private final ElasticsearchClient client;

  RawServer(URI server) {
    rest =
        RestClient.builder(HttpHost.create(server.toString()))
            .setRequestConfigCallback(config -> config.setSocketTimeout(600_000))
            .build();
    transport = new RestClientTransport(rest, new JacksonJsonpMapper());
    client = new ElasticsearchClient(transport);
  }

  RestClientTransport transport() {
    return transport;
  }

  /** Deletes the indices of a pattern, by their names: a server need not take patterns. */
  void delete(String pattern) throws IOException {
    List<String> names =
        List.copyOf(
            client
                .indices()
                .get(
                    g ->
                        g.index(pattern)
                            .allowNoIndices(true)
                            .ignoreUnavailable(true)
                            .expandWildcards(ExpandWildcard.All))
                .result()
                .keySet());
    if (!names.isEmpty()) {
      client.indices().delete(d -> d.index(names));
    }
  }

  void refresh(String pattern) throws IOException {
    client.indices().refresh(r -> r.index(pattern));
  }

  long count(String pattern) throws IOException {
    return client.count(c -> c.index(pattern).allowNoIndices(true)).count();
  }

  @Override
  public void close() throws IOException {
    rest.close();
  }
}
