package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch.core.BulkResponse;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import co.elastic.clients.util.BinaryData;
import co.elastic.clients.util.ContentType;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.qingting.model.Opinion;
import org.qingting.search.OpinionReader;

/**
 * Opinions in Elasticsearch 8.19 or 9: one index a month behind an alias. Writing the same opinion
 * again replaces it. Thread-safe but for {@link #store}, which one thread calls at a time.
 */
public final class ElasticsearchIndex implements Closeable {
  private final ElasticsearchSettings settings;
  private final Connection connection;
  private final OpinionDocument documents = new OpinionDocument();

  /** A document that the server will never take, and why. */
  public record Rejected(Opinion opinion, String reason) {}

  /** Connects with the first question, not before. */
  public ElasticsearchIndex(ElasticsearchSettings settings) {
    this.settings = settings;
    this.connection = new Connection(settings);
  }

  /** All months. */
  private String alias() {
    return settings.prefix() + "-opinions";
  }

  /**
   * Puts the templates in place; doing it again changes nothing.
   *
   * @throws IOException when the server cannot be reached or refuses
   */
  public void setUp() throws IOException {
    String mappings = settings.prefix() + "-opinions-mappings";
    try (InputStream in = ElasticsearchIndex.class.getResourceAsStream("opinions-mappings.json")) {
      connection.ask(
          client -> client.cluster().putComponentTemplate(t -> t.name(mappings).withJson(in)));
    }
    connection.ask(
        client ->
            client
                .indices()
                .putIndexTemplate(
                    t ->
                        t.name(alias())
                            .indexPatterns(alias() + "-*")
                            .composedOf(mappings)
                            .priority(500L)
                            .template(m -> m.aliases(alias(), a -> a))));
  }

  /**
   * Keeps opinions; durable once it returns, visible within a second.
   *
   * @return those that the server will never take
   * @throws IOException when some could not be written now: write all of them again
   */
  public List<Rejected> store(List<Opinion> opinions) throws IOException {
    if (opinions.isEmpty()) {
      return List.of();
    }
    List<byte[]> bodies = new ArrayList<>();
    for (Opinion opinion : opinions) {
      bodies.add(documents.json(opinion));
    }
    BulkResponse response =
        connection.ask(
            client ->
                client.bulk(
                    b -> {
                      for (int i = 0; i < bodies.size(); i++) {
                        Opinion opinion = opinions.get(i);
                        byte[] body = bodies.get(i);
                        b.operations(
                            o ->
                                o.index(
                                    x ->
                                        x.index(OpinionDocument.index(settings.prefix(), opinion))
                                            .id(opinion.post().id())
                                            .document(
                                                BinaryData.of(
                                                    body, ContentType.APPLICATION_JSON))));
                      }
                      return b;
                    }));
    List<Rejected> rejected = new ArrayList<>();
    for (int i = 0; i < response.items().size(); i++) {
      BulkResponseItem item = response.items().get(i);
      if (item.error() == null) {
        continue;
      }
      if (item.status() == 429 || item.status() >= 500) {
        throw new IOException("Elasticsearch is overloaded, write again: " + item.error().reason());
      }
      rejected.add(new Rejected(opinions.get(i), item.error().reason()));
    }
    return rejected;
  }

  /** Finds what was kept; the reader has a connection of its own. */
  public OpinionReader openReader() {
    return new ElasticsearchReader(new Connection(settings), alias() + "-*");
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
