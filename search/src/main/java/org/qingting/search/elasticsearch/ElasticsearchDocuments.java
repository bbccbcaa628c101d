package org.qingting.search.elasticsearch;

import co.elastic.clients.elasticsearch._types.Refresh;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch.core.GetResponse;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Small documents in Elasticsearch, each changed as a whole by compare-and-set; what was written is
 * durable and seen by everybody once a call returns. For the desk, which writes little.
 * Thread-safe.
 */
public final class ElasticsearchDocuments implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LISTED = 10_000;
  private static final int CONFLICT = 409;
  private static final int LONGEST_ID = 480;

  private final Connection connection;
  private final String index;

  /**
   * A document.
   *
   * @param version how often it was written; 0 for one that must not exist yet
   * @param order listed by this, greatest first
   * @param due from when something is to be done about it; {@link Long#MAX_VALUE} for never
   */
  public record Kept(String kind, String id, long version, long order, long due, String json) {}

  /** Connects with the first question, not before. */
  public ElasticsearchDocuments(ElasticsearchSettings settings) {
    this.connection = new Connection(settings);
    this.index = settings.prefix() + "-desk";
  }

  /** Makes the index where there is none. */
  public void setUp() throws IOException {
    boolean there = connection.ask(client -> client.indices().exists(e -> e.index(index)).value());
    if (there) {
      return;
    }
    try (InputStream in = ElasticsearchDocuments.class.getResourceAsStream("documents.json")) {
      connection.ask(client -> client.indices().create(c -> c.index(index).withJson(in)));
    } catch (IOException e) {
      if (!RefusedException.type(e).equals("resource_already_exists_exception")) {
        throw e;
      }
    }
  }

  /** The document as last written, if there is one. */
  public Optional<Kept> get(String kind, String id) throws IOException {
    GetResponse<ObjectNode> found = found(kind, id);
    return found.found() ? Optional.of(kept(found.source())) : Optional.empty();
  }

  private GetResponse<ObjectNode> found(String kind, String id) throws IOException {
    return connection.ask(
        client -> client.get(g -> g.index(index).id(key(kind, id)), ObjectNode.class));
  }

  /**
   * Writes a document if the store still holds its version of it; it then has that version plus
   * one.
   *
   * @return false if somebody else was faster
   */
  public boolean put(Kept document) throws IOException {
    String key = key(document.kind(), document.id());
    ObjectNode body = JSON.createObjectNode();
    body.put("kind", document.kind()).put("id", document.id());
    body.put("version", Math.max(0, document.version()) + 1);
    body.put("order", document.order()).put("due", document.due());
    body.put("json", document.json());
    try {
      if (document.version() <= 0) {
        connection.ask(
            client ->
                client.create(c -> c.index(index).id(key).document(body).refresh(Refresh.True)));
        return true;
      }
      GetResponse<ObjectNode> before = found(document.kind(), document.id());
      if (!before.found() || before.source().get("version").asLong() != document.version()) {
        return false;
      }
      connection.ask(
          client ->
              client.index(
                  i ->
                      i.index(index)
                          .id(key)
                          .ifSeqNo(before.seqNo())
                          .ifPrimaryTerm(before.primaryTerm())
                          .document(body)
                          .refresh(Refresh.True)));
      return true;
    } catch (IOException e) {
      if (e instanceof RefusedException refused && refused.status() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  /** Up to {@code limit} documents of a kind, greatest order first, then by id. */
  public List<Kept> newest(String kind, int limit) throws IOException {
    return listed(
        BoolQuery.of(b -> b.filter(f -> f.term(t -> t.field("kind").value(kind)))),
        "order",
        SortOrder.Desc,
        limit);
  }

  /** Up to {@code limit} documents of a kind that are due by then, the longest due first. */
  public List<Kept> due(String kind, long until, int limit) throws IOException {
    long last = Math.min(until, Long.MAX_VALUE - 1);
    return listed(
        BoolQuery.of(
            b ->
                b.filter(f -> f.term(t -> t.field("kind").value(kind)))
                    .filter(
                        f -> f.range(r -> r.term(t -> t.field("due").lte(Long.toString(last)))))),
        "due",
        SortOrder.Asc,
        limit);
  }

  private List<Kept> listed(BoolQuery query, String field, SortOrder order, int limit)
      throws IOException {
    if (limit <= 0) {
      return List.of();
    }
    SearchResponse<ObjectNode> found =
        connection.ask(
            client ->
                client.search(
                    s ->
                        s.index(index)
                            .query(q -> q.bool(query))
                            .size(Math.min(limit, MOST_LISTED))
                            .sort(o -> o.field(f -> f.field(field).order(order)))
                            .sort(o -> o.field(f -> f.field("id").order(SortOrder.Asc))),
                    ObjectNode.class));
    return found.hits().hits().stream().map(hit -> kept(hit.source())).toList();
  }

  private static Kept kept(ObjectNode source) {
    return new Kept(
        source.get("kind").asText(),
        source.get("id").asText(),
        source.get("version").asLong(),
        source.get("order").asLong(),
        source.get("due").asLong(),
        source.get("json").asText());
  }

  /** Elasticsearch takes ids of 512 bytes. */
  private static String key(String kind, String id) {
    String key = kind + ":" + id;
    byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_ID) {
      return key;
    }
    try {
      return kind
          + ":#"
          + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    connection.close();
  }
}
